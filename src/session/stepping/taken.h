// A step that a run has taken: whose it was, and how it came to that.
#pragma once

#include "session/room.h"
#include "trace/name.h"

namespace procdemo::session {

struct Taken {
  /// Nobody had to be named, or that one was; or it went on by itself, having been named.
  enum class How { order, named, goes_on };
  Name who;
  How how = How::order;
};

}  // namespace procdemo::session
