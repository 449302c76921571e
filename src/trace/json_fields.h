// What the writer and the reader of JSON agree on (json.cpp, json_reader.cpp; nobody else).
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "trace/event.h"
#include "trace/room.h"

namespace procdemo::trace {

using OrderedJson = nlohmann::ordered_json;

template <class Kind, class Visit>
void for_each_field(Visit visit) {
  std::apply([&](const auto&... field) { (visit(field), ...); }, Kind::fields());
}

/// The name under which a field stands, in base64, when it is not valid UTF-8.
template <class Kind>
std::string bytes_name(std::string_view field) {
  const bool short_name =
      field == "text" || field == "path" || field == "argv" || field == "command";
  const bool of_exec = std::is_same_v<Kind, event::Exec> && field == "path";  // beside its argv
  return short_name && !of_exec ? "bytes" : std::string(field) + "_bytes";
}

}  // namespace procdemo::trace
