#include "run/files/kernel_numbers.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "base/fd.h"

namespace procdemo::run {

namespace {

constexpr std::uint64_t first = 1001;  // smaller than any PID of a run

struct Kind {
  std::string name;  // as links have it
  dev_t device;      // where they are
};

// Each kind has a device of its own; one of them tells it. What this kernel does not have, it does
// not have.
std::vector<Kind> make_kinds() {
  std::vector<Kind> kinds;
  const auto add = [&](std::string_view name, int number) {
    const Fd made(number);
    struct stat facts;
    if (made && ::fstat(made.get(), &facts) == 0)
      kinds.push_back({std::string(name), facts.st_dev});
  };
  if (int ends[2]; ::pipe2(ends, O_CLOEXEC) == 0) {
    add("pipe", ends[0]);
    ::close(ends[1]);
  }
  add("socket", ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  add("memfd", ::memfd_create("number", MFD_CLOEXEC));
  add("anon_inode", ::eventfd(0, EFD_CLOEXEC));
  add("pidfd", static_cast<int>(::syscall(SYS_pidfd_open, ::getpid(), 0)));
  add("", ::open("/proc/self/ns/pid", O_RDONLY | O_CLOEXEC));  // namespaces have many names
  return kinds;
}

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = make_kinds();
  return all;
}

}  // namespace

std::optional<std::uint64_t> KernelNumbers::told(FileIdentity what) {
  if (std::ranges::find(kinds(), what.device, &Kind::device) == kinds().end()) return std::nullopt;
  return told_.try_emplace(what, first + told_.size()).first->second;
}

std::uint32_t KernelNumbers::told_cookie(std::uint32_t cookie) {
  const auto next = static_cast<std::uint32_t>(told_cookies_.size() + 1);
  return told_cookies_.try_emplace(cookie, next).first->second;
}

std::optional<std::string> KernelNumbers::told(std::string_view link) {
  const auto bracket = link.find(":[");
  if (bracket == link.npos || !link.ends_with(']')) return std::nullopt;
  const std::string_view name = link.substr(0, bracket);
  const std::string_view digits = link.substr(bracket + 2, link.size() - bracket - 3);
  std::uint64_t number = 0;
  const auto read = std::from_chars(digits.begin(), digits.end(), number);
  if (read.ec != std::errc() || read.ptr != digits.end()) return std::nullopt;
  const auto kind = std::ranges::find_if(
      kinds(), [&](const Kind& each) { return each.name == name || each.name.empty(); });
  if (kind == kinds().end()) return std::nullopt;
  return fmt::format("{}:[{}]", name, *told(FileIdentity{kind->device, number}));
}

}  // namespace procdemo::run
