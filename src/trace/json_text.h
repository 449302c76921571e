// JSON as text that is safe to print, and from text that is anybody's.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "trace/room.h"

namespace procdemo::trace {

/// `json` on one line, or indented by `indent` blanks, without a newline at its end. Characters
/// that do not show themselves (base/text/shown.h) are written as \u escapes, in pairs beyond
/// U+FFFF (RFC 8259, section 7): to a program the same, and a terminal that it is printed to stays
/// as it is. What is not UTF-8 becomes U+FFFD: nothing is thrown.
std::string json_text(const nlohmann::ordered_json& json, int indent = -1);

/// What `text` says; discarded (is_discarded()) where it is no JSON, or nested more than 16 deep.
/// Throws nothing but std::bad_alloc.
nlohmann::ordered_json json_from(std::string_view text);

}  // namespace procdemo::trace
