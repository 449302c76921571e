// Typed access to the values of a JSON line (for json_reader.cpp alone). A wrong type throws
// std::invalid_argument, whose what() is the field.
#pragma once

#include <concepts>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text/base64.h"
#include "trace/json_fields.h"
#include "trace/room.h"

namespace procdemo::trace {

[[noreturn]] inline void refuse(std::string_view what) {
  throw std::invalid_argument(std::string(what));
}

inline const OrderedJson& member(const OrderedJson& json, std::string_view name) {
  const auto found = json.find(name);  // end() where it is no object
  if (found == json.end()) refuse(name);
  return *found;
}

inline const std::string& text_in(const OrderedJson& json, std::string_view name) {
  const auto* text = json.get_ptr<const std::string*>();
  if (!text) refuse(name);
  return *text;
}

template <std::integral Number>
Number number_in(const OrderedJson& json, std::string_view name) {
  if (!json.is_number_integer()) refuse(name);
  const bool fits = json.is_number_unsigned() ? std::in_range<Number>(json.get<std::uint64_t>())
                                              : std::in_range<Number>(json.get<std::int64_t>());
  if (!fits) refuse(name);
  return json.get<Number>();
}

template <std::floating_point Number>
Number number_in(const OrderedJson& json, std::string_view name) {
  if (!json.is_number()) refuse(name);
  return json.get<Number>();
}

inline const OrderedJson& list_at(const OrderedJson& json, std::string_view name) {
  const OrderedJson& list = member(json, name);
  if (!list.is_array()) refuse(name);
  return list;
}

inline std::vector<std::string> texts_in(const OrderedJson& json, std::string_view name) {
  if (!json.is_array()) refuse(name);
  std::vector<std::string> texts;
  for (const OrderedJson& element : json) texts.push_back(text_in(element, name));
  return texts;
}

inline std::string text_at(const OrderedJson& json, const std::string& name,
                           const std::string& encoded) {
  const auto bytes = json.find(encoded);
  if (bytes == json.end()) return text_in(member(json, name), name);
  return from_base64(text_in(*bytes, encoded));
}

inline std::string text_at(const OrderedJson& json, const std::string& name) {
  return text_at(json, name, name + "_bytes");
}

inline std::vector<std::string> texts_at(const OrderedJson& json, const std::string& name,
                                         const std::string& encoded) {
  const auto bytes = json.find(encoded);
  if (bytes == json.end()) return texts_in(member(json, name), name);
  std::vector<std::string> texts = texts_in(*bytes, encoded);
  for (std::string& text : texts) text = from_base64(text);
  return texts;
}

template <class Number>
Number number_at(const OrderedJson& json, const std::string& name) {
  return number_in<Number>(member(json, name), name);
}

inline bool flag_in(const OrderedJson& json, std::string_view name) {
  if (!json.is_boolean()) refuse(name);
  return json.get<bool>();
}

/// "[pid P.1]", "[orphan P.1]" or "[pid procdemo]": what the canonical form puts for a PID.
inline bool stands_for_pid(std::string_view text) {
  const bool orphan = text.starts_with("[orphan ");
  if (!(orphan || text.starts_with("[pid ")) || !text.ends_with(']')) return false;
  text.remove_prefix(text.find(' ') + 1);
  text.remove_suffix(1);
  const bool process =
      text.starts_with('P') && text.find_first_not_of("0123456789./t", 1) == text.npos;
  return process || (!orphan && text == "procdemo");
}

inline Number pid_in(const OrderedJson& json, std::string_view name) {
  if (!json.is_string()) return number_in<std::int64_t>(json, name);
  if (!stands_for_pid(text_in(json, name))) refuse(name);
  return Number::named(text_in(json, name));
}

}  // namespace procdemo::trace
