#include "tracee/peek.h"

#include <sys/ptrace.h>

#include <cerrno>

namespace procdemo::tracee {

namespace {

bool peek(pid_t tid, std::uint64_t address, long& word) {
  errno = 0;
  word = ::ptrace(PTRACE_PEEKDATA, tid, address, nullptr);
  return errno == 0;
}

}  // namespace

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

// Most texts are short, and each word costs a call.
std::string peek_text(pid_t tid, std::uint64_t address, std::size_t most) {
  std::string text;
  while (text.size() < most) {
    const std::uint64_t at = address + text.size();
    const std::string piece = peek_bytes(tid, at, word_size - at % word_size);
    text += piece;
    if (piece.empty() || piece.find('\0') != piece.npos) break;
  }
  return text.substr(0, most);
}

bool poke_words(pid_t tid, std::uint64_t address, std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); at += word_size) {
    long word;
    __builtin_memcpy(&word, bytes.data() + at, word_size);
    if (::ptrace(PTRACE_POKEDATA, tid, address + at, word) != 0) return false;
  }
  return true;
}

}  // namespace procdemo::tracee
