// What stands on a terminal after some bytes were written to it: as much of ECMA-48 and xterm as
// ncurses uses.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace procdemo::cli::test {

class Drawn {
 public:
  Drawn(int columns, int rows);

  void write(std::string_view bytes);

  /// The rows, each without the blanks at its end, and with a newline.
  std::string text() const;

  int row() const { return row_; }
  int column() const { return column_; }

 private:
  using Cells = std::vector<std::string>;  // "" is the second column of a wide character

  void control(char byte);
  std::string_view sequence(std::string_view bytes);
  void apply(char final, const std::vector<int>& numbers);
  void put(std::string_view character);
  void line_feed();
  void erase(int row, int from, int to);
  void insert_rows(int at, int count);

  int columns_, rows_;
  std::vector<Cells> cells_;
  int row_ = 0, column_ = 0;
  int top_ = 0, bottom_;
  std::string last_ = " ";
};

/// All that `bytes` leave there.
std::string drawn(std::string_view bytes, int columns, int rows);

}  // namespace procdemo::cli::test
