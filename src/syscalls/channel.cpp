#include "syscalls/channel.h"

#include <fmt/core.h>

#include "base/procfs.h"

namespace procdemo::syscalls {

namespace {

std::optional<ino_t> number_of(std::string_view target, std::string_view kind) {
  const auto number = target.starts_with(kind) ? number_behind(target, kind) : std::nullopt;
  return number ? std::optional(static_cast<ino_t>(*number)) : std::nullopt;
}

}  // namespace

std::optional<Channel> channel_behind(pid_t tid, int fd) {
  const std::string target = descriptor_target(tid, fd).value_or("");
  if (const auto pipe = number_of(target, "pipe:[")) return channel::Pipe{*pipe};
  if (const auto socket = number_of(target, "socket:[")) return channel::Socket{*socket};
  return std::nullopt;
}

bool may_be_connected(const Channel& a, const Channel& b) {
  const auto is_socket = [](const Channel& one) {
    return std::holds_alternative<channel::Socket>(one);
  };
  return a == b || (is_socket(a) && is_socket(b));
}

std::string text_of(const Channel& channel) {
  return std::visit(
      Overloaded{
          [](const channel::Pipe& pipe) { return fmt::format("pipe:[{}]", pipe.number); },
          [](const channel::Socket& socket) { return fmt::format("socket:[{}]", socket.number); },
          [](const channel::MessageQueue& queue) { return "mqueue:" + queue.name; },
          [](const channel::SystemVQueue& queue) { return fmt::format("msgq:[{}]", queue.id); }},
      channel);
}

}  // namespace procdemo::syscalls
