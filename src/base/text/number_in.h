// Numbers that stand in a text by themselves.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>

#include "base/room.h"

namespace procdemo::base {

/// The number that all of `text` is, in decimal; nothing where there is anything else in it, or
/// `Value` can't hold it.
template <class Value>
std::optional<Value> number_in(std::string_view text) {
  Value value{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc{} && stop == end ? std::optional(value) : std::nullopt;
}

}  // namespace procdemo::base
