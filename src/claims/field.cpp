#include "claims/field.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <concepts>
#include <optional>

#include "base/text/number_in.h"
#include "base/text/utf8.h"
#include "trace/json.h"

namespace procdemo::claims {

namespace {

FieldValue view(bool value) {
  return value;
}
FieldValue view(const std::string& value) {
  return std::string_view(value);
}
FieldValue view(const std::vector<std::string>& value) {
  return std::span<const std::string>(value);
}
FieldValue view(const Number& number) {
  if (number.is_named()) return std::string_view(number.name());
  return static_cast<double>(static_cast<std::int64_t>(number));
}
FieldValue view(const std::vector<std::uint64_t>&) {
  return {};  // of no interest to a pattern: which events they are, differs from run to run
}
template <class Number>
  requires std::integral<Number> || std::floating_point<Number>
FieldValue view(Number value) {
  return static_cast<double>(value);
}
template <class Value>
FieldValue view(const std::optional<Value>& value) {
  return value ? view(*value) : FieldValue{};
}

// A field that not every event has.
template <class Kind>
FieldValue own_field(const Kind& data, std::string_view name) {
  FieldValue found;
  const auto look = [&](const auto& field) {
    if (field.name == name) found = view(data.*field.member);
  };
  std::apply([&](const auto&... field) { (look(field), ...); }, Kind::fields());
  return found;
}

// The TOML type that a member of this type is written as.
template <class Value>
constexpr std::string_view written_as = "number";
template <>
constexpr std::string_view written_as<bool> = "boolean";
template <>
constexpr std::string_view written_as<std::string> = "string";
template <>
constexpr std::string_view written_as<std::vector<std::string>> = "array";
template <>
constexpr std::string_view written_as<std::vector<std::uint64_t>> = "";
template <class Value>
constexpr std::string_view written_as<std::optional<Value>> = written_as<Value>;

// The type of a field that not every event has.
template <class Kind>
std::string_view own_type(std::string_view name) {
  std::string_view found;
  const auto look = [&]<class Owner, class Value>(const event::Field<Owner, Value>& field) {
    if (field.name == name) found = written_as<Value>;
  };
  std::apply([&](const auto&... field) { (look(field), ...); }, Kind::fields());
  return found;
}

template <class... Kinds>
std::string_view own_type(std::variant<Kinds...>*, std::string_view kind, std::string_view name) {
  std::string_view found;
  const auto look = [&]<class Kind>(Kind*) {
    const bool asked = kind.empty() || kind == Kind::kind;
    if (asked && found.empty()) found = own_type<Kind>(name);
  };
  (look(static_cast<Kinds*>(nullptr)), ...);
  return found;
}

std::string cut(const std::string& text) {
  constexpr std::size_t longest = 60;  // bytes
  if (text.size() <= longest) return text;
  return text.substr(0, start_of_character(text, longest)) + "...";
}

}  // namespace

std::optional<ElementName> element_in(std::string_view name) {
  const std::size_t dot = name.find('.');
  if (dot == name.npos) return std::nullopt;
  const auto index = number_in<std::size_t>(name.substr(dot + 1));
  return index ? std::optional(ElementName{name.substr(0, dot), *index}) : std::nullopt;
}

FieldValue field_of(const Event& event, std::string_view name) {
  if (name == "event") return event.kind();
  if (name == "process") return view(event.process);
  if (name == "pid") return view(event.pid);
  if (name == "seq") return view(event.seq);
  if (name == "time") return view(event.time);
  if (event.place && name == "file") return view(event.place->file);
  if (event.place && name == "line") return view(event.place->line);
  if (const auto element = element_in(name)) {
    const FieldValue array = field_of(event, element->array);
    const auto* texts = std::get_if<std::span<const std::string>>(&array);
    return texts && element->index < texts->size() ? view((*texts)[element->index]) : FieldValue{};
  }
  return std::visit([&](const auto& data) { return own_field(data, name); }, event.what);
}

std::string type_of(std::string_view kind, std::string_view field) {
  if (field == "event" || field == "process" || field == "file") return "string";
  if (field == "pid" || field == "seq" || field == "time" || field == "line") return "number";
  if (const auto element = element_in(field)) {
    return type_of(kind, element->array) == "array" ? "string" : "";
  }
  return std::string(own_type(static_cast<event::Any*>(nullptr), kind, field));
}

std::string text_of(double number) {
  return fmt::format("{}", number);
}

std::string text_of(const FieldValue& value) {
  return std::visit(Overloaded{[](std::monostate) { return std::string(); },
                               [](bool flag) { return std::string(flag ? "true" : "false"); },
                               [](double number) { return text_of(number); },
                               [](std::string_view text) { return std::string(text); },
                               [](std::span<const std::string> texts) {
                                 return fmt::format("{}", fmt::join(texts, " "));
                               }},
                    value);
}

std::string shown_value(const FieldValue& value) {
  const auto* number = std::get_if<double>(&value);
  const bool fraction = number && *number != std::trunc(*number);
  return fraction ? text_of(std::round(*number * 1000) / 1000) : text_of(value);
}

std::vector<std::string> elements_of(const FieldValue& value) {
  if (const auto* array = std::get_if<std::span<const std::string>>(&value)) {
    return {array->begin(), array->end()};
  }
  return {text_of(value)};
}

std::string describe(const Event& event) {
  std::string text = fmt::format("#{} {} {}", event.seq, event.process, event.kind());
  for (const std::string& name : fields_of(event.kind())) {
    const std::string value = shown_value(field_of(event, name));
    if (!value.empty() && value != "false") text += fmt::format(" {}={}", name, cut(value));
  }
  return text;
}

}  // namespace procdemo::claims
