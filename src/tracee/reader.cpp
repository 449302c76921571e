#include "tracee/reader.h"

#include <linux/openat2.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/procfs.h"
#include "tracee/reader_protocol.h"

namespace procdemo::tracee {

namespace {

using namespace reader_protocol;

constexpr std::size_t most_helpers = 4;  // one is lost with each that did not answer

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
  Reader first;
  first.start();
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
