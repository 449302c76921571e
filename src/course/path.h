// The way through a lesson: its parts, one after another, and where a reader is. Nothing is locked:
// from anywhere one may go anywhere.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "course/room.h"

namespace procdemo::course {

enum class Part {
  look,     ///< what to look at, and the program
  predict,  ///< questions about what the run will show
  run,      ///< it
  shows,    ///< what that has shown
  claims,   ///< one by one
  task,     ///< a program to complete
  next,     ///< what to try
};

inline constexpr std::array all_parts = {Part::look,   Part::predict, Part::run, Part::shows,
                                         Part::claims, Part::task,    Part::next};

/// As it is typed and remembered: "look".
std::string_view name_of(Part part);
std::optional<Part> part_named(std::string_view name);

/// Where a reader is: in a part, at one of its stops.
struct PathPlace {
  Part part = Part::look;
  std::size_t stop = 0;  ///< from 0
  bool operator==(const PathPlace&) const = default;
};

/// "claims:2", the stops from 1.
std::string text_of(const PathPlace& place);

/// The beginning, for what is none.
PathPlace place_from(std::string_view text);

class Path {
 public:
  /// How many stops each part has, in the order of all_parts. A part may have none; one stop there
  /// is in all. The place may be one that is not there any more: then the nearest one before it.
  Path(const std::vector<std::size_t>& stops, const PathPlace& place);

  PathPlace place() const;

  // Each returns whether it went anywhere: not beyond the end, nor back from the beginning.
  bool on();
  bool back();
  bool skip();            ///< to the next part that has stops
  bool go_to(Part part);  ///< false: it has none

  /// Of the whole way: the number of this stop, from 0, and of all.
  std::size_t number() const { return at_; }
  std::size_t size() const { return places_.size(); }

 private:
  std::vector<PathPlace> places_;
  std::size_t at_ = 0;
};

}  // namespace procdemo::course
