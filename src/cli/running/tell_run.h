// A run from its beginning to procdemo's exit status: made by a session, told as it happens, and
// judged. A lesson's run and a command's differ in how they are judged.
#pragma once

#include <string>
#include <vector>

#include "cli/room.h"
#include "cli/running/run_options.h"
#include "cli/user.h"
#include "engine/engine.h"
#include "session/subject.h"
#include "show/sentences/quotes.h"

namespace procdemo::cli {

/// What went wrong with a run as such, whatever its claims say; ok where nothing did.
Status status_of_run(const Outcome& outcome, bool limit_expected = false);

class Judge {
 public:
  virtual ~Judge() = default;

  /// procdemo's exit status.
  virtual int status(const Outcome& outcome, const std::vector<Verdict>& claims) const = 0;

  /// When all was told: a report for others. `quotes` knows the events that claims speak of.
  virtual void report(const Outcome&, int, const std::vector<Verdict>&,
                      const Quotes& quotes) const {
    static_cast<void>(quotes);
  }

  /// It can't be observed here; `why` in the user's words. Throws Problem where it then does not
  /// run at all.
  virtual void expect_unobserved(const std::string& why) const = 0;

  /// Nobody bounds the number of its processes either. Throws Problem where it then does not run.
  virtual void expect_unguarded() const {}

  /// The descriptor for what an unobserved program prints.
  virtual int output_of_program() const = 0;
};

/// Runs it. Where it can't be observed, it runs by itself, at its own speed, and its words are its
/// own. Throws Problem, also for a token whose run this was not.
int tell_run(Subject& subject, RunOptions& options, const Judge& judge, const User& user);

}  // namespace procdemo::cli
