#include "cli/running/tell_run.h"

#include <unistd.h>

#include <algorithm>

#include "base/fd.h"
#include "base/problem.h"
#include "cli/running/denial.h"
#include "cli/running/run_output.h"
#include "cli/running/step_run.h"
#include "session/session.h"
#include "session/unobserved.h"
#include "show/words/frame.h"

namespace procdemo::cli {
namespace {

int finish(const Finished& run, const Judge& judge, RunOutput& output) {
  const int status = judge.status(run.outcome, run.claims);
  output.end(end_of(run.outcome, status, run.token, run.claims), run.outcome.signal != 0);
  judge.report(run.outcome, status, run.claims, output.quotes());
  if (run.outcome.differs) throw Problem(*run.outcome.differs);
  return status;
}

int run_observed(Subject& subject, const RunOptions& options, const Judge& judge) {
  Session session(subject, options.request);
  RunOutput output(subject, options);
  return finish(session.run(output), judge, output);
}

int run_by_itself(Subject& subject, const RunOptions& options, const Judge& judge,
                  const std::string& why) {
  const int printed_to = judge.output_of_program();
  UnobservedRun unobserved(subject.program, options.request.limits, printed_to);
  Run& header = subject.header;
  header.schedule = "live";
  header.speed = 1;
  header.terminal = ::isatty(printed_to) == 1;
  header.limits = subject.conditions.limits = unobserved.limits();
  header.loose = unobserved.loose();
  if (std::ranges::count(header.loose, "processes") != 0) judge.expect_unguarded();
  if (!unobserved.guard().empty()) header.guards = {unobserved.guard()};
  RunOutput output(subject, options);
  output.begin();
  output.flush();
  write_all(STDERR_FILENO, say(options.style.language, Frame::runs_unobserved, why) + "\n");
  const Outcome outcome = unobserved.run(output);
  return finish({outcome, "", unobserved_claims(subject)}, judge, output);
}

}  // namespace

Status status_of_run(const Outcome& outcome, bool limit_expected) {
  if (outcome.lost_sight()) return Status::claim_failed;
  if (!outcome.limit.empty() && !limit_expected) return Status::limit;
  return outcome.deadlock || outcome.differs ? Status::claim_failed : Status::ok;
}

int tell_run(Subject& subject, RunOptions& options, const Judge& judge, const User& user) {
  if (options.step.wanted()) return step_run(subject, options, judge, user);
  try {
    return run_observed(subject, options, judge);
  } catch (const PtraceDenied& denied) {
    const std::string why = reason_of(denied, user.language);
    judge.expect_unobserved(why);
    return run_by_itself(subject, options, judge, why);
  }
}

}  // namespace procdemo::cli
