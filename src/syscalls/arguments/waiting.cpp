// Arguments of calls that wait: for descriptors (poll(2), select(2), epoll(7)), and for a futex.
#include <fmt/format.h>
#include <linux/futex.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/time.h>

#include <algorithm>
#include <ctime>

#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"
#include "tracee/memory.h"

namespace procdemo::syscalls::as {
namespace {

constexpr std::uint64_t most_shown = 32;

std::string flags_of(std::uint32_t value, FlagNames names) {
  return joined_flags(value, names);
}

template <class Text>
std::string list_of(std::uint64_t count, const Text& text) {
  std::string list;
  for (std::uint64_t i = 0; i < std::min(count, most_shown); ++i) {
    const std::optional<std::string> one = text(i);
    if (!one) return "";
    if (!one->empty()) list += (list.empty() ? "" : ", ") + *one;
  }
  return fmt::format("[{}{}]", list, count > most_shown ? ", ..." : "");
}

std::string descriptors_in(const WrittenCall& call, std::size_t at) {
  const auto set = read_value<fd_set>(call.task, call.value(at));
  if (!set) return pointer(call, at);
  const int end = std::clamp(static_cast<int>(call.value(0)), 0, FD_SETSIZE);
  std::string names;
  for (int fd = 0; fd < end; ++fd) {
    if (FD_ISSET(fd, &*set)) names += (names.empty() ? "" : " ") + fmt::to_string(fd);
  }
  return fmt::format("[{}]", names);
}

std::string text_of(const ::epoll_event& event) {
  return fmt::format("{{events={}, data={{u32={}, u64={}}}}}",
                     flags_of(event.events, flag_names::epoll_events), event.data.u32 + 0,
                     event.data.u64 + 0);
}

std::string futex_operation(std::uint64_t operation) {
  constexpr FlagName commands[] = {{FUTEX_WAIT, "FUTEX_WAIT"},
                                   {FUTEX_WAKE, "FUTEX_WAKE"},
                                   {FUTEX_REQUEUE, "FUTEX_REQUEUE"},
                                   {FUTEX_CMP_REQUEUE, "FUTEX_CMP_REQUEUE"},
                                   {FUTEX_WAKE_OP, "FUTEX_WAKE_OP"},
                                   {FUTEX_LOCK_PI, "FUTEX_LOCK_PI"},
                                   {FUTEX_UNLOCK_PI, "FUTEX_UNLOCK_PI"},
                                   {FUTEX_TRYLOCK_PI, "FUTEX_TRYLOCK_PI"},
                                   {FUTEX_WAIT_BITSET, "FUTEX_WAIT_BITSET"},
                                   {FUTEX_WAKE_BITSET, "FUTEX_WAKE_BITSET"},
                                   {FUTEX_LOCK_PI2, "FUTEX_LOCK_PI2"}};
  const std::uint64_t command =
      operation & ~std::uint64_t{FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME};
  std::string text = named_value(command, commands);
  if (operation & FUTEX_PRIVATE_FLAG) text += "_PRIVATE";
  if (operation & FUTEX_CLOCK_REALTIME) text += "|FUTEX_CLOCK_REALTIME";
  return text;
}

std::string bitset(const WrittenCall& call, std::size_t at) {
  const std::uint64_t value = call.value(at) & int_bits;
  return value == FUTEX_BITSET_MATCH_ANY ? "FUTEX_BITSET_MATCH_ANY" : fmt::format("{:#x}", value);
}

}  // namespace

std::string polled(const WrittenCall& call, std::size_t at) {
  const std::string list = list_of(call.value(at + 1), [&](std::uint64_t i) {
    const auto one = read_value<pollfd>(call.task, call.value(at) + i * sizeof(pollfd));
    if (!one) return std::optional<std::string>();
    const auto events = static_cast<std::uint16_t>(one->events);
    return std::optional(
        fmt::format("{{fd={}, events={}}}", one->fd, flags_of(events, flag_names::poll_events)));
  });
  return list.empty() ? pointer(call, at) : list;
}

std::string poll_result(const EndedCall& call) {
  if (call.result == 0) return "0 (Timeout)";
  const std::string list = list_of(call.value(1), [&](std::uint64_t i) {
    const auto one = read_value<pollfd>(call.task, call.value(0) + i * sizeof(pollfd));
    const auto events = one ? static_cast<std::uint16_t>(one->revents) : std::uint16_t{0};
    if (events == 0) return std::optional(std::string());
    return std::optional(
        fmt::format("{{fd={}, revents={}}}", one->fd, flags_of(events, flag_names::poll_events)));
  });
  return fmt::format("{} ({})", call.result, list);
}

// The kernel writes what is ready where the question stood.
std::string selected(const WrittenCall& call, std::size_t at) {
  return descriptors_in(call, at);
}

namespace {

// `left`: of its time.
std::string select_text(const EndedCall& call, const std::string& left) {
  if (call.result == 0) return "0 (Timeout)";
  std::string text;
  const std::pair<const char*, std::size_t> sets[] = {{"in", 1}, {"out", 2}, {"except", 3}};
  for (const auto& [name, at] : sets) {
    const std::string set = call.value(at) == 0 ? "[]" : descriptors_in(call, at);
    if (set != "[]") text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, set);
  }
  if (call.value(4) != 0) text += ", left " + left;
  return fmt::format("{} ({})", call.result, text);
}

}  // namespace

std::string select_result(const EndedCall& call) {
  return select_text(call, clock_time(call, 4));
}

std::string pselect_result(const EndedCall& call) {
  return select_text(call, time(call, 4));
}

std::string epoll_event(const WrittenCall& call, std::size_t at) {
  const auto event = read_value<::epoll_event>(call.task, call.value(at));
  return event ? text_of(*event) : pointer(call, at);
}

std::string epoll_events(const EndedCall& call, std::size_t at) {
  const std::string list = list_of(static_cast<std::uint64_t>(call.result), [&](std::uint64_t i) {
    const std::uint64_t address = call.value(at) + i * sizeof(::epoll_event);
    const auto event = read_value<::epoll_event>(call.task, address);
    return event ? std::optional(text_of(*event)) : std::nullopt;
  });
  return list.empty() ? pointer(call, at) : list;
}

std::string futex_arguments(const WrittenCall& call, std::size_t at) {
  const std::uint64_t operation = call.value(at) & int_bits;
  const std::uint64_t command =
      operation & ~std::uint64_t{FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME};
  std::string text = futex_operation(operation);
  const std::string value = fmt::to_string(static_cast<std::uint32_t>(call.value(at + 1)));
  switch (command) {
    case FUTEX_WAIT:
      return fmt::format("{}, {}, {}", text, value, time(call, at + 2));
    case FUTEX_WAKE:
      return fmt::format("{}, {}", text, number(call, at + 1));
    case FUTEX_WAIT_BITSET:
      return fmt::format("{}, {}, {}, {}", text, value, time(call, at + 2), bitset(call, at + 4));
    case FUTEX_WAKE_BITSET:
      return fmt::format("{}, {}, {}", text, number(call, at + 1), bitset(call, at + 4));
    case FUTEX_LOCK_PI:
    case FUTEX_LOCK_PI2:
      return fmt::format("{}, {}", text, time(call, at + 2));
    case FUTEX_UNLOCK_PI:
    case FUTEX_TRYLOCK_PI:
      return text;
    default:
      return fmt::format("{}, {}, {}, {}, {}", text, value, hex(call, at + 2), hex(call, at + 3),
                         hex(call, at + 4));
  }
}

}  // namespace procdemo::syscalls::as
