// Arguments that are about signals, and about children that have ended.
#include <fmt/format.h>
#include <sys/wait.h>

#include <bit>
#include <csignal>

#include "base/signal_names.h"
#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"
#include "tracee/memory.h"

namespace procdemo::syscalls::as {
namespace {

constexpr int signals = 64;

// "INT", "RTMIN", "RT_1"
std::string short_name_of(int signal) {
  if (signal == 32) return "RTMIN";
  if (signal > 32) return fmt::format("RT_{}", signal - 32);
  return signal_name(signal).substr(3);
}

// Where most are in it, those that are not.
std::string set_text(std::uint64_t set) {
  const bool most = std::popcount(set) >= signals * 2 / 3;
  if (most) set = ~set;
  std::string names;
  for (int signal = 1; signal <= signals; ++signal) {
    const bool in = set >> (signal - 1) & 1;
    if (in) names += (names.empty() ? "" : " ") + short_name_of(signal);
  }
  return fmt::format("{}[{}]", most ? "~" : "", names);
}

// As the kernel has it (rt_sigaction(2)), not as a C library does.
struct Action {
  std::uint64_t handler, flags, restorer, mask;
};

std::string text_of(const Action& action) {
  const std::string handler = action.handler == 0   ? "SIG_DFL"
                              : action.handler == 1 ? "SIG_IGN"
                                                    : fmt::format("{:#x}", action.handler);
  const std::string text =
      fmt::format("{{sa_handler={}, sa_mask={}, sa_flags={}", handler, set_text(action.mask),
                  joined_flags(action.flags, flag_names::signal_action));
  constexpr std::uint64_t has_restorer = 0x04000000;
  if ((action.flags & has_restorer) == 0) return text + "}";
  return text + fmt::format(", sa_restorer={:#x}}}", action.restorer);
}

std::string status_text(int status) {
  if (WIFEXITED(status))
    return fmt::format("WIFEXITED(s) && WEXITSTATUS(s) == {}", WEXITSTATUS(status));
  if (WIFSIGNALED(status)) {
    return fmt::format("WIFSIGNALED(s) && WTERMSIG(s) == {}{}", signal_name(WTERMSIG(status)),
                       WCOREDUMP(status) ? " && WCOREDUMP(s)" : "");
  }
  if (WIFSTOPPED(status)) {
    return fmt::format("WIFSTOPPED(s) && WSTOPSIG(s) == {}", signal_name(WSTOPSIG(status)));
  }
  return "WIFCONTINUED(s)";
}

std::string text_of(const siginfo_t& info) {
  constexpr FlagName codes[] = {{CLD_EXITED, "CLD_EXITED"},   {CLD_KILLED, "CLD_KILLED"},
                                {CLD_DUMPED, "CLD_DUMPED"},   {CLD_TRAPPED, "CLD_TRAPPED"},
                                {CLD_STOPPED, "CLD_STOPPED"}, {CLD_CONTINUED, "CLD_CONTINUED"}};
  const std::string status =
      info.si_code == CLD_EXITED ? fmt::to_string(info.si_status) : signal_name(info.si_status);
  return fmt::format(
      "{{si_signo=SIGCHLD, si_code={}, si_pid={}, si_uid={}, si_status={}, si_utime={}, "
      "si_stime={}}}",
      named_value(static_cast<std::uint64_t>(info.si_code), codes), info.si_pid, info.si_uid,
      status, info.si_utime, info.si_stime);
}

}  // namespace

std::string wait_status(const EndedCall& call, std::size_t at) {
  const auto status = call.result > 0 ? read_value<int>(call.task, call.value(at)) : std::nullopt;
  return status ? fmt::format("[{{{}}}]", status_text(*status)) : pointer(call, at);
}

std::string ended_child(const EndedCall& call, std::size_t at) {
  const auto info = read_value<siginfo_t>(call.task, call.value(at));
  if (!info) return pointer(call, at);
  return info->si_signo == SIGCHLD ? text_of(*info) : "{}";
}

std::string signal_set(const WrittenCall& call, std::size_t at) {
  const auto set = read_value<std::uint64_t>(call.task, call.value(at));
  return set ? set_text(*set) : pointer(call, at);
}

std::string signals_told(const EndedCall& call, std::size_t at) {
  const auto set = read_value<std::uint64_t>(call.task, call.value(at));
  return set ? set_text(*set) : pointer(call, at);
}

std::string signal_action(const WrittenCall& call, std::size_t at) {
  const auto action = read_value<Action>(call.task, call.value(at));
  return action ? text_of(*action) : pointer(call, at);
}

std::string action_told(const EndedCall& call, std::size_t at) {
  const auto action = read_value<Action>(call.task, call.value(at));
  return action ? text_of(*action) : pointer(call, at);
}

}  // namespace procdemo::syscalls::as
