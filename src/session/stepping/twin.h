// A spare run: so that going back in a long run does not mean to begin it again.
//
// A session that may go back has two workers, alike. One serves the reader; the other holds a spare
// run of the same program, which has gone the same way as far as some step before. Where the reader
// goes back, and not further than that, the spare run goes on from there, its worker serves from
// then on, and the first one, whose run nobody needs any more, begins a spare run anew.
//
// What it costs: from step 512 on, the program runs twice, half a second of processor time for
// each 4,000 steps, and once more for each time that the reader goes back; and twice its memory.
// The second worker of a shorter run does nothing. There is no spare run where a second one might
// be noticed, or has no room (Session::may_run_beside).
#pragma once

#include <optional>
#include <string>

#include "base/child.h"
#include "base/fd.h"
#include "session/request.h"
#include "session/room.h"
#include "session/stepping/line_reader.h"
#include "session/stepping/spare_task.h"
#include "session/subject.h"

namespace procdemo::session {

/// How far the spare run of one that has taken so many steps is to be; 0: there is none.
constexpr int spare_step(int steps) {
  constexpr int apart = 256;  // 60 ms
  return steps < 2 * apart ? 0 : (steps / apart - 1) * apart;
}

/// Whether there may be a second run at all.
bool may_have_spare(const Subject& subject, const Request& request);

/// Either of two workers, and its connection to the other one. When one of them ends, so does the
/// other.
class Twin {
 public:
  /// Forks the other one, while there is one thread, where it is `wanted`: then this returns twice.
  /// It is alone where there are no processes left.
  explicit Twin(bool wanted);

  /// Whether this one serves the reader: at first, the one that was there before.
  bool serves() const { return serves_; }
  void serve() { serves_ = true; }

  /// This worker ends with this status, and waits until nobody of the other one is left. Returns
  /// the status of the one that served.
  int ended(int status);

  // --- of the one that serves ---

  bool has_other() const { return line_.get() >= 0; }
  void give_up_other() { line_.reset(); }

  /// The other one is given a task, and does it meanwhile.
  void give(SpareTask task);

  /// How far its spare run is to be, and whether it is there.
  int given() const { return given_.step; }
  bool is_there();

  /// The other one goes there and serves; this one does so no more. False where it could not, or
  /// `reader` is gone.
  bool hand_over(SpareTask task, const Fd& reader);

  // --- of the other ---

  /// Waits until there is a first task: before that it is not worth a session. False where there
  /// will be none.
  bool waits_for_task() const;

  /// Its next task, for which it waits. Nothing where the one that serves has ended.
  std::optional<SpareTask> next();

  /// Whether there is a next one, or will be none.
  bool is_called() const;

  /// It was done, or can't be.
  void answer(const SpareTask& task, bool done);

 private:
  void wait_for_other();
  void send(const std::string& line);
  void hear(const std::string& line);

  std::optional<Child> other_;  // where this process has forked it
  Fd line_;
  LineReader lines_{-1, 0};
  bool serves_ = true;
  SpareTask given_;            // without its way
  bool there_ = false;         // it was done
  std::optional<int> status_;  // of the other, which has served
};

}  // namespace procdemo::session
