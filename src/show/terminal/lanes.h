// A column for each process, time downwards.
//
//    0.000 ● P 4211              a head: name and PID; the column begins
//          │ runs ./fork 3       what it does
//    0.001 ├ fork() = 4212 ──● P.1 4212       from a fork to the birth
//    0.001 │                 │ fork() = 0
//    0.002 │                 ▌--1--           what the program itself prints: a bar, and bold
//    9.001 │                 ■ ends: 0        Z marks a zombie, ◌ and ┊ an orphan
//    9.002 ├ reaps P.1: 0 ───×
//
//    0.004 ┏ begins task 1       a task of a pool is a bar
//          ┃
//    0.104 ┗ ends task 1
//
//          ✗ P.1 ends: 1               told again at the end: it breaks a claim
//
// It is live: what is written stays as it is. Columns become narrower (twice as many, half as wide)
// when there are more processes; those that find no column share the last one, each text with its
// process's name. A column is used again after its process is gone. What does not fit goes on in
// the column's next row. With --lines the line of the source stands beside the time, and a row says
// which file it is of where that changes. Threads speak in their process's column. What is not
// shown: noise.h.
#pragma once

#include "show/narrator.h"
#include "show/room.h"
#include "show/terminal/grid.h"
#include "show/terminal/ink.h"
#include "show/terminal/text_row.h"
#include "show/writer.h"

namespace procdemo::show {

/// What stands on the spine of a process now.
const char* spine_of(const ShownProcess& process);

Ink ink_of(const ShownProcess& process);

/// "P.1 4212".
Rich head(const ShownProcess& process);

class Lanes : public Writer {
 public:
  /// `style.width` is at least Grid::narrowest.
  Lanes(const Style& style, Out out);
  LaneRoom lanes() const override;
  void begin(const Run& run, const FamilyTree& family) override;
  void before_row() override;
  void row(const Row& row) override;
  void family_changed() override;
  bool was_crowded() const override { return was_crowded_; }
  void end(const Ending& ending) override;

 private:
  /// What one process's column shows, in rows from top to bottom.
  struct Cell {
    int lane = 0;
    Piece mark;      ///< on the spine, in the first row
    Piece further;   ///< on the spine, in the rows after it
    int indent = 2;  ///< from the spine to the text
    std::vector<Rich> rows;
  };

  // What a row does to the columns (lanes.cpp).
  void birth(const Row& row);
  void reap(const Row& row);
  void broken(const Row& row);
  std::string said(const Row& row) const;

  // How it looks (lanes_cells.cpp).
  Cell cell(const ShownProcess& process, std::string_view mark, const std::string& words) const;
  Cell line_cell(const ShownProcess& process, const event::Line& line) const;
  Rich head_of_lane(int lane) const;

  // How it gets into rows (lanes_rows.cpp).
  TextRow spines() const;
  void put(TextRow& row, const Cell& cell, int n) const;
  void draw(double time, const Cell& cell);
  void draw_linked(double time, const Cell& from, const Cell& to);
  void across(const Row& told);
  void place(const std::optional<SourcePlace>& place);
  Rich beginning(double time) const;
  void heads();
  void grow();
  void write(const TextRow& row);

  Style style_;
  Out out_;
  Grid grid_;
  const FamilyTree* family_ = nullptr;
  bool crowded_ = false;  ///< several processes share the last lane
  bool was_crowded_ = false;
  int since_heads_ = 0;  ///< rows since names and PIDs were last shown
  std::string file_;     ///< which source the lines shown last are of
  int line_ = 0;         ///< of the row that is drawn; 0: it has none
};

}  // namespace procdemo::show
