#include "schedule/letters.h"

namespace procdemo::schedule {

namespace {

constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr unsigned more_follows = 16;
constexpr unsigned payload = 4;  // bits of a number in a letter

char as_meant(char letter) {
  if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + 32);
  if (letter == 'o') return '0';
  return letter == 'i' || letter == 'l' ? '1' : letter;
}

}  // namespace

void LetterWriter::letter(std::uint64_t five_bits) {
  text_ += alphabet[five_bits & 31];
}

void LetterWriter::number(std::uint64_t number) {
  for (; number >= more_follows; number >>= payload) letter(number % more_follows | more_follows);
  letter(number);
}

void LetterWriter::bits(const std::vector<bool>& bits) {
  for (std::size_t at = 0; at < bits.size(); at += 5) {
    std::uint64_t five = 0;
    for (std::size_t i = at; i < at + 5 && i < bits.size(); ++i)
      five |= bits[i] ? 1u << (i - at) : 0;
    letter(five);
  }
}

unsigned LetterReader::letter() {
  const std::size_t value = rest_.empty() ? alphabet.npos : alphabet.find(as_meant(rest_.front()));
  if (value == alphabet.npos) {
    well_ = false;
    return 0;
  }
  rest_.remove_prefix(1);
  return static_cast<unsigned>(value);
}

std::uint64_t LetterReader::number() {
  std::uint64_t number = 0;
  for (unsigned shift = 0; shift < 64; shift += payload) {
    const unsigned five = letter();
    number |= static_cast<std::uint64_t>(five % more_follows) << shift;
    if (five < more_follows) return number;
  }
  well_ = false;  // no number is as long
  return 0;
}

std::vector<bool> LetterReader::bits(std::uint64_t count) {
  std::vector<bool> bits;
  for (unsigned five = 0; bits.size() < count; five >>= 1) {
    if (bits.size() % 5 == 0) five = letter();
    bits.push_back(five & 1);
  }
  return bits;
}

}  // namespace procdemo::schedule
