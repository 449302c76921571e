// A reader's requests as JSON objects (protocol.h).
#pragma once

#include <string>
#include <string_view>

#include "session/room.h"
#include "session/stepping/protocol.h"
#include "trace/json_values.h"

namespace procdemo::session {

OrderedJson json_of(const ReaderRequest& request);

/// Throws std::invalid_argument, whose what() is the field that is wrong or missing.
ReaderRequest request_in(const OrderedJson& json);

/// An object on a line; throws std::invalid_argument ("JSON").
OrderedJson parse_object(std::string_view line);

/// A text, in base64 where it is not UTF-8.
void put_either(OrderedJson& json, const std::string& name, const std::string& text);

}  // namespace procdemo::session
