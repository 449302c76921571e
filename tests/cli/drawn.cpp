#include "cli/drawn.h"

#include <algorithm>
#include <cstdlib>

#include "base/text/utf8.h"
#include "show/terminal/glyph.h"

namespace procdemo::cli::test {

Drawn::Drawn(int columns, int rows)
    : columns_(columns),
      rows_(rows),
      cells_(static_cast<std::size_t>(rows), Cells(static_cast<std::size_t>(columns), " ")),
      bottom_(rows - 1) {}

void Drawn::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (bytes.front() == '\x1b') {
      bytes = sequence(bytes);
    } else if (static_cast<unsigned char>(bytes.front()) < 0x20) {
      control(bytes.front());
      bytes.remove_prefix(1);
    } else {
      const auto length = std::max(1, static_cast<int>(base::utf8_sequence(bytes)));
      put(bytes.substr(0, static_cast<std::size_t>(length)));
      bytes.remove_prefix(static_cast<std::size_t>(length));
    }
  }
}

void Drawn::control(char byte) {
  if (byte == '\r') column_ = 0;
  if (byte == '\n') line_feed();
  if (byte == '\b') column_ = std::max(0, column_ - 1);
  if (byte == '\t') column_ = std::min(columns_ - 1, column_ / 8 * 8 + 8);
}

void Drawn::insert_rows(int at, int count) {
  const auto begin = cells_.begin();
  for (int i = 0; i < std::abs(count); ++i) {
    const Cells blank(static_cast<std::size_t>(columns_), " ");
    cells_.erase(begin + (count > 0 ? bottom_ : at));
    cells_.insert(cells_.begin() + (count > 0 ? at : bottom_), blank);
  }
}

void Drawn::line_feed() {
  if (row_ == bottom_) return insert_rows(top_, -1);
  row_ = std::min(rows_ - 1, row_ + 1);
}

void Drawn::erase(int row, int from, int to) {
  for (int i = from; i < to; ++i) {
    cells_[static_cast<std::size_t>(row)][static_cast<std::size_t>(i)] = " ";
  }
}

void Drawn::put(std::string_view character) {
  const int width = show::columns_of(character);
  if (column_ + width > columns_) {
    column_ = 0;
    line_feed();
  }
  Cells& row = cells_[static_cast<std::size_t>(row_)];
  last_ = character;
  row[static_cast<std::size_t>(column_++)] = character;
  if (width == 2) row[static_cast<std::size_t>(column_++)] = "";
}

// Returns what follows it.
std::string_view Drawn::sequence(std::string_view bytes) {
  bytes.remove_prefix(1);
  if (bytes.empty()) return bytes;
  const char kind = bytes.front();
  if (kind == 'M') row_ == top_ ? insert_rows(top_, 1) : static_cast<void>(--row_);
  if (kind == '(' || kind == ')') return bytes.substr(std::min<std::size_t>(2, bytes.size()));
  if (kind != '[') return bytes.substr(1);
  const std::size_t end =
      bytes.find_first_of("@ABCDEFGHIJKLMNOPQRSTUVWXYZ`abcdefghijklmnopqrstuvwxyz", 1);
  if (end == bytes.npos) return {};
  std::vector<int> numbers;
  for (std::size_t at = 1; at < end;) {
    const std::size_t next = std::min(bytes.find(';', at), end);
    numbers.push_back(std::atoi(std::string(bytes.substr(at, next - at)).c_str()));
    at = next + 1;
  }
  if (bytes[1] != '?' && bytes[1] != '>') apply(bytes[end], numbers);
  return bytes.substr(end + 1);
}

void Drawn::apply(char final, const std::vector<int>& numbers) {
  const int first = numbers.empty() ? 0 : numbers[0];
  const int count = std::max(1, first);
  Cells& row = cells_[static_cast<std::size_t>(row_)];
  switch (final) {
    case 'A':
      row_ = std::max(0, row_ - count);
      break;
    case 'B':
      row_ = std::min(rows_ - 1, row_ + count);
      break;
    case 'C':
      column_ = std::min(columns_ - 1, column_ + count);
      break;
    case 'D':
      column_ = std::max(0, column_ - count);
      break;
    case 'G':
      column_ = std::clamp(count - 1, 0, columns_ - 1);
      break;
    case 'd':
      row_ = std::clamp(count - 1, 0, rows_ - 1);
      break;
    case 'H':
      row_ = std::clamp(count - 1, 0, rows_ - 1);
      column_ = std::clamp(numbers.size() > 1 ? numbers[1] - 1 : 0, 0, columns_ - 1);
      break;
    case 'J':
      for (int i = first == 2 ? 0 : row_ + 1; i < rows_; ++i) erase(i, 0, columns_);
      if (first == 0) erase(row_, column_, columns_);
      break;
    case 'K':
      erase(row_, first == 0 ? column_ : 0, first == 1 ? column_ + 1 : columns_);
      break;
    case 'X':
      erase(row_, column_, std::min(columns_, column_ + count));
      break;
    case 'P':
      for (int i = 0; i < count; ++i) {
        row.erase(row.begin() + column_);
        row.push_back(" ");
      }
      break;
    case '@':
      for (int i = 0; i < count; ++i) {
        row.insert(row.begin() + column_, " ");
        row.pop_back();
      }
      break;
    case 'L':
      insert_rows(row_, count);
      break;
    case 'M':
      insert_rows(row_, -count);
      break;
    case 'S':
      insert_rows(top_, -count);
      break;
    case 'T':
      insert_rows(top_, count);
      break;
    case 'b':
      for (int i = 0; i < count; ++i) put(std::string(last_));
      break;
    case 'r':
      top_ = std::clamp(count - 1, 0, rows_ - 1);
      bottom_ = std::clamp(numbers.size() > 1 ? numbers[1] - 1 : rows_ - 1, 0, rows_ - 1);
      row_ = column_ = 0;
      break;
    default:
      break;
  }
}

std::string Drawn::text() const {
  std::string all;
  for (const Cells& row : cells_) {
    std::string line;
    for (const std::string& cell : row) line += cell;
    line.resize(line.find_last_not_of(' ') + 1);
    all += line + "\n";
  }
  return all;
}

std::string drawn(std::string_view bytes, int columns, int rows) {
  Drawn terminal(columns, rows);
  terminal.write(bytes);
  return terminal.text();
}

}  // namespace procdemo::cli::test
