// Which expected line belongs to which line that came: for the difference that a reader is shown,
// and for --update, which keeps what still holds.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "claims/placeholder.h"
#include "replays/room.h"

namespace procdemo::replays {

struct AlignedLine {
  enum class Kind {
    same,     ///< the one matches the other
    changed,  ///< they stand for each other, and differ
    missing,  ///< expected, and did not come
    extra,    ///< came, and was not expected
    elided,   ///< came, and `...` stands for it
    elision,  ///< `...` itself, after the lines that it stands for
  };
  Kind kind;
  std::size_t expected = 0;  ///< which line of the block, where there is one
  std::size_t output = 0;    ///< which line that came, where there is one
};

/// The cheapest way from the one to the other (Wagner and Fischer, "The String-to-String Correction
/// Problem", 1974). A line that changed a little is cheaper than one that is missing or extra; one
/// that has become quite another is dearer, but cheaper than both. `...` takes a line for half of
/// what a missing or extra one costs.
std::vector<AlignedLine> align(const std::vector<std::string>& expected,
                               const std::vector<std::string>& output, const Placeholders& known);

/// As `diff` shows it: "-" before what did not come, "+" before what came instead, some lines
/// around each difference, and each line's number in the file, the first being `first_line`.
std::string difference(const std::vector<std::string>& expected,
                       const std::vector<std::string>& output, const Placeholders& known,
                       int first_line);

}  // namespace procdemo::replays
