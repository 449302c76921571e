#include "tracee/source/python_objects.h"

#include "base/text/utf8.h"
#include "tracee/memory.h"

namespace procdemo::tracee {

namespace {

// A program's memory may hold anything: lists in it need not end.
constexpr std::size_t longest_bytes = 1'000'000, longest_text = 65536;

std::string utf8(const std::string& characters, std::size_t width) {
  std::string text;
  for (std::size_t at = 0; width != 0 && at + width <= characters.size(); at += width) {
    std::uint32_t character = 0;
    std::memcpy(&character, characters.data() + at, width);
    text += encode(character);
  }
  return text;
}

}  // namespace

PythonPiece::PythonPiece(const Tracee& task, std::uint64_t address, std::size_t size)
    : bytes_(address == 0 ? "" : read_memory(task, address, size)) {}

std::uint64_t PythonObjects::word(std::uint64_t address) const {
  return address == 0 ? 0 : read_value<std::uint64_t>(task_, address).value_or(0);
}

std::string PythonObjects::bytes_at(std::uint64_t address) const {
  const PythonPiece piece(task_, address);
  const std::uint64_t size = piece.at(layout_.size);
  if (piece.at(layout_.type) != symbols_.bytes || size > longest_bytes) return "";
  return read_memory(task_, address + layout_.bytes, size);
}

// As PEP 393 has it: characters of 1, 2 or 4 bytes.
std::string PythonObjects::text_at(std::uint64_t address) const {
  const PythonPiece piece(task_, address);
  const std::uint64_t length = piece.at(layout_.length);
  const auto state = piece.value<std::uint32_t>(layout_.state);
  const bool is_compact = (state >> 5 & 1) != 0, is_ascii = (state >> 6 & 1) != 0;
  if (piece.at(layout_.type) != symbols_.text || !is_compact || length > longest_text) return "";
  if (is_ascii) return read_memory(task_, address + layout_.ascii, length);
  return utf8(read_memory(task_, address + layout_.other_text, length * (state >> 2 & 7)),
              state >> 2 & 7);
}

std::string PythonObjects::type_of(std::uint64_t address) const {
  constexpr std::size_t longest_name = 32;
  constexpr std::uint64_t name = 24;  // of a type: behind its head
  const std::uint64_t type = word(address == 0 ? 0 : address + layout_.type);
  const std::uint64_t called = word(type == 0 ? 0 : type + name);
  if (called == 0) return "";
  const std::string text = read_memory(task_, called, longest_name);
  return text.substr(0, text.find('\0'));
}

}  // namespace procdemo::tracee
