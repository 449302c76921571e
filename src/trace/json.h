// Traces as JSON Lines, version 1: one JSON object a line, `type` "run", then "event"s, then "end".
//
// Texts, paths and arguments that are not valid UTF-8 stand as `bytes` (base64, RFC 4648) instead
// of `text`, `path`, `argv` or `command` (in an exec event a path stands as `path_bytes`).
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "trace/trace.h"

namespace procdemo {

/// One line each, without the newline.
std::string to_line(const Run& run);
std::string to_line(const Event& event);
std::string to_line(const End& end);

/// The same as a JSON value: what a claim's patterns are matched against.
nlohmann::ordered_json to_json(const Event& event);

/// Reads what to_line wrote. Throws std::invalid_argument saying what is wrong.
Run run_from_line(std::string_view line);
Event event_from_line(std::string_view line);
End end_from_line(std::string_view line);

/// The kinds of events, and the fields that one kind has ("for", "nohang"); empty for an unknown
/// kind. The fields every event has (seq, time, process, pid, event) are not among them.
const std::vector<std::string>& event_kinds();
std::vector<std::string> fields_of(std::string_view kind);

}  // namespace procdemo
