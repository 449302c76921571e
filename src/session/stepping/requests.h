// What serving a run and serving a recorded one have in common: reading requests.
#pragma once

#include <string_view>

#include "session/room.h"
#include "session/stepping/protocol.h"

namespace procdemo::session {

/// As reader_request_from. Throws Problem (request_malformed, request_field).
ReaderRequest expect_request(std::string_view line);

/// Whether this event is what was to be waited for; a process by itself is no event.
bool is_reached(const request::Continue& until, const Event& event);

/// Whether it is that process, or a thread of it.
bool is_of(const Name& name, const Name& process);

}  // namespace procdemo::session
