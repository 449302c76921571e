#include "lesson/reading/pattern_reader.h"

#include <algorithm>

#include "claims/field.h"
#include "lesson/problems.h"
#include "trace/json.h"

namespace procdemo::lesson {

namespace {

// The kind of event that a shape speaks of; empty: any.
std::string kind_of(const Shape& shape) {
  const auto kind = shape.find("event");
  return kind == shape.end() ? "" : std::get<std::string>(kind->second);
}

// "P", "P.2.1", "P.1/t2".
bool is_process_name(std::string_view name) {
  return name.starts_with('P') &&
         name.find_first_not_of("0123456789./t", 1) == std::string_view::npos;
}

bool is_open(const std::string& text) {
  return std::ranges::any_of(
      parts_of(text), [](const TextPart& part) { return part.kind != TextPart::Kind::literal; });
}

// Whether a value like this can be in a field of that type (field.h, type_of).
bool fits(const PatternValue& value, const std::string& type) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    return type == "string" || (type == "number" && is_open(*text));
  }
  if (std::holds_alternative<bool>(value)) return type == "boolean";
  if (std::holds_alternative<std::vector<std::string>>(value)) return type == "array";
  return type == "number";
}

}  // namespace

Pattern PatternReader::pattern(const Node& node) const {
  if (node.is<Node::Table>()) return {shape(node)};
  Pattern alternatives;
  for (const Node& element : node.elements()) alternatives.push_back(shape(element));
  if (alternatives.empty()) throw node.has_to_be("table | [table, ...]");
  return alternatives;
}

Shape PatternReader::shape(const Node& table) const {
  Shape shape;
  std::string kind;
  if (const Node* event = table.find("event")) {
    kind = event->text();
    if (std::ranges::find(event_kinds(), kind) == event_kinds().end()) {
      throw event->problem(LessonProblem::claim_event, {claim, kind});
    }
  }
  for (const Node& entry : table.entries()) {
    if (entry.is<Node::Table>() && type_of(kind, entry.key()) == "array") {
      elements(entry, kind, shape);
    } else {
      shape.emplace(entry.key(), checked_value(entry, entry.key(), kind));
    }
  }
  return shape;
}

// args.0 = "queue-1" is for TOML a table `args` with a key `0`.
void PatternReader::elements(const Node& array, const std::string& kind, Shape& shape) const {
  for (const Node& element : array.entries()) {
    const std::string field = array.key() + "." + element.key();
    shape.emplace(field, checked_value(element, field, kind));
  }
}

PatternValue PatternReader::checked_value(const Node& node, const std::string& field,
                                          const std::string& kind) const {
  const std::string type = type_of(kind, field);
  if (type.empty()) {
    throw node.problem(LessonProblem::claim_field, {claim, field, kind.empty() ? "*" : kind});
  }
  PatternValue found = value(node);
  const bool bounds = std::holds_alternative<Bounds>(found) && element_in(field);
  if (!bounds && !fits(found, type)) throw node.has_to_be(type);
  return found;
}

PatternValue PatternReader::value(const Node& node) const {
  if (node.is<bool>()) return node.boolean();
  if (node.is<std::string>()) return text(node);
  if (node.is<Node::Array>()) {
    std::vector<std::string> texts;
    for (const Node& element : node.elements()) texts.push_back(text(element));
    return texts;
  }
  if (!node.is<Node::Table>()) return node.number();
  node.only({"equals", "at_least", "at_most"});
  if (node.entries().empty()) throw node.has_to_be("{ at_least = ..., at_most = ... }");
  return bounds(node);
}

std::string PatternReader::text(const Node& node) const {
  for (const TextPart& part : parts_of(node.text())) {
    if (part.kind == TextPart::Kind::placeholder) placeholder(node, part.text);
  }
  return node.text();
}

void PatternReader::placeholder(const Node& at, const std::string& placeholder) const {
  const std::size_t start = placeholder.find_first_of(" {") + 1;
  const std::string name = placeholder.substr(start, placeholder.size() - start - 1);
  if (placeholder.starts_with('[')) {
    if (!is_process_name(name)) throw at.problem(LessonProblem::value_unknown, {placeholder});
  } else if (std::ranges::find(names, name) == names.end()) {
    throw at.unknown(name, names);
  }
}

Figure PatternReader::figure(const Node& node) const {
  if (node.is_number()) return {node.number(), ""};
  if (!node.is<std::string>()) throw node.has_to_be("integer | float | \"{...}\"");
  const std::vector<TextPart> parts = parts_of(text(node));
  const bool one = parts.size() == 1 && parts[0].kind == TextPart::Kind::placeholder;
  if (!one) throw node.has_to_be("integer | float | \"{...}\"");
  return {0, parts[0].text};
}

namespace {

/// Nothing lies between them, whatever a run is like.
bool is_empty(const Bounds& bounds) {
  const auto known = [](const std::optional<Figure>& figure) {
    return figure && figure->placeholder.empty();
  };
  return known(bounds.at_least) && known(bounds.at_most) &&
         bounds.at_least->number > bounds.at_most->number;
}

}  // namespace

Bounds PatternReader::bounds(const Node& table) const {
  Bounds bounds;
  if (const Node* node = table.find("at_least")) bounds.at_least = figure(*node);
  if (const Node* node = table.find("at_most")) bounds.at_most = figure(*node);
  const Node* equals = table.find("equals");
  if (is_empty(bounds)) throw table.at("at_most").has_to_be(">= at_least");
  if (!equals) return bounds;
  if (bounds.at_least || bounds.at_most) throw equals->has_to_be("equals | at_least, at_most");
  return {figure(*equals), figure(*equals)};
}

void PatternReader::field(const Node& at, const std::string& field, const Pattern& pattern) const {
  const auto has = [&](const Shape& shape) { return !type_of(kind_of(shape), field).empty(); };
  if (std::ranges::any_of(pattern, has)) return;
  const std::string kind = kind_of(pattern.front());
  throw at.problem(LessonProblem::claim_field, {claim, field, kind.empty() ? "*" : kind});
}

}  // namespace procdemo::lesson
