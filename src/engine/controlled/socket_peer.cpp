#include "engine/controlled/socket_peer.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/fd.h"

namespace procdemo::engine {

namespace {

struct PeerQuestion {
  nlmsghdr header{};
  unix_diag_req socket{};
};

PeerQuestion peer_of(ino_t socket) {
  PeerQuestion question;
  question.header = {.nlmsg_len = sizeof question,
                     .nlmsg_type = SOCK_DIAG_BY_FAMILY,
                     .nlmsg_flags = NLM_F_REQUEST,
                     .nlmsg_seq = 1,
                     .nlmsg_pid = 0};
  question.socket.sdiag_family = AF_UNIX;
  question.socket.udiag_states = ~0u;
  question.socket.udiag_ino = static_cast<std::uint32_t>(socket);
  question.socket.udiag_show = UDIAG_SHOW_PEER;
  question.socket.udiag_cookie[0] = question.socket.udiag_cookie[1] = ~0u;  // whichever
  return question;
}

using PeerAnswer = std::array<std::byte, 4096>;

template <class Value>
std::optional<Value> value_at(const PeerAnswer& answer, std::size_t size, std::size_t at) {
  if (at + sizeof(Value) > size) return std::nullopt;
  Value value;
  __builtin_memcpy(&value, answer.data() + at, sizeof value);
  return value;
}

std::optional<ino_t> peer_in(const PeerAnswer& answer, std::size_t size) {
  const auto header = value_at<nlmsghdr>(answer, size, 0);
  const auto socket = value_at<unix_diag_msg>(answer, size, NLMSG_HDRLEN);
  const bool told = header && socket && header->nlmsg_type == SOCK_DIAG_BY_FAMILY;
  if (!told || socket->udiag_type == SOCK_DGRAM) return std::nullopt;
  std::size_t at = NLMSG_HDRLEN + NLMSG_ALIGN(sizeof(unix_diag_msg));
  while (const auto attribute = value_at<rtattr>(answer, size, at)) {
    const auto peer = value_at<std::uint32_t>(answer, size, at + RTA_LENGTH(0));
    if (attribute->rta_type == UNIX_DIAG_PEER && peer && *peer != 0) return *peer;
    if (attribute->rta_len < sizeof(rtattr)) break;
    at += RTA_ALIGN(attribute->rta_len);
  }
  return std::nullopt;
}

}  // namespace

std::optional<ino_t> peer_of_stream(ino_t socket) {
  const Fd diag(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
  const PeerQuestion question = peer_of(socket);
  if (!diag || ::send(diag.get(), &question, sizeof question, 0) < 0) return std::nullopt;
  PeerAnswer answer{};
  const ssize_t size = ::recv(diag.get(), answer.data(), answer.size(), 0);
  return size > 0 ? peer_in(answer, static_cast<std::size_t>(size)) : std::nullopt;
}

}  // namespace procdemo::engine
