// Traces as JSON Lines, version 1: one JSON object a line, `type` "run", then "event"s, then "end".
//
// What is not valid UTF-8 stands in base64 (RFC 4648) under another name: `bytes` instead of
// `text`, `path`, `argv` or `command` (in an exec event a path stands as `path_bytes`), and
// NAME_bytes instead of any other NAME. So a trace that is read again is the one that was written.
// Characters that do not show themselves are \u escapes (trace/json_text.h).
// A PID of the canonical form (trace/canonical.h) is a text: "[pid P.1]".
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "trace/intention.h"
#include "trace/room.h"
#include "trace/trace.h"

namespace procdemo::trace {

/// One line each, without the newline.
std::string to_line(const Run& run);
std::string to_line(const Event& event);
std::string to_line(const End& end);

/// The same as a JSON value: what a claim's patterns are matched against.
nlohmann::ordered_json to_json(const Event& event);

/// {"kind":"print","fd":1,"text":"--1--\n"}, and read again: throws as trace_line does.
nlohmann::ordered_json to_json(const Intention& intention);
Intention intention_from(const nlohmann::ordered_json& json);

/// A line that a later procdemo has written: what() is its version, or the kind of line or event
/// that is not known here.
class NewerTrace : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

/// Reads what to_line wrote. Throws NewerTrace, or std::invalid_argument, whose what() is the field
/// that is wrong or missing, or "JSON" for a line that is none.
using TraceLine = std::variant<Run, Event, End>;
TraceLine trace_line(std::string_view line);
Run run_from_line(std::string_view line);
Event event_from_line(std::string_view line);
End end_from_line(std::string_view line);

/// The kinds of events, and the fields that one kind has ("for", "nohang"); empty for an unknown
/// kind. The fields every event has (seq, time, process, pid, event) are not among them.
const std::vector<std::string>& event_kinds();
std::vector<std::string> fields_of(std::string_view kind);

}  // namespace procdemo::trace
