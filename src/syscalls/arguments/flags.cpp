// Arguments that are made of flags: "O_RDWR|O_CREAT|O_CLOEXEC".
#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <sys/file.h>
#include <sys/wait.h>

#include <csignal>
#include <ctime>
#include <span>

#include "base/signal_names.h"
#include "syscalls/call_text.h"

namespace procdemo::syscalls::as {
namespace {

struct Flag {
  std::uint64_t bits;
  const char* name;
};

// What no flag names stands behind them in hex.
std::string joined_flags(std::uint64_t value, std::span<const Flag> flags, std::string text = "") {
  const auto add = [&](const std::string& name) { text += (text.empty() ? "" : "|") + name; };
  for (const Flag& flag : flags) {
    if (flag.bits == 0 || (value & flag.bits) != flag.bits) continue;
    add(flag.name);
    value &= ~flag.bits;
  }
  if (value != 0) add(fmt::format("{:#x}", value));
  return text.empty() ? "0" : text;
}

constexpr std::uint64_t int_bits = 0xFFFFFFFF;

}  // namespace

std::string wait_options(const WrittenCall& call, std::size_t at) {
  constexpr Flag flags[] = {{WNOHANG, "WNOHANG"},     {WSTOPPED, "WSTOPPED"},
                            {WEXITED, "WEXITED"},     {WCONTINUED, "WCONTINUED"},
                            {WNOWAIT, "WNOWAIT"},     {__WALL, "__WALL"},
                            {0x80000000u, "__WCLONE"}};
  return joined_flags(call.value(at) & int_bits, flags);
}

std::string open_flags(const WrittenCall& call, std::size_t at) {
  constexpr Flag flags[] = {{O_CREAT, "O_CREAT"},         {O_EXCL, "O_EXCL"},
                            {O_TRUNC, "O_TRUNC"},         {O_APPEND, "O_APPEND"},
                            {O_NONBLOCK, "O_NONBLOCK"},   {O_NOCTTY, "O_NOCTTY"},
                            {O_DIRECTORY, "O_DIRECTORY"}, {O_CLOEXEC, "O_CLOEXEC"}};
  constexpr const char* access[] = {"O_RDONLY", "O_WRONLY", "O_RDWR", "O_ACCMODE"};
  const std::uint64_t value = call.value(at) & int_bits;
  return joined_flags(value & ~std::uint64_t{O_ACCMODE}, flags, access[value & O_ACCMODE]);
}

std::string clone_flags(const WrittenCall& call, std::size_t at) {
  constexpr Flag flags[] = {{CLONE_VM, "CLONE_VM"},
                            {CLONE_FS, "CLONE_FS"},
                            {CLONE_FILES, "CLONE_FILES"},
                            {CLONE_SIGHAND, "CLONE_SIGHAND"},
                            {CLONE_VFORK, "CLONE_VFORK"},
                            {CLONE_THREAD, "CLONE_THREAD"},
                            {CLONE_SYSVSEM, "CLONE_SYSVSEM"},
                            {CLONE_SETTLS, "CLONE_SETTLS"},
                            {CLONE_PARENT_SETTID, "CLONE_PARENT_SETTID"},
                            {CLONE_CHILD_CLEARTID, "CLONE_CHILD_CLEARTID"},
                            {CLONE_CHILD_SETTID, "CLONE_CHILD_SETTID"}};
  const std::uint64_t value = call.value(at);
  const int signal = static_cast<int>(value & CSIGNAL);
  std::string text = joined_flags(value & ~std::uint64_t{CSIGNAL}, flags);
  if (signal == 0) return text;
  return (text == "0" ? "" : text + "|") + signal_name(signal);
}

std::string sleep_flags(const WrittenCall& call, std::size_t at) {
  constexpr Flag flags[] = {{TIMER_ABSTIME, "TIMER_ABSTIME"}};
  return joined_flags(call.value(at) & int_bits, flags);
}

std::string flock_operation(const WrittenCall& call, std::size_t at) {
  constexpr Flag flags[] = {
      {LOCK_SH, "LOCK_SH"}, {LOCK_EX, "LOCK_EX"}, {LOCK_UN, "LOCK_UN"}, {LOCK_NB, "LOCK_NB"}};
  return joined_flags(call.value(at) & int_bits, flags);
}

std::string fcntl_command(const WrittenCall& call, std::size_t at) {
  constexpr Flag commands[] = {
      {F_DUPFD, "F_DUPFD"},           {F_GETFD, "F_GETFD"},   {F_SETFD, "F_SETFD"},
      {F_GETFL, "F_GETFL"},           {F_SETFL, "F_SETFL"},   {F_GETLK, "F_GETLK"},
      {F_SETLK, "F_SETLK"},           {F_SETLKW, "F_SETLKW"}, {F_OFD_SETLK, "F_OFD_SETLK"},
      {F_OFD_SETLKW, "F_OFD_SETLKW"}, {F_SETOWN, "F_SETOWN"}, {F_DUPFD_CLOEXEC, "F_DUPFD_CLOEXEC"}};
  for (const Flag& command : commands) {
    if ((call.value(at) & int_bits) == command.bits) return command.name;
  }
  return hex(call, at);
}

}  // namespace procdemo::syscalls::as
