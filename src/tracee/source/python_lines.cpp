#include "tracee/source/python_lines.h"

namespace procdemo::tracee {

namespace {

/// What an entry tells of its line: only the last three kinds are told apart by more than columns.
enum class Kind { same_line_last = 9, one_line_first = 10, no_columns = 13, full = 14, none = 15 };

/// An entry begins with a byte that has this bit, and no other byte of it has.
constexpr unsigned first_of_entry = 0x80;

unsigned char byte_of(std::string_view table, std::size_t at) {
  return at < table.size() ? static_cast<unsigned char>(table[at]) : first_of_entry;
}

/// Six bits a byte, the lowest first; the lowest of all is the sign.
int signed_number(std::string_view table, std::size_t at) {
  constexpr unsigned value = 0x3F, goes_on = 0x40;
  unsigned number = 0;
  unsigned byte = goes_on;
  for (unsigned shift = 0; (byte & goes_on) != 0 && shift < 30; shift += 6) {
    byte = byte_of(table, at++);
    number |= (byte & value) << shift;
  }
  const int size = static_cast<int>(number >> 1);
  return (number & 1) != 0 ? -size : size;
}

/// How many lines further than the entry before.
int lines_on(std::string_view table, std::size_t at, int kind) {
  if (kind <= static_cast<int>(Kind::same_line_last) || kind == static_cast<int>(Kind::none)) {
    return 0;
  }
  if (kind < static_cast<int>(Kind::no_columns)) {
    return kind - static_cast<int>(Kind::one_line_first);
  }
  return signed_number(table, at + 1);
}

}  // namespace

std::optional<int> python_line(std::string_view table, int first_line, std::int64_t instruction) {
  if (instruction < 0) return first_line;  // it has not begun
  constexpr std::int64_t unit = 2;         // bytes of byte code
  std::int64_t end = 0;
  for (std::size_t at = 0; at < table.size(); ++at) {
    const unsigned byte = byte_of(table, at);
    if ((byte & first_of_entry) == 0) continue;
    const int kind = static_cast<int>(byte >> 3 & 0xF);
    first_line += lines_on(table, at, kind);
    end += static_cast<std::int64_t>((byte & 7) + 1) * unit;
    if (instruction >= end) continue;
    return kind == static_cast<int>(Kind::none) ? std::nullopt : std::optional(first_line);
  }
  return std::nullopt;
}

}  // namespace procdemo::tracee
