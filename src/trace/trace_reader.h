// A recorded trace, read line by line: a header, events, an end.
//
// The file may be of any size and come from anywhere, so nothing in it is trusted: each line has to
// be of the expected type and in the expected order, and no longer than the largest print of a run
// can make it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/fd.h"
#include "trace/json.h"
#include "trace/room.h"

namespace procdemo::trace {

class TraceReader {
 public:
  static constexpr std::size_t longest_line = 64 << 20;      ///< bytes
  static constexpr std::uint64_t largest_file = 4ULL << 30;  ///< also of one that grows

  /// `name` is what problems call the file. Reads its header. Throws Problem (Status::usage)
  /// with TraceProblem empty, foreign or newer, and what next() throws.
  TraceReader(Fd file, std::string name);

  /// The same for one that was made by ourselves, just now.
  explicit TraceReader(std::string text);

  const Run& run() const { return run_; }

  /// The next event; nothing once the end has come. Throws Problem (Status::usage) with
  /// TraceProblem damaged, gap, truncated, newer, too_long, goes_on or unreadable, or with
  /// FileProblem::too_large. After one of these there is nothing more to read.
  std::optional<Event> next();

  /// Only after next() had nothing more.
  const End& end() const { return end_; }

 private:
  void read_header();
  std::optional<std::string> line();
  std::string next_text();
  TraceLine read(const std::string& text) const;
  void take_end(TraceLine last);
  bool fill();
  void check_end();

  Fd file_;
  std::string name_;
  std::string buffer_;
  std::size_t taken_ = 0;   // of buffer_, as lines
  std::size_t seen_ = 0;    // behind that, of buffer_: holds no newline
  bool at_end_ = false;     // of the file
  bool whole_ = true;       // the last line ended in a newline
  std::size_t number_ = 0;  // of the last line
  std::uint64_t events_ = 0;
  std::uint64_t bytes_ = 0;
  Run run_;
  End end_;
};

}  // namespace procdemo::trace
