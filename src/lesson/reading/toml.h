// A TOML file (toml.io, version 1.0) as values that know their place in it, for error messages.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/language.h"
#include "base/problem.h"
#include "lesson/problems.h"
#include "lesson/room.h"

namespace procdemo::lesson {

/// One value of the file. Asking it for a kind that it is not throws a Problem that names file and
/// line; kinds are told in TOML's own words ("string", "array"), which are the same in every
/// language.
class Node {
 public:
  struct Other {};  ///< a date or a time: nothing in a lesson is one
  struct Array {
    std::vector<Node> elements;
  };
  struct Table {
    std::vector<Node> entries;  ///< each with its key
  };
  using Value = std::variant<Other, bool, std::int64_t, double, std::string, Array, Table>;

  Node(std::string file, int line, std::string key, Value value);

  const std::string& key() const { return key_; }  ///< an array's elements have the array's
  int line() const { return line_; }

  template <class Kind>
  bool is() const {
    return std::holds_alternative<Kind>(value_);
  }
  bool is_number() const { return is<std::int64_t>() || is<double>(); }

  // The value, if it is of that kind. Throw key_type otherwise.
  bool boolean() const;
  std::int64_t integer() const;
  double number() const;
  const std::string& text() const;
  const std::vector<Node>& elements() const;
  const std::vector<Node>& entries() const;
  std::vector<std::string> texts() const;  ///< of an array
  Wording wording() const;                 ///< of { en = "...", zh = "..." }, both not empty
  Wording wording_or_text() const;         ///< the same, or one text for every language

  // In a table.
  const Node* find(const std::string& key) const;
  const Node& at(const std::string& key) const;  ///< throws key_missing
  /// Throws key_unknown, or key_unknown_nearest, for the first entry that is none of these.
  void only(const std::vector<std::string>& known) const;

  /// A Problem at this place: file, line, then `more`.
  Problem problem(LessonProblem what, std::vector<std::string> more = {}) const;
  /// key_type: this key has to be `expected`, written as TOML: `"guard" | "live"`.
  Problem has_to_be(const std::string& expected) const;
  /// value_unknown for a name in this value, with the nearest of those that it could have been.
  Problem unknown(const std::string& name, const std::vector<std::string>& known) const;

 private:
  std::string file_;
  int line_;
  std::string key_;
  Value value_;
};

/// The root table. Throws Problem (toml_syntax and those behind it) with file, line and column, and
/// std::system_error when the file can't be read.
Node parse_toml(const std::string& file);

/// The same of a text that was read already; `file` is what problems call it.
Node parse_toml(const std::string& text, const std::string& file);

}  // namespace procdemo::lesson
