#include "syscalls/call_text.h"

#include <fmt/format.h>
#include <string.h>

#include <algorithm>
#include <tuple>

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

std::string joined(std::int64_t number, const std::vector<std::string>& arguments) {
  std::string text;
  for (const std::string& argument : arguments) {
    if (!argument.empty()) text += (text.empty() ? "" : ", ") + argument;
  }
  return call_name(number) + "(" + text + ")";
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

std::vector<std::string> written_arguments(const WrittenCall& written, const Syscall* call) {
  std::vector<std::string> arguments;
  for (const ArgumentWriter& writer : writers_of(call)) {
    const std::size_t at = arguments.size();
    arguments.push_back(writer.given ? writer.given(written, at) : as::pointer(written, at));
  }
  return arguments;
}

std::string call_text(const WrittenCall& written, const Syscall* call, std::int64_t number) {
  return joined(number, written_arguments(written, call));
}

std::string call_text(const EndedCall& ended, const Syscall* call, std::int64_t number,
                      std::vector<std::string> arguments) {
  const std::vector<ArgumentWriter> writers = writers_of(call);
  const bool well = ended.result >= 0;
  for (std::size_t at = 0; well && at < std::min(arguments.size(), writers.size()); ++at) {
    const std::string told = writers[at].told ? writers[at].told(ended, at) : "";
    if (!told.empty()) arguments[at] = told;
  }
  const bool own_way = call && call->answer && well;
  return joined(number, arguments) + " = " +
         (own_way ? call->answer(ended) : result_text(ended.result));
}

}  // namespace procdemo::syscalls
