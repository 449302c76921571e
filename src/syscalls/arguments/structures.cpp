// Arguments that point to something: what stands there.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <ctime>

#include "base/signal_names.h"
#include "syscalls/call_text.h"
#include "tracee/memory.h"

namespace procdemo::syscalls::as {
namespace {

constexpr std::size_t most_bytes = 32;  // as strace writes them without -s
constexpr std::size_t most_words = 32;

std::string quoted(std::string_view bytes) {
  std::string text = "\"";
  for (const char byte : bytes) {
    const auto code = static_cast<unsigned char>(byte);
    if (byte == '\n')
      text += "\\n";
    else if (byte == '\t')
      text += "\\t";
    else if (byte == '"' || byte == '\\')
      text += std::string("\\") + byte;
    else if (std::isprint(code))
      text += byte;
    else
      text += fmt::format("\\x{:02x}", code);
  }
  return text + "\"";
}

std::string bytes_at(const WrittenCall& call, std::size_t at, std::uint64_t size) {
  const std::size_t shown = std::min<std::uint64_t>(size, most_bytes);
  const std::string read = read_memory(call.task, call.value(at), shown);
  if (read.size() < shown) return pointer(call, at);
  return quoted(read) + (shown < size ? "..." : "");
}

bool has_succeeded(const WrittenCall& call) {
  return call.result && *call.result >= 0;
}

}  // namespace

std::string path(const WrittenCall& call, std::size_t at) {
  if (read_memory(call.task, call.value(at), 1).empty()) return pointer(call, at);
  return quoted(read_text(call.task, call.value(at)));
}

std::string bytes(const WrittenCall& call, std::size_t at) {
  return bytes_at(call, at, call.value(at + 1));
}

std::string bytes_read(const WrittenCall& call, std::size_t at) {
  if (!has_succeeded(call)) return pointer(call, at);
  return bytes_at(call, at, static_cast<std::uint64_t>(*call.result));
}

std::string words(const WrittenCall& call, std::size_t at) {
  std::string text = "[";
  for (std::size_t i = 0; i < most_words; ++i) {
    const auto word = read_value<std::uint64_t>(call.task, call.value(at) + i * sizeof(char*));
    if (!word) return pointer(call, at);
    if (*word == 0) return text + "]";
    text += (i > 0 ? ", " : "") + quoted(read_text(call.task, *word));
  }
  return text + ", ...]";
}

std::string time(const WrittenCall& call, std::size_t at) {
  const auto time = read_value<timespec>(call.task, call.value(at));
  if (!time) return pointer(call, at);
  return fmt::format("{{tv_sec={}, tv_nsec={}}}", time->tv_sec, time->tv_nsec);
}

std::string wait_status(const WrittenCall& call, std::size_t at) {
  const bool has_one = call.result && *call.result > 0 && call.value(at) != 0;
  const auto status = has_one ? read_value<int>(call.task, call.value(at)) : std::nullopt;
  if (!status) return pointer(call, at);
  if (WIFEXITED(*status)) {
    return fmt::format("[{{WIFEXITED(s) && WEXITSTATUS(s) == {}}}]", WEXITSTATUS(*status));
  }
  if (WIFSIGNALED(*status)) {
    return fmt::format("[{{WIFSIGNALED(s) && WTERMSIG(s) == {}}}]", signal_name(WTERMSIG(*status)));
  }
  return fmt::format("[{:#x}]", *status);
}

std::string record_lock(const WrittenCall& call, std::size_t at) {
  const auto lock = read_value<struct flock>(call.task, call.value(at));
  if (!lock) return hex(call, at);
  constexpr const char* types[] = {"F_RDLCK", "F_WRLCK", "F_UNLCK"};
  constexpr const char* whences[] = {"SEEK_SET", "SEEK_CUR", "SEEK_END"};
  const auto name = [](const auto& names, int value) {
    const bool known = value >= 0 && value < static_cast<int>(std::size(names));
    return known ? std::string(names[value]) : fmt::to_string(value);
  };
  return fmt::format("{{l_type={}, l_whence={}, l_start={}, l_len={}}}", name(types, lock->l_type),
                     name(whences, lock->l_whence), lock->l_start, lock->l_len);
}

}  // namespace procdemo::syscalls::as
