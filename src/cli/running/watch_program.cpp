#include "cli/running/watch_program.h"

#include <unistd.h>

#include "base/problem.h"
#include "cli/check/homework.h"
#include "cli/problems.h"
#include "cli/running/run_options.h"
#include "cli/running/tell_run.h"
#include "world/problems.h"

namespace procdemo::cli {
namespace {

/// As timeout(1) and a shell have it: 124 for a limit, 128 + n for a signal, else the program's
/// own.
int status_as_env(const Outcome& outcome) {
  if (outcome.signal != 0) return 128 + outcome.signal;
  const Status status = status_of_run(outcome);
  if (status == Status::ok) return outcome.wait_status.shell_status();
  return static_cast<int>(status == Status::limit ? Status::watch_limit : status);
}

/// The program's own status counts, but for a teacher's claims on it.
class WatchJudge : public Judge {
 public:
  WatchJudge(std::string program, std::optional<Homework>& homework)
      : program_(std::move(program)), homework_(homework) {}

  int status(const Outcome& outcome, const std::vector<Verdict>& claims) const override {
    return homework_ ? homework_->status(outcome, claims) : status_as_env(outcome);
  }

  void report(const Outcome& outcome, int status, const std::vector<Verdict>& claims,
              const Quotes& quotes) const override {
    if (homework_) homework_->report(program_, outcome, status, claims, quotes);
  }

  void expect_unobserved(const std::string& why) const override {
    if (!homework_)
      throw Problem(Status::not_allowed, MachineProblem::ptrace_denied, {program_, why});
  }

  /// Whatever it is that a student has written.
  void expect_unguarded() const override {
    throw Problem(Status::not_allowed, MachineProblem::unguarded, {program_});
  }

  int output_of_program() const override { return STDERR_FILENO; }

 private:
  std::string program_;
  std::optional<Homework>& homework_;
};

}  // namespace

int watch_program(const Given& given, const User& user) {
  std::optional<Homework> homework = Homework::wanted(given, user.language);
  const ClaimsFile* const claims = homework ? &homework->claims() : nullptr;
  RunOptions options = read_run_options(given, user, claims ? claims->limits : Limits());
  if (given.operands.empty()) throw Problem(Status::usage, CommandProblem::command_missing);
  Subject subject = subject_of({.command = given.operands,
                                .watch = given.texts("var"),
                                .probes = given.texts("probes"),
                                .claims = claims},
                               options.request);
  if (homework && homework->reports_on_output()) options.output = STDERR_FILENO;
  return tell_run(subject, options, WatchJudge(given.operands.front(), homework), user);
}

}  // namespace procdemo::cli
