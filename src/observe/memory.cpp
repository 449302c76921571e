#include "observe/memory.h"

#include <fmt/core.h>
#include <sys/ptrace.h>

#include <algorithm>
#include <cerrno>

#include "os/fd.h"

namespace procdemo {

namespace {

constexpr std::size_t word_size = sizeof(long);
constexpr std::size_t few_words = 16;  // below this, peeking is cheaper than opening a file

bool peek(pid_t tid, std::uint64_t address, long& word) {
  errno = 0;
  word = ::ptrace(PTRACE_PEEKDATA, tid, address, nullptr);
  return errno == 0;
}

// Whole aligned words, so that no peek crosses into a page that the program didn't ask about.
std::string peek_bytes(pid_t tid, std::uint64_t address, std::size_t size) {
  const std::uint64_t first = address & ~(word_size - 1);
  const std::size_t before = address - first;
  std::string bytes;
  for (std::uint64_t at = first; bytes.size() < before + size; at += word_size) {
    long word;
    if (!peek(tid, at, word)) break;
    bytes.append(reinterpret_cast<const char*>(&word), word_size);
  }
  return bytes.size() > before ? bytes.substr(before, size) : "";
}

bool poke_words(pid_t tid, std::uint64_t address, const char* bytes, std::size_t size) {
  for (std::size_t at = 0; at < size; at += word_size) {
    long word;
    __builtin_memcpy(&word, bytes + at, word_size);
    if (::ptrace(PTRACE_POKEDATA, tid, address + at, word) != 0) return false;
  }
  return true;
}

Fd open_memory(pid_t tid, int flags) {
  return Fd(::open(fmt::format("/proc/{}/mem", tid).c_str(), flags | O_CLOEXEC));
}

}  // namespace

std::string read_memory(pid_t tid, std::uint64_t address, std::size_t size) {
  if (size <= few_words * word_size) {
    std::string bytes = peek_bytes(tid, address, size);
    const bool sleeps = bytes.empty() && errno == ESRCH;  // in the kernel: it is not stopped
    if (!sleeps) return bytes;
  }
  const Fd memory = open_memory(tid, O_RDONLY);
  std::string bytes(size, '\0');
  std::size_t have = 0;
  while (have < size) {
    const ssize_t got =
        ::pread(memory.get(), bytes.data() + have, size - have, static_cast<off_t>(address + have));
    if (got <= 0) break;
    have += static_cast<std::size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

// Not a word further than the text goes: most are short, and each word costs a call.
std::string read_text(pid_t tid, std::uint64_t address, std::size_t most) {
  std::string text;
  while (text.size() < most) {
    const std::uint64_t at = address + text.size();
    const std::string piece = peek_bytes(tid, at, word_size - at % word_size);
    const std::size_t end = piece.find('\0');
    text += piece.substr(0, end);
    if (end != piece.npos || piece.empty()) break;
  }
  return text.substr(0, most);
}

bool write_memory(pid_t tid, std::uint64_t address, const void* bytes, std::size_t size) {
  const bool whole_words = address % word_size == 0 && size % word_size == 0;
  if (whole_words && size <= few_words * word_size &&
      poke_words(tid, address, static_cast<const char*>(bytes), size)) {
    return true;
  }
  const Fd memory = open_memory(tid, O_WRONLY);
  return memory && ::pwrite(memory.get(), bytes, size, static_cast<off_t>(address)) ==
                       static_cast<ssize_t>(size);
}

}  // namespace procdemo
