#include "tracee/reader.h"

#include <linux/openat2.h>
#include <poll.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include <algorithm>
#include <climits>
#include <cstring>
#include <utility>

#include "base/child.h"
#include "base/procfs.h"
#include "base/text/lines.h"

namespace procdemo::tracee {

// What goes both ways between the reader and its helpers: a header and bytes, perhaps with a
// descriptor.
namespace reader_protocol {

enum class Wish : int { read, write, find, find_link, link, copy, mounts };

struct Header {
  Wish wish = Wish::read;
  int error = 0;             // of an answer
  std::uint64_t offset = 0;  // of a file to be copied: the most that it may have
  std::uint64_t size = 0;    // to be read, or written
};

struct Message {
  Header header;
  std::string bytes;
  Fd fd;
};

}  // namespace reader_protocol

namespace {

using namespace reader_protocol;

constexpr std::size_t most_helpers = 4;  // one is lost with each that did not answer

union Control {
  cmsghdr align;
  char bytes[CMSG_SPACE(sizeof(int))];
};

bool send_message(int connection, const Header& header, std::string_view bytes, int fd) {
  Header head = header;
  iovec pieces[] = {{&head, sizeof head}, {const_cast<char*>(bytes.data()), bytes.size()}};
  Control control{};
  msghdr message{};
  message.msg_iov = pieces;
  message.msg_iovlen = 2;
  if (fd >= 0) {
    message.msg_control = control.bytes;
    message.msg_controllen = sizeof control.bytes;
    cmsghdr* rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof fd);
    std::memcpy(CMSG_DATA(rights), &fd, sizeof fd);
  }
  ssize_t sent;
  do sent = ::sendmsg(connection, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent >= 0;
}

std::optional<Message> receive_message(int connection) {
  Message received;
  received.bytes.resize(Reader::most_at_once);
  iovec pieces[] = {{&received.header, sizeof received.header},
                    {received.bytes.data(), received.bytes.size()}};
  Control control{};
  msghdr message{};
  message.msg_iov = pieces;
  message.msg_iovlen = 2;
  message.msg_control = control.bytes;
  message.msg_controllen = sizeof control.bytes;
  ssize_t got;
  do got = ::recvmsg(connection, &message, MSG_CMSG_CLOEXEC);
  while (got < 0 && errno == EINTR);
  if (got < static_cast<ssize_t>(sizeof(Header))) return std::nullopt;
  received.bytes.resize(static_cast<std::size_t>(got) - sizeof(Header));
  if (const cmsghdr* rights = CMSG_FIRSTHDR(&message)) {
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(rights), sizeof fd);
    received.fd = Fd(fd);
  }
  return received;
}

// --- in the helper ---

std::string read_there(const Message& request) {
  std::string bytes(std::min<std::uint64_t>(request.header.size, Reader::most_at_once), '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    const ssize_t got = ::pread(request.fd.get(), bytes.data() + have, bytes.size() - have,
                                static_cast<off_t>(request.header.offset + have));
    if (got <= 0) break;
    have += static_cast<std::size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

Fd copy_of(const Fd& place, std::uint64_t most, int& error) {
  Fd copy(::memfd_create("copy", MFD_CLOEXEC));
  struct stat facts{};
  if (::fstat(place.get(), &facts) != 0) return error = errno, Fd();
  if (!S_ISREG(facts.st_mode)) return error = EINVAL, Fd();
  const std::string path = "/proc/self/fd/" + std::to_string(place.get());
  const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return error = errno, Fd();
  char block[65536];
  std::uint64_t size = 0;
  while (const ssize_t got = ::read(file.get(), block, sizeof block)) {
    if (got < 0) return error = errno, Fd();
    size += static_cast<std::uint64_t>(got);
    if (size > most) return error = EFBIG, Fd();
    if (::write(copy.get(), block, static_cast<std::size_t>(got)) != got)
      return error = errno, Fd();
  }
  ::lseek(copy.get(), 0, SEEK_SET);
  return copy;
}

bool shows_shared(std::string_view mountinfo) {
  std::string_view rest = mountinfo;
  for (std::string_view line; next_line(rest, line);) {
    if (line.substr(0, line.find(" - ")).find(" shared:") != line.npos) return true;
  }
  return mountinfo.empty();
}

// Whoever enters a namespace gets its root: so another process does, and ends.
bool are_shared(int mounts) {
  const Fd proc(::open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC));
  Child inside = Child::run(kill_at_once, [&] {
    check("setns", ::setns(mounts, CLONE_NEWNS));
    check("fchdir", ::fchdir(proc.get()));
    return shows_shared(read_file("self/mountinfo")) ? 1 : 0;
  });
  return inside.wait() != WaitStatus::of_exit(0);
}

Message answer_to(const Message& request) {
  Message answer;
  answer.header.wish = request.header.wish;
  switch (request.header.wish) {
    case Wish::read:
      answer.bytes = read_there(request);
      break;
    case Wish::write: {
      const ssize_t done = ::pwrite(request.fd.get(), request.bytes.data(), request.bytes.size(),
                                    static_cast<off_t>(request.header.offset));
      answer.header.size = static_cast<std::uint64_t>(std::max<ssize_t>(done, 0));
      break;
    }
    case Wish::find:
    case Wish::find_link: {
      const int link = request.header.wish == Wish::find_link ? O_NOFOLLOW : 0;
      answer.fd = Fd(::open(request.bytes.c_str(), O_PATH | O_CLOEXEC | link));
      if (!answer.fd) answer.header.error = errno;
      break;
    }
    case Wish::link: {
      char target[PATH_MAX];
      const ssize_t size = ::readlink(request.bytes.c_str(), target, sizeof target);
      answer.bytes.assign(target, static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
      break;
    }
    case Wish::copy:
      answer.fd = copy_of(request.fd, request.header.offset, answer.header.error);
      break;
    case Wish::mounts:
      answer.header.size = are_shared(request.fd.get());
      break;
  }
  return answer;
}

void serve() {
  while (const auto request = receive_message(Helper::own_end)) {
    const Message answer = answer_to(*request);
    if (!send_message(Helper::own_end, answer.header, answer.bytes, answer.fd.get())) return;
  }
}

// --- here ---

// What the kernel has in its cache it answers itself, and RESOLVE_CACHED (openat2(2), Linux 5.12)
// has it say EAGAIN to the rest.
Fd find_without_asking(const std::string& path, bool follow_link) {
  open_how how{};
  how.flags = O_PATH | O_CLOEXEC | (follow_link ? 0u : O_NOFOLLOW);
  how.resolve = RESOLVE_CACHED;
  return Fd(static_cast<int>(::syscall(SYS_openat2, AT_FDCWD, path.c_str(), &how, sizeof how)));
}

// Of a helper that nobody uses now. A forked child has the connection, too, and may not speak
// there.
struct Spare {
  pid_t owner = -1;
  std::optional<Helper> helper;

  bool is_ours() const { return owner == ::getpid(); }
};
Spare spare;

}  // namespace

SharedHelper::SharedHelper() {
  spare.owner = ::getpid();
}

SharedHelper::~SharedHelper() {
  spare = {};
}

struct Reader::Request {
  reader_protocol::Header header;
  std::string_view bytes;
  int fd = -1;
};
struct Reader::Answer : reader_protocol::Message {};

Reader::~Reader() {
  if (helper_ && spare.is_ours()) spare.helper = std::move(helper_);
}

bool Reader::start() {
  if (helper_) return true;
  if (pids_.size() == most_helpers) return false;
  try {
    if (spare.is_ours()) helper_ = std::exchange(spare.helper, std::nullopt);
    if (!helper_) helper_ = start_helper("procdemo-reader", serve);
  } catch (const std::system_error&) {
    return false;
  }
  pids_.push_back(helper_->pid);
  return true;
}

// On a busy machine it may wait for a processor: then it is ready to run (R), and does not sleep.
bool Reader::answers_in_time() const {
  constexpr int most_times = 10;
  for (int times = 0; times < most_times; ++times) {
    pollfd answer = {helper_->connection.get(), POLLIN, 0};
    if (::poll(&answer, 1, static_cast<int>(patience_.count())) > 0) return true;
    const auto stat = proc_stat(helper_->pid);
    if (!stat || stat->state != 'R') return false;
  }
  return false;
}

// A helper that somebody has killed is replaced; one that is stuck is left behind: it will find the
// connection closed.
std::optional<Reader::Answer> Reader::ask(const Request& request) {
  while (start()) {
    const int connection = helper_->connection.get();
    const bool asked = send_message(connection, request.header, request.bytes, request.fd);
    const bool in_time = !asked || answers_in_time();
    auto answer = asked && in_time ? receive_message(connection) : std::nullopt;
    if (answer) return Answer{std::move(*answer)};
    helper_.reset();
    if (!in_time) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::string> Reader::read(int fd, std::uint64_t offset, std::size_t size) {
  auto answer = ask({{.wish = Wish::read, .offset = offset, .size = size}, {}, fd});
  if (!answer) return std::nullopt;
  return std::move(answer->bytes);
}

std::optional<std::size_t> Reader::write(int fd, std::uint64_t offset, std::string_view bytes) {
  const auto answer =
      ask({{.wish = Wish::write, .offset = offset}, bytes.substr(0, most_at_once), fd});
  return answer ? std::optional<std::size_t>(answer->header.size) : std::nullopt;
}

std::optional<Fd> Reader::find(const std::string& path, bool follow_link) {
  if (Fd found = find_without_asking(path, follow_link)) return found;
  auto answer = ask({{.wish = follow_link ? Wish::find : Wish::find_link}, path});
  if (!answer) return std::nullopt;
  errno = answer->header.error;
  return std::move(answer->fd);
}

std::optional<std::string> Reader::link(const std::string& path) {
  auto answer = ask({{.wish = Wish::link}, path});
  if (!answer) return std::nullopt;
  return std::move(answer->bytes);
}

std::optional<Fd> Reader::copy(int place, std::uint64_t most) {
  auto answer = ask({{.wish = Wish::copy, .offset = most}, {}, place});
  if (!answer) return std::nullopt;
  errno = answer->header.error;
  return std::move(answer->fd);
}

std::optional<bool> Reader::passes_mounts_on(int mounts) {
  const auto answer = ask({{.wish = Wish::mounts}, {}, mounts});
  return answer ? std::optional(answer->header.size != 0) : std::nullopt;
}

}  // namespace procdemo::tracee
