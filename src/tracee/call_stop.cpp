#include "tracee/call_stop.h"

#include <sys/ptrace.h>

#include <algorithm>
#include <iterator>

#include "tracee/arch/arch.h"

namespace procdemo::tracee {

namespace {

bool is_foreign(std::uint32_t arch, std::uint64_t number) {
  const std::uint32_t from = foreign_numbers_from();
  const auto asked = static_cast<std::uint32_t>(number);
  const bool skipped = asked == 0xFFFFFFFF;  // -1: no call at all
  return arch != native_arch() || (from != 0 && asked >= from && !skipped);
}

template <class Entry>
void take_call(CallStop& stop, std::uint32_t arch, const Entry& entry) {
  stop.number = static_cast<std::int64_t>(entry.nr);
  std::copy(std::begin(entry.args), std::end(entry.args), stop.arguments.begin());
  stop.foreign = is_foreign(arch, entry.nr);
}

}  // namespace

std::optional<CallStop> call_stop(pid_t tid) {
  __ptrace_syscall_info info{};
  if (::ptrace(PTRACE_GET_SYSCALL_INFO, tid, sizeof info, &info) <= 0) return std::nullopt;
  CallStop stop{.instruction = info.instruction_pointer, .stack = info.stack_pointer};
  switch (info.op) {
    case PTRACE_SYSCALL_INFO_ENTRY:
      take_call(stop, info.arch, info.entry);
      return stop;
    case PTRACE_SYSCALL_INFO_SECCOMP:
      stop.at = CallStop::At::filter;
      stop.data = info.seccomp.ret_data;
      take_call(stop, info.arch, info.seccomp);
      return stop;
    case PTRACE_SYSCALL_INFO_EXIT:
      stop.at = CallStop::At::end;
      return stop;
    default:
      return std::nullopt;
  }
}

bool tells_call_stops(pid_t tid) {
  __ptrace_syscall_info info{};
  return ::ptrace(PTRACE_GET_SYSCALL_INFO, tid, sizeof info, &info) > 0;
}

}  // namespace procdemo::tracee
