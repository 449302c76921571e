// Numbers and bits as letters that are easy to read out: Crockford's base 32, 5 bits each.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schedule/room.h"

namespace procdemo::schedule {

class LetterWriter {
 public:
  void letter(std::uint64_t five_bits);
  void number(std::uint64_t number);
  void bits(const std::vector<bool>& bits);

  /// What was written so far; the writer is empty then.
  std::string take() { return std::exchange(text_, {}); }

 private:
  std::string text_;
};

/// Reads what LetterWriter wrote. What can't be read counts as 0, and `well` is false then.
class LetterReader {
 public:
  explicit LetterReader(std::string_view text) : rest_(text) {}

  unsigned letter();
  std::uint64_t number();
  std::vector<bool> bits(std::uint64_t count);

  bool more() const { return well_ && !rest_.empty(); }
  bool well() const { return well_; }

 private:
  std::string_view rest_;
  bool well_ = true;
};

}  // namespace procdemo::schedule
