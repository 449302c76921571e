#include "claims/pattern.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>

#include "base/text/number_in.h"
#include "claims/field.h"

namespace procdemo::claims {

namespace {

std::string text_of(const Figure& figure) {
  return figure.placeholder.empty() ? claims::text_of(figure.number)
                                    : fmt::format("\"{}\"", figure.placeholder);
}

std::string text_of(const Bounds& bounds) {
  std::vector<std::string> parts;
  if (bounds.at_least) parts.push_back("at_least = " + text_of(*bounds.at_least));
  if (bounds.at_most) parts.push_back("at_most = " + text_of(*bounds.at_most));
  return fmt::format("{{ {} }}", fmt::join(parts, ", "));
}

std::string text_of(const PatternValue& value) {
  return std::visit(Overloaded{[](bool flag) { return std::string(flag ? "true" : "false"); },
                               [](double number) { return claims::text_of(number); },
                               [](const std::string& text) { return fmt::format("\"{}\"", text); },
                               [](const std::vector<std::string>& texts) {
                                 return fmt::format("[\"{}\"]", fmt::join(texts, "\", \""));
                               },
                               [](const Bounds& bounds) { return text_of(bounds); }},
                    value);
}

std::string text_of(const Shape& shape) {
  std::vector<std::string> fields;
  if (const auto kind = shape.find("event"); kind != shape.end()) {
    fields.push_back("event = " + text_of(kind->second));  // first, as a reader would write it
  }
  for (const auto& [name, value] : shape) {
    if (name != "event") fields.push_back(name + " = " + text_of(value));
  }
  return fmt::format("{{ {} }}", fmt::join(fields, ", "));
}

}  // namespace

std::string text_of(const Pattern& pattern) {
  std::vector<std::string> shapes;
  for (const Shape& shape : pattern) shapes.push_back(text_of(shape));
  return shapes.size() == 1 ? shapes[0] : fmt::format("[{}]", fmt::join(shapes, ", "));
}

double value_of(const Figure& figure, const Placeholders& placeholders) {
  if (figure.placeholder.empty()) return figure.number;
  const auto found = placeholders.find(figure.placeholder);
  const auto number = found == placeholders.end() ? std::nullopt : number_in<double>(found->second);
  return number.value_or(std::numeric_limits<double>::quiet_NaN());
}

Range range_of(const Bounds& bounds, const Placeholders& placeholders) {
  Range range;
  if (bounds.at_least) range.at_least = value_of(*bounds.at_least, placeholders);
  if (bounds.at_most) range.at_most = value_of(*bounds.at_most, placeholders);
  return range;
}

// Written so that NaN is within no bounds.
bool Range::contains(double number) const {
  return (!at_least || number >= *at_least) && (!at_most || number <= *at_most);
}

namespace {

// What the pattern asks of one field, against what the event has. Kinds that don't fit each other
// don't match: there is no overload that would convert one.
struct Fits {
  bool operator()(bool wanted, bool has) const { return wanted == has; }
  bool operator()(double wanted, double has) const { return wanted == has; }
  bool operator()(const Range& wanted, double has) const { return wanted.contains(has); }
  bool operator()(const Range& wanted, std::string_view has) const {
    const auto number = number_in<double>(has);
    return number && wanted.contains(*number);
  }
  bool operator()(const TextMatcher& wanted, std::string_view has) const {
    return wanted.matches(has);
  }
  bool operator()(const TextMatcher& wanted, double has) const {
    return !wanted.plain() && wanted.matches(text_of(has));
  }
  bool operator()(const std::vector<TextMatcher>& wanted, std::span<const std::string> has) const {
    return std::ranges::all_of(wanted, [&](const TextMatcher& one) {
      return std::ranges::any_of(has, [&](const std::string& text) { return one.matches(text); });
    });
  }
  template <class Wanted, class Has>
  bool operator()(const Wanted&, const Has&) const {
    return false;
  }
};

}  // namespace

Matcher::Matcher(const Pattern& pattern, const Placeholders& placeholders) {
  const auto ready = Overloaded{
      [](bool flag) -> Value { return flag; }, [](double number) -> Value { return number; },
      [&](const std::string& text) -> Value { return TextMatcher(text, placeholders); },
      [&](const std::vector<std::string>& texts) -> Value {
        std::vector<TextMatcher> matchers;
        for (const std::string& text : texts) matchers.emplace_back(text, placeholders);
        return matchers;
      },
      [&](const Bounds& bounds) -> Value { return range_of(bounds, placeholders); }};
  for (const Shape& shape : pattern) {
    auto& fields = shapes_.emplace_back();
    for (const auto& [name, value] : shape) fields.push_back({name, std::visit(ready, value)});
  }
}

bool Matcher::matches(const Event& event) const {
  return std::ranges::any_of(shapes_, [&](const auto& shape) {
    return std::ranges::all_of(shape, [&](const Field& field) {
      return std::visit(Fits{}, field.value, field_of(event, field.name));
    });
  });
}

bool Matcher::allows(const std::string& field, std::string_view value) const {
  return std::ranges::any_of(shapes_, [&](const auto& shape) {
    const auto asked = std::ranges::find(shape, field, &Field::name);
    return asked == shape.end() || std::visit(Fits{}, asked->value, FieldValue(value));
  });
}

}  // namespace procdemo::claims
