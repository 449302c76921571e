#include "world/inside/namespaces.h"

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/fd.h"
#include "base/procfs.h"

namespace procdemo::world {
namespace {

// Inside, the user keeps its id, and no other id exists.
int map_own_ids(uid_t uid, gid_t gid) {
  const auto line = [](auto id) { return std::to_string(id) + " " + std::to_string(id) + " 1"; };
  if (const int error = write_text("/proc/self/setgroups", "deny")) return error;
  if (const int error = write_text("/proc/self/uid_map", line(uid))) return error;
  return write_text("/proc/self/gid_map", line(gid));
}

// Also connections that have ended, which keep their port for a minute ("tw"). Tables of all
// sockets (/proc/net/tcp) take the kernel milliseconds, however few there are.
bool has_connections(const char* sums, const char* protocol) {
  const std::string text = read_file_if_any(sums);
  const auto line = text.find(protocol);
  if (line == text.npos) return false;
  const std::string_view sum = std::string_view(text).substr(line, text.find('\n', line) - line);
  return number_behind(sum, "inuse ").value_or(0) != 0 ||
         number_behind(sum, " tw ").value_or(0) != 0;
}

}  // namespace

int make_namespaces(int kinds, bool user_too) {
  if (!user_too && ::unshare(kinds) == 0) return 0;
  const uid_t uid = ::geteuid();
  const gid_t gid = ::getegid();
  ::prctl(PR_SET_DUMPABLE, 1);  // else the maps belong to root (proc(5))
  if (::unshare(CLONE_NEWUSER | kinds) != 0) return errno;
  return map_own_ids(uid, gid);
}

void put_loopback_up() {
  const Fd socket(check("socket", ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)));
  ifreq interface{};
  std::strcpy(interface.ifr_name, "lo");
  check("SIOCGIFFLAGS", ::ioctl(socket.get(), SIOCGIFFLAGS, &interface));
  interface.ifr_flags = static_cast<short>(interface.ifr_flags | IFF_UP);
  check("SIOCSIFFLAGS", ::ioctl(socket.get(), SIOCSIFFLAGS, &interface));
}

int write_text(const char* path, const std::string& text) {
  const Fd file(::open(path, O_WRONLY | O_CLOEXEC));
  if (!file) return errno;
  return ::write(file.get(), text.data(), text.size()) < 0 ? errno : 0;
}

void renew_used_network() {
  if (!has_connections("/proc/self/net/sockstat", "TCP:") &&
      !has_connections("/proc/self/net/sockstat6", "TCP6:")) {
    return;
  }
  check("unshare", ::unshare(CLONE_NEWNET));
  put_loopback_up();
}

}  // namespace procdemo::world
