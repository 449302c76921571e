// Operands as an assembler for x86-64 (AT&T syntax) writes them; a probe's note has such ones.
#include <algorithm>
#include <array>
#include <charconv>

#include "tracee/arch/arch.h"

namespace procdemo::tracee {

namespace {

// The general registers by the two letters that all names of one share: %rax, %eax, %ax; r8 to r15
// come after them.
constexpr std::array<std::string_view, 8> lettered = {"ax", "bx", "cx", "dx",
                                                      "si", "di", "bp", "sp"};

// A decimal or hexadecimal number at the front of `text`, which is shortened by it.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::string_view digits = text;
  const bool minus = digits.starts_with('-');
  if (minus || digits.starts_with('+')) digits.remove_prefix(1);
  const bool hexadecimal = digits.starts_with("0x");
  if (hexadecimal) digits.remove_prefix(2);
  std::uint64_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, hexadecimal ? 16 : 10);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return static_cast<std::int64_t>(minus ? 0 - value : value);
}

// "%r8d", "%rdi", "%edi", "%dil", "%ah".
std::optional<int> general_register(std::string_view name) {
  if (!name.starts_with('%')) return std::nullopt;
  name.remove_prefix(1);
  if (name.starts_with('r') && name.size() > 1 && name[1] >= '0' && name[1] <= '9') {
    name.remove_prefix(1);
    const auto number = take_number(name);
    const bool part = name.empty() || name == "d" || name == "w" || name == "b";
    return part && *number >= 8 && *number <= 15 ? std::optional(static_cast<int>(*number))
                                                 : std::nullopt;
  }
  if (name.size() == 3 && (name[0] == 'r' || name[0] == 'e')) name.remove_prefix(1);
  if (name.size() == 3 && name[2] == 'l') name.remove_suffix(1);
  const bool byte = name.size() == 2 && name[0] <= 'd' && (name[1] == 'l' || name[1] == 'h');
  const std::string letters = byte ? std::string{name[0], 'x'} : std::string(name);
  for (std::size_t i = 0; i < lettered.size(); ++i) {
    if (lettered[i] == letters) return static_cast<int>(i);
  }
  return std::nullopt;
}

// "(%rbp)", "(%rax,%rcx,8)"; "(%rip)" says that the symbol before it is relative to the code, as
// wherever it was loaded.
bool take_address(std::string_view text, Operand& operand) {
  operand.in_memory = true;
  if (text == "(%rip)") return !operand.symbol.empty();
  if (!text.starts_with('(') || !text.ends_with(')')) return text.empty();
  text = text.substr(1, text.size() - 2);
  const auto next = [&] {
    const std::string_view word = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    return word;
  };
  const std::string_view base = next(), index = next();
  if (!base.empty()) operand.base = general_register(base).value_or(-2);
  if (!index.empty()) operand.index = general_register(index).value_or(-2);
  if (!text.empty()) operand.scale = take_number(text).value_or(0);
  return operand.base >= -1 && operand.index >= -1 && operand.scale > 0 && text.empty();
}

// "-8", "table+4", "4+table": numbers and at most one symbol.
bool take_sum(std::string_view& text, Operand& operand) {
  while (!text.empty() && text.front() != '(') {
    if (const auto number = take_number(text)) {
      operand.number += *number;
      continue;
    }
    if (text.front() == '+') text.remove_prefix(1);
    const std::size_t end = std::min(text.size(), text.find_first_of("+-("));
    if (end == 0 || !operand.symbol.empty()) return false;
    operand.symbol = text.substr(0, end);
    text.remove_prefix(end);
  }
  return operand.symbol.find_first_of(":@%") == std::string::npos;  // %fs:, @tpoff: a thread's own
}

}  // namespace

std::optional<Operand> operand_of(std::string_view text) {
  Operand operand;
  if (text.starts_with('%') && text.find(':') == text.npos) {
    const auto found = general_register(text);
    if (!found) return std::nullopt;
    operand.base = *found;
    operand.shift = text.size() == 3 && text[2] == 'h' ? 8 : 0;
    return operand;
  }
  const bool constant = text.starts_with('$');
  if (constant) text.remove_prefix(1);
  if (text.empty() || !take_sum(text, operand)) return std::nullopt;
  if (constant) return text.empty() ? std::optional(operand) : std::nullopt;
  return take_address(text, operand) ? std::optional(operand) : std::nullopt;
}

}  // namespace procdemo::tracee
