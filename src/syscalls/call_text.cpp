#include "syscalls/call_text.h"

#include <fmt/format.h>
#include <string.h>

#include "syscalls/table.h"

namespace procdemo::syscalls {
namespace {

constexpr std::int64_t largest_errno = 4095;

bool is_error(std::int64_t result) {
  return result < 0 && result >= -largest_errno;
}

// The kernel's own: the call goes on after a signal (linux/errno.h).
bool is_restart(std::int64_t result) {
  return result <= -512 && result >= -516;
}

std::vector<ArgumentWriter> writers_of(const Syscall* call) {
  if (call && call->arguments) return *call->arguments;
  return std::vector<ArgumentWriter>(std::tuple_size_v<Arguments>, as::hex);
}

}  // namespace

std::string result_text(std::int64_t result) {
  if (is_restart(result)) return "? ERESTARTSYS (To be restarted)";
  if (!is_error(result)) return fmt::to_string(result);
  const int error = static_cast<int>(-result);
  const char* const name = ::strerrorname_np(error);
  const char* const words = ::strerrordesc_np(error);
  return fmt::format("-1 {} ({})", name ? name : fmt::to_string(error), words ? words : "?");
}

std::string call_text(const WrittenCall& written, const Syscall* call, std::int64_t number) {
  std::string text = call_name(number) + "(";
  std::size_t at = 0;
  for (const ArgumentWriter write : writers_of(call)) {
    text += (at == 0 ? "" : ", ") + write(written, at);
    ++at;
  }
  text += ")";
  return written.result ? text + " = " + result_text(*written.result) : text;
}

}  // namespace procdemo::syscalls
