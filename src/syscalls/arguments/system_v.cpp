// Arguments of calls on System V objects: shared memory, semaphores, message queues (sysvipc(7)).
#include <fmt/format.h>
#include <sys/ipc.h>
#include <sys/sem.h>

#include <algorithm>

#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"
#include "tracee/memory.h"

namespace procdemo::syscalls::as {
namespace {

constexpr std::uint64_t most_changes = 32;
constexpr std::uint64_t most_text = 32;

std::string message_at(const WrittenCall& call, std::size_t at, std::uint64_t size) {
  const auto type = read_value<long>(call.task, call.value(at));
  const std::uint64_t shown = std::min(size, most_text);
  const std::string text = read_memory(call.task, call.value(at) + sizeof(long), shown);
  if (!type || text.size() < shown) return pointer(call, at);
  return fmt::format("{{mtype={}, mtext={}}}", *type, in_quotes(text, shown == size));
}

}  // namespace

std::string ipc_message_flags(const WrittenCall& call, std::size_t at) {
  constexpr std::uint64_t no_error = 010000, except = 020000;  // MSG_NOERROR, MSG_EXCEPT
  constexpr FlagName names[] = {
      {no_error, "MSG_NOERROR"}, {except, "MSG_EXCEPT"}, {IPC_NOWAIT, "IPC_NOWAIT"}};
  return joined_flags(call.value(at) & int_bits, names);
}

std::string ipc_key(const WrittenCall& call, std::size_t at) {
  const std::uint64_t key = call.value(at) & int_bits;
  return key == IPC_PRIVATE ? "IPC_PRIVATE" : fmt::format("{:#x}", key);
}

std::string semaphore_changes(const WrittenCall& call, std::size_t at) {
  const std::uint64_t count = call.value(at + 1);
  std::string list;
  for (std::uint64_t i = 0; i < std::min(count, most_changes); ++i) {
    const auto one = read_value<sembuf>(call.task, call.value(at) + i * sizeof(sembuf));
    if (!one) return pointer(call, at);
    const auto how = static_cast<std::uint16_t>(one->sem_flg);
    list += fmt::format("{}{{sem_num={}, sem_op={}, sem_flg={}}}", i > 0 ? ", " : "", one->sem_num,
                        one->sem_op, joined_flags(how, flag_names::semaphore_waiting));
  }
  return fmt::format("[{}{}]", list, count > most_changes ? ", ..." : "");
}

std::string semaphore_argument(const WrittenCall& call, std::size_t at) {
  return (call.value(at - 1) & int_bits) == SETVAL ? hex(call, at) : pointer(call, at);
}

std::string queued(const WrittenCall& call, std::size_t at) {
  return message_at(call, at, call.value(at + 1));
}

// strace writes as much as there was room for; what is no part of the message is chance.
std::string queue_told(const EndedCall& call, std::size_t at) {
  return message_at(call, at, static_cast<std::uint64_t>(call.result));
}

}  // namespace procdemo::syscalls::as
