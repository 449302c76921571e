// Patterns: which events of a run a claim speaks of.
//
// A pattern matches every event whose JSON form contains it, as PostgreSQL's jsonb @> has it
// (PostgreSQL manual, "jsonb Containment and Existence"): each field that the pattern names is
// there and has that value, and other fields do not matter. Numbers compare by value, an array
// contains another when each element of that one matches one of its own. Texts may hold `*` and
// placeholders (claims/placeholder.h), and one that does matches a number, too: returned = "*",
// pid = "[pid P.1]". What stands for nothing in this run ([pid P.9]) matches nothing. Instead of a
// value, a table gives bounds: peak = { at_most = "{max-processes}" }. For an array, it gives
// elements by their places, the first being 0: args.0 = "queue-1", which for TOML is
// args = { 0 = "queue-1" }. One that is a number in text may have bounds, too.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "claims/placeholder.h"
#include "claims/room.h"

namespace procdemo::claims {

/// A number, or what stands for one in this run: 3, or "{rounds}".
struct Figure {
  double number = 0;
  std::string placeholder;  ///< empty: `number`
};

/// `equals` sets both.
struct Bounds {
  std::optional<Figure> at_least, at_most;
};

using PatternValue = std::variant<bool, double, std::string, std::vector<std::string>, Bounds>;

/// One JSON object: field and value.
using Shape = std::map<std::string, PatternValue>;

/// An event matches a pattern when it matches any of its shapes.
using Pattern = std::vector<Shape>;

/// As lesson.toml writes it: `{ event = "start", process = "P.1" }`.
std::string text_of(const Pattern& pattern);

/// Not a number (NaN, which is within no bounds) for a placeholder that stands for none.
double value_of(const Figure& figure, const Placeholders& placeholders);

/// Bounds with what their figures are in one run.
struct Range {
  std::optional<double> at_least, at_most;
  bool contains(double number) const;
};
Range range_of(const Bounds& bounds, const Placeholders& placeholders);

/// A pattern made ready for one run.
class Matcher {
 public:
  Matcher(const Pattern& pattern, const Placeholders& placeholders);
  bool matches(const Event& event) const;

  /// Whether an event with this value of that field could match, whatever else it is.
  bool allows(const std::string& field, std::string_view value) const;

 private:
  using Value = std::variant<bool, double, TextMatcher, std::vector<TextMatcher>, Range>;
  struct Field {
    std::string name;
    Value value;
  };
  std::vector<std::vector<Field>> shapes_;
};

}  // namespace procdemo::claims
