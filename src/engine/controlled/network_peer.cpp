#include "engine/controlled/network_peer.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <string>

#include "base/pidfd.h"

namespace procdemo::engine {

namespace {

/// Empty for one that is not connected.
struct Addresses {
  std::string own, other;
};

bool is_of_network(const sockaddr_storage& address) {
  return address.ss_family == AF_INET || address.ss_family == AF_INET6;
}

std::string address_by(decltype(::getsockname) ask, const Fd& socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  const int done = ask(socket.get(), reinterpret_cast<sockaddr*>(&address), &size);
  if (done != 0 || size > sizeof address || !is_of_network(address)) return "";
  return {reinterpret_cast<const char*>(&address), size};
}

Addresses addresses_of(pid_t pid, int fd) {
  const Fd socket = open_descriptor(pid, fd);
  if (!socket) return {};
  std::string other = address_by(::getpeername, socket);
  if (other.empty()) return {};
  return {address_by(::getsockname, socket), std::move(other)};
}

}  // namespace

std::optional<FileIdentity> peer_through_network(const Task& task, int fd, Family& family) {
  const Addresses here = addresses_of(task.process->pid, fd);
  if (here.other.empty()) return std::nullopt;
  for (const Task* each : family.in_order()) {
    const pid_t pid = each->process->pid;
    if (each->tid != pid) continue;
    for (const int one : descriptors_of(pid)) {
      struct stat facts;
      if (!stat_descriptor(pid, one, facts) || !S_ISSOCK(facts.st_mode)) continue;
      const Addresses there = addresses_of(pid, one);
      if (there.own == here.other && there.other == here.own) return identity_of(facts);
    }
  }
  return std::nullopt;
}

}  // namespace procdemo::engine
