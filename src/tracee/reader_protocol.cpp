#include "tracee/reader_protocol.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>

#include "base/child.h"
#include "base/helper.h"
#include "base/procfs.h"
#include "base/text/lines.h"

namespace procdemo::tracee::reader_protocol {
namespace {

union Control {
  cmsghdr align;
  char bytes[CMSG_SPACE(sizeof(int))];
};

}  // namespace

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
  received.bytes.resize(most_at_once);
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

namespace {

std::string read_there(const Message& request) {
  std::string bytes(std::min<std::uint64_t>(request.header.size, most_at_once), '\0');
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

}  // namespace

void serve() {
  while (const auto request = receive_message(Helper::own_end)) {
    const Message answer = answer_to(*request);
    if (!send_message(Helper::own_end, answer.header, answer.bytes, answer.fd.get())) return;
  }
}

}  // namespace procdemo::tracee::reader_protocol
