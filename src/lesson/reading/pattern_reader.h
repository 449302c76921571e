// Patterns as lesson.toml writes them, checked against the kinds of events and their fields: a
// pattern that could never match anything is a mistake, reported with its place.
#pragma once

#include <string>
#include <vector>

#include "claims/pattern.h"
#include "lesson/reading/toml.h"
#include "lesson/room.h"

namespace procdemo::lesson {

/// The context in which the patterns of one claim are read.
struct PatternReader {
  std::string claim;               ///< its id, for messages
  std::vector<std::string> names;  ///< what may stand in {...}: options, limits

  /// A table, or an array of alternative ones.
  Pattern pattern(const Node& node) const;

  /// equals, at_least, at_most, as far as they are there.
  Bounds bounds(const Node& table) const;

  /// Throws claim_field unless an event that matches may have it.
  void field(const Node& at, const std::string& field, const Pattern& pattern) const;

  /// Throws value_unknown for a placeholder that can't stand for anything.
  void placeholder(const Node& at, const std::string& placeholder) const;

 private:
  Shape shape(const Node& table) const;
  PatternValue value(const Node& node) const;
  void elements(const Node& array, const std::string& kind, Shape& shape) const;
  PatternValue checked_value(const Node& node, const std::string& field,
                             const std::string& kind) const;
  Figure figure(const Node& node) const;
  std::string text(const Node& node) const;
};

}  // namespace procdemo::lesson
