// What is read of requests, and written of answers, where a run or a recorded one is served.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "session/room.h"
#include "session/stepping/protocol.h"

namespace procdemo::session {

/// As reader_request_from. Throws Problem (request_malformed, request_field).
ReaderRequest expect_request(std::string_view line);

/// Whether this event is what was to be waited for; a process by itself is no event.
bool is_reached(const request::Continue& until, const Event& event);

/// Whether it is that process, or a thread of it.
bool is_of(const Name& name, const Name& process);

/// Of these files, a few by name.
message::Discarded discarded(std::vector<std::string> files);

}  // namespace procdemo::session
