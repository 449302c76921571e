// Where a run's events go: to the narrator, to the file of --record, and to whoever has many runs
// made (session/assignment.h).
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "base/output.h"
#include "cli/room.h"
#include "cli/running/run_options.h"
#include "session/kept_trace.h"
#include "session/subject.h"
#include "show/export/recorder.h"
#include "show/sentences/quotes.h"
#include "trace/canonical.h"

namespace procdemo::cli {

class RunOutput : public Sink {
 public:
  /// Opens what is to be written to; nothing is told yet. Throws Problem
  /// (RecordProblem::unwritable).
  RunOutput(const Subject& subject, const RunOptions& options);

  /// Tells the run's header. The first event does so by itself: a run that is refused before it
  /// began leaves no word on standard output.
  void begin();

  /// What was kept back, to be counted with more, is told: nothing follows for a while.
  void pause();

  /// Everything told so far is written: somebody else writes next. Throws as end().
  void flush();

  /// Tells the end, and sees to it that everything is written. Throws Problem where it can't be,
  /// BrokenPipe where nobody reads. A reader that takes its time is waited for, as everywhere (it
  /// may be a pager); but one that stands still is given up after a second when a signal to
  /// procdemo ended the run (`hurry`), and after ten when a limit did: Problem
  /// (OutputProblem::unread).
  void end(End end, bool hurry = false);

  void event(const Event& event) override;
  /// The events so far, where there are claims on them.
  const Quotes& quotes() const { return quotes_; }

  bool full() const override { return output_.full() || (recorder_ && recorder_->full()); }
  int ready_fd() const override;
  void rest() override;
  bool closed() const override;

 private:
  void tell(const Event& event);
  bool flush_output(bool hurry);  ///< false where the reader stands still
  void start_writing();
  void give_up(const End& end);
  void check_output() const;

  Run run_;
  Output output_;
  std::optional<Recorder> recorder_;
  std::optional<KeptTrace> kept_;
  std::unique_ptr<Narrator> narrator_;  ///< null where nobody reads what the run is told as
  std::optional<Canonical> canonical_;  ///< what is told and recorded goes through it
  Quotes quotes_;
  double time_ = 0;                             ///< of the last event
  std::chrono::steady_clock::time_point told_;  ///< when that was
  bool begun_ = false;
  bool limited_ = false;  ///< a limit ended the run
};

/// The end of a run as its trace tells it.
End end_of(const Outcome& outcome, int status, std::string token, std::vector<Verdict> claims = {});

}  // namespace procdemo::cli
