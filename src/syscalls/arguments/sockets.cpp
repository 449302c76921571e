// Arguments of calls on sockets.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"
#include "tracee/memory.h"

namespace procdemo::syscalls::as {
namespace {

// An abstract name begins with a zero: "@name" (unix(7)).
std::string local_text(const std::string& bytes) {
  constexpr std::size_t before = offsetof(sockaddr_un, sun_path);
  if (bytes.size() <= before) return "{sa_family=AF_UNIX}";
  const std::string path = bytes.substr(before);
  const std::string name = path.front() == '\0' ? "@" + in_quotes(path.substr(1))
                                                : in_quotes(path.substr(0, path.find('\0')));
  return "{sa_family=AF_UNIX, sun_path=" + name + "}";
}

std::string internet_text(const std::string& bytes) {
  sockaddr_in address{};
  std::memcpy(&address, bytes.data(), std::min(bytes.size(), sizeof address));
  char host[INET_ADDRSTRLEN] = "";
  ::inet_ntop(AF_INET, &address.sin_addr, host, sizeof host);
  return fmt::format("{{sa_family=AF_INET, sin_port=htons({}), sin_addr=inet_addr(\"{}\")}}",
                     ntohs(address.sin_port), host);
}

std::string address_text(const WrittenCall& call, std::size_t at, std::size_t length) {
  const std::string bytes =
      read_memory(call.task, call.value(at), std::min(length, sizeof(sockaddr_storage)));
  sa_family_t family = AF_UNSPEC;
  if (bytes.size() < sizeof family) return pointer(call, at);
  std::memcpy(&family, bytes.data(), sizeof family);
  if (family == AF_UNIX) return local_text(bytes);
  if (family == AF_INET) return internet_text(bytes);
  return fmt::format("{{sa_family={}, ...}}", named_value(family, flag_names::family));
}

// Where its pieces are, as arguments.
Arguments pieces_of(const msghdr& header) {
  Arguments parts{};
  parts[0] = reinterpret_cast<std::uint64_t>(header.msg_iov);
  parts[1] = header.msg_iovlen;
  return parts;
}

std::string message_text(const msghdr& header, const std::string& pieces) {
  return fmt::format(
      "{{msg_name={}, msg_namelen={}, msg_iov={}, msg_iovlen={}, msg_controllen={}, msg_flags={}}}",
      header.msg_name ? fmt::format("{}", header.msg_name) : "NULL", header.msg_namelen, pieces,
      header.msg_iovlen, header.msg_controllen,
      joined_flags(static_cast<std::uint32_t>(header.msg_flags), flag_names::message));
}

}  // namespace

std::string address(const WrittenCall& call, std::size_t at) {
  if (call.value(at) == 0) return "NULL";
  return address_text(call, at, call.value(at + 1) & int_bits);
}

std::string address_told(const EndedCall& call, std::size_t at) {
  const auto length =
      call.value(at) != 0 ? read_value<socklen_t>(call.task, call.value(at + 1)) : std::nullopt;
  return length ? address_text(call, at, *length) : pointer(call, at);
}

std::string length_told(const EndedCall& call, std::size_t at) {
  const auto length = read_value<socklen_t>(call.task, call.value(at));
  return length ? fmt::format("[{}]", *length) : pointer(call, at);
}

std::string message(const WrittenCall& call, std::size_t at) {
  const auto header = read_value<msghdr>(call.task, call.value(at));
  if (!header) return pointer(call, at);
  const Arguments parts = pieces_of(*header);
  return message_text(*header, pieces(WrittenCall{call.task, parts}, 0));
}

std::string message_told(const EndedCall& call, std::size_t at) {
  const auto header = read_value<msghdr>(call.task, call.value(at));
  if (!header) return pointer(call, at);
  const Arguments parts = pieces_of(*header);
  return message_text(*header, pieces_read(EndedCall{{call.task, parts}, call.result}, 0));
}

std::string option_value(const WrittenCall& call, std::size_t at) {
  const bool is_int = (call.value(at + 1) & int_bits) == sizeof(int);
  const auto value = is_int ? read_value<int>(call.task, call.value(at)) : std::nullopt;
  return value ? fmt::format("[{}]", *value) : pointer(call, at);
}

}  // namespace procdemo::syscalls::as
