// A session's line to its reader: what is told goes out over it, and requests come in, also while a
// step is under way.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "base/fd.h"
#include "run/settings.h"
#include "session/room.h"
#include "session/stepping/line_reader.h"

namespace procdemo::session {

class ReaderLine : public Sink {
 public:
  /// Both live longer. The header goes out before all else.
  ReaderLine(const Fd& connection, const Run& header);

  void event(const Event& event) override;
  void rest() override;
  bool closed() const override;

  /// Goes out with what was told before it.
  void say(const std::string& line);

  /// The next request; waits for it. Nothing once the reader is gone.
  std::optional<std::string> next();

  /// Steps are under way: `told` hears of events from here on, also of a run's last ones behind its
  /// last step; that they take long is said, and a request to stop ends the one that is being
  /// taken, where it takes long: a short one is soon over.
  void begin_steps(std::function<void(const Event& event)> told);
  void begin_step();
  void end_steps();

  /// The same of steps that are taken once more: none of them is ended halfway.
  void begin_steps_again();

  /// Since steps began the reader has asked to stop, or is gone.
  bool stopped() const { return stopped_; }

  /// Nobody is to hear of the run for now. `is_wanted`, asked in the middle of a step, says whether
  /// that step is to be given up.
  void be_quiet(std::function<bool()> is_wanted);

  /// The reader hears again of what comes from here on.
  void speak();

  /// Whether the reader has asked for nothing that is not answered yet, as far as is known here.
  bool is_idle() const { return heard_.empty() && requests_.is_empty(); }

  /// Nobody is there to be answered. (A reader who has no more requests may still listen.)
  bool is_gone() const { return gone_; }

 private:
  void begin();
  void listen();
  void flush();

  const Fd& connection_;
  const Run& header_;
  LineReader requests_;
  std::deque<std::string> heard_;  // requests that came while a step was under way
  std::string text_;               // to go out
  std::function<void(const Event& event)> told_;
  std::chrono::steady_clock::time_point began_;  // the step
  std::function<bool()> is_wanted_;              // while it is quiet
  bool has_begun_ = false;
  bool stepping_ = false;
  bool again_ = false;
  bool said_running_ = false;
  bool stopped_ = false;
  bool gone_ = false;
};

}  // namespace procdemo::session
