// JSON as text that is safe to print.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "trace/room.h"

namespace procdemo::trace {

/// `json` on one line, or indented by `indent` blanks, without a newline at its end. Characters
/// that do not show themselves (base/text/shown.h) are written as \u escapes, in pairs beyond
/// U+FFFF (RFC 8259, section 7): to a program the same, and a terminal that it is printed to stays
/// as it is. What is not UTF-8 becomes U+FFFD: nothing is thrown.
std::string json_text(const nlohmann::ordered_json& json, int indent = -1);

}  // namespace procdemo::trace
