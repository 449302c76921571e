// What a reader goes on until, and whether it has come.
#pragma once

#include <functional>
#include <optional>

#include "base/problem.h"
#include "session/room.h"
#include "session/stepping/protocol.h"
#include "session/stepping/requests.h"

namespace procdemo::session {

class Sought {
 public:
  /// So many steps were taken before; `status` says how the run stands, and lives as long. Throws
  /// Problem where it is behind.
  Sought(request::Continue until, int steps, std::function<RunStatus()> status);

  void hear(const Event& event);

  /// `who` has taken one.
  void took_step(const Name& who, int steps, bool goes_on = true);

  bool has_come() const { return has_come_; }

  /// It was to come, and has not: that the run has ended before, after so many steps; or of a
  /// recorded one, that it does not come any more.
  bool is_missed() const { return !has_come_ && !(until_ == request::Continue()); }
  Problem missed(int steps) const;
  Problem missing() const;

 private:
  request::Continue until_;
  std::function<RunStatus()> status_;
  std::optional<Arrivals> arrivals_;
  bool has_come_;
};

}  // namespace procdemo::session
