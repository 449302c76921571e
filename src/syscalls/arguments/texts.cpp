// Arguments that point to bytes, and to words.
#include <fmt/format.h>
#include <sys/uio.h>

#include <algorithm>
#include <cctype>

#include "syscalls/call_text.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {
namespace {

constexpr std::size_t most_shown_bytes = 32;  // as strace writes them without -s
constexpr std::size_t most_shown_words = 32;
constexpr std::size_t most_buffers = 32;
constexpr std::size_t most_environment = 10'000;

// "\1", but "\001" where a digit follows.
std::string octal(unsigned char code, bool digit_follows) {
  return digit_follows ? fmt::format("\\{:03o}", code) : fmt::format("\\{:o}", code);
}

std::string escaped_byte(char byte, bool digit_follows) {
  constexpr std::string_view special = "\n\t\v\f\r\"\\", letters = "ntvfr\"\\";
  if (const auto at = special.find(byte); at != special.npos) return {'\\', letters[at]};
  const bool printable = byte >= ' ' && byte <= '~';
  return printable ? std::string(1, byte) : octal(static_cast<unsigned char>(byte), digit_follows);
}

std::string bytes_at(const WrittenCall& call, std::size_t at, std::uint64_t size) {
  const std::size_t shown = std::min<std::uint64_t>(size, most_shown_bytes);
  const std::string read = read_memory(call.task, call.value(at), shown);
  return read.size() < shown ? as::pointer(call, at) : in_quotes(read, shown == size);
}

// `filled`: so many of its bytes.
std::string piece_text(const WrittenCall& call, const iovec& piece, std::size_t filled) {
  const auto address = reinterpret_cast<std::uint64_t>(piece.iov_base);
  const std::size_t shown = std::min(filled, most_shown_bytes);
  return fmt::format("{{iov_base={}, iov_len={}}}",
                     in_quotes(read_memory(call.task, address, shown), shown == filled),
                     piece.iov_len);
}

// `bytes`: how many there are in all of them.
std::string pieces_text(const WrittenCall& call, std::size_t at, std::size_t bytes) {
  const std::size_t count = call.value(at + 1);
  std::string text = "[";
  for (std::size_t i = 0; i < std::min(count, most_buffers); ++i) {
    const auto piece = read_value<iovec>(call.task, call.value(at) + i * sizeof(iovec));
    if (!piece) return as::pointer(call, at);
    const std::size_t filled = std::min(piece->iov_len, bytes);
    text += (i > 0 ? ", " : "") + piece_text(call, *piece, filled);
    bytes -= filled;
  }
  return text + (count > most_buffers ? ", ...]" : "]");
}

}  // namespace

std::string in_quotes(std::string_view bytes, bool whole) {
  std::string text = "\"";
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char next = i + 1 < bytes.size() ? bytes[i + 1] : '\0';
    text += escaped_byte(bytes[i], next >= '0' && next <= '9');
  }
  return text + (whole ? "\"" : "\"...");
}

namespace as {

std::string path(const WrittenCall& call, std::size_t at) {
  if (read_memory(call.task, call.value(at), 1).empty()) return pointer(call, at);
  return in_quotes(read_text(call.task, call.value(at)));
}

std::string bytes(const WrittenCall& call, std::size_t at) {
  return call.value(at) == 0 ? "NULL" : bytes_at(call, at, call.value(at + 1));
}

std::string bytes_read(const EndedCall& call, std::size_t at) {
  return bytes_at(call, at, static_cast<std::uint64_t>(call.result));
}

std::string text_read(const EndedCall& call, std::size_t at) {
  return path(call, at);
}

std::string pieces(const WrittenCall& call, std::size_t at) {
  return pieces_text(call, at, std::string::npos);
}

std::string pieces_read(const EndedCall& call, std::size_t at) {
  return pieces_text(call, at, static_cast<std::size_t>(call.result));
}

std::string words(const WrittenCall& call, std::size_t at) {
  std::string text = "[";
  for (std::size_t i = 0; i < most_shown_words; ++i) {
    const auto word = read_value<std::uint64_t>(call.task, call.value(at) + i * sizeof(char*));
    if (!word) return pointer(call, at);
    if (*word == 0) return text + "]";
    const std::string read = read_text(call.task, *word);
    const std::string shown = read.substr(0, most_shown_bytes);
    text += (i > 0 ? ", " : "") + in_quotes(shown, shown.size() == read.size());
  }
  return text + ", ...]";
}

std::string environment(const WrittenCall& call, std::size_t at) {
  std::size_t count = 0;
  for (; call.value(at) != 0 && count < most_environment; ++count) {
    const auto word = read_value<std::uint64_t>(call.task, call.value(at) + count * sizeof(char*));
    if (!word) return pointer(call, at);
    if (*word == 0)
      return fmt::format("{} /* {} var{} */", hex(call, at), count, count == 1 ? "" : "s");
  }
  return pointer(call, at);
}

}  // namespace as

}  // namespace procdemo::syscalls
