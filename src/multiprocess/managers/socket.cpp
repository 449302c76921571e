#include "multiprocess/managers/socket.h"

#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <string>

#include "base/procfs.h"
#include "multiprocess/exceptions.h"
#include "multiprocess/shared/spin.h"

namespace multiprocess {

using procdemo::base::check;
using procdemo::base::Fd;

namespace {

constexpr socklen_t name_offset = offsetof(sockaddr_un, sun_path) + 1;  // after the byte 0

// Skips what was sent.
std::span<iovec> rest_of(std::span<iovec> parts, std::size_t sent) {
  while (!parts.empty() && sent >= parts[0].iov_len) {
    sent -= parts[0].iov_len;
    parts = parts.subspan(1);
  }
  if (!parts.empty()) {
    parts[0].iov_base = static_cast<char*>(parts[0].iov_base) + sent;
    parts[0].iov_len -= sent;
  }
  return parts;
}

bool is_traced(pid_t pid) {
  const auto status = procdemo::base::proc_status(pid);
  return !status || status->tracer != 0;
}

std::string title(const wire::Address& address) {
  return "the manager (PID " + std::to_string(address.manager) + ")";
}

}  // namespace

Fd make_socket() {
  return Fd(check("socket", ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)));
}

Fd bind_anywhere() {
  Fd socket = make_socket();
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  const auto* any = reinterpret_cast<const sockaddr*>(&address);
  check("bind", ::bind(socket.get(), any, sizeof address.sun_family));
  return socket;
}

wire::Address address_of(const Fd& socket, pid_t manager) {
  sockaddr_un address{};
  socklen_t size = sizeof address;
  check("getsockname", ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size));
  wire::Address result{.manager = manager};
  std::copy_n(address.sun_path + 1, result.name.size(), result.name.begin());
  return result;
}

void connect_to(const Fd& socket, const wire::Address& address) {
  sockaddr_un name{.sun_family = AF_UNIX, .sun_path = {}};
  std::ranges::copy(address.name, name.sun_path + 1);
  const auto size = static_cast<socklen_t>(name_offset + address.name.size());
  int result;
  do result = ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&name), size);
  while (result < 0 && errno == EINTR);
  if (result < 0 && errno == ECONNREFUSED) throw Closed(title(address) + " has ended");
  check("connect to the manager", result);
  const ucred peer = peer_of(socket.get());
  if (peer.uid != ::geteuid() || peer.pid != address.manager)
    throw Error("not " + title(address) + " answers at its address, but PID " +
                std::to_string(peer.pid) + " of user " + std::to_string(peer.uid));
}

ucred peer_of(int socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  check("SO_PEERCRED", ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size));
  return peer;
}

bool send_parts(int socket, std::span<iovec> parts) {
  while (!parts.empty()) {
    const msghdr message{.msg_iov = parts.data(), .msg_iovlen = parts.size()};
    const ssize_t sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return false;
    parts = rest_of(parts, static_cast<std::size_t>(sent));
  }
  return true;
}

int looks_before_sleep() {
  static const int looks = is_traced(::getpid()) || has_one_processor() ? 0 : 60;
  return looks;
}

}  // namespace multiprocess
