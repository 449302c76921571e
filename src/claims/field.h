// An event's fields by name, as its JSON form has them (trace/json.h): what patterns match, verbs
// count and evidence quotes.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "claims/room.h"
#include "trace/event.h"

namespace procdemo::claims {

/// Nothing where the event has no such field, or the array no such element. Every number is a
/// double: none of them (PIDs, sizes, counts, seconds) needs more than its 53 bits. Texts and
/// arrays belong to the event.
using FieldValue =
    std::variant<std::monostate, bool, double, std::string_view, std::span<const std::string>>;

FieldValue field_of(const Event& event, std::string_view name);

/// "args.0" names the first element of the array `args`, and so for every array: where it is in the
/// name of an element, and which it is.
struct ElementName {
  std::string_view array;
  std::size_t index = 0;
};
std::optional<ElementName> element_in(std::string_view name);

/// What a kind's field holds, in TOML's words: "boolean", "number", "string" or "array". Empty: no
/// such field. An empty `kind` asks for any kind that has the field.
std::string type_of(std::string_view kind, std::string_view field);

inline bool is_there(const FieldValue& value) {
  return !std::holds_alternative<std::monostate>(value);
}

/// As a reader writes it: 3, 0.5, true, a text as it is, an array's elements with blanks between.
std::string text_of(const FieldValue& value);
std::string text_of(double number);

/// The same for a reader: numbers to the thousandth, so that 3.000184 s is 3 s.
std::string shown_value(const FieldValue& value);

/// An array's elements, or the one value that is not an array.
std::vector<std::string> elements_of(const FieldValue& value);

/// The event in short: `#12 P.1 line fd=1 text=---1---`. Long texts are cut; a program's own bytes
/// stay as they are.
std::string describe(const Event& event);

}  // namespace procdemo::claims
