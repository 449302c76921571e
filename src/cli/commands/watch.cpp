// procdemo watch: any program, observed and narrated like a lesson. Nothing is checked, and no
// event is kept, unless a teacher has claims on it.
#include <sys/wait.h>
#include <unistd.h>

#include "base/problem.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/homework.h"
#include "cli/run_options.h"
#include "cli/tell_run.h"
#include "cli/watch_program.h"
#include "show/words/words.h"

namespace procdemo {
namespace {

Command watch_command(Language language) {
  Command command = {.usage = say(language, Say::usage_watch),
                     .summary = say(language, Say::summary_watch),
                     .groups = {run_options(language, Limits(), false)},
                     .prefix = true};
  std::vector<Option>& options = command.groups.front().options;
  options.push_back({"var", "NAME", say(language, Say::help_var)});
  options.push_back({"probes", "PROVIDER", say(language, Say::help_probes)});
  for (Option& option : Homework::options(language)) options.push_back(std::move(option));
  return command;
}

/// As timeout(1) and a shell have it: 124 for a limit, 128 + n for a signal, else the program's
/// own.
int exit_status(const Outcome& outcome) {
  if (outcome.signal != 0) return 128 + outcome.signal;
  if (outcome.lost_sight()) return static_cast<int>(Status::claim_failed);
  if (!outcome.limit.empty()) return static_cast<int>(Status::watch_limit);
  if (outcome.deadlock || outcome.differs) return static_cast<int>(Status::claim_failed);
  if (WIFSIGNALED(outcome.wait_status)) return 128 + WTERMSIG(outcome.wait_status);
  return WEXITSTATUS(outcome.wait_status);
}

/// The program's own status counts, but for a teacher's claims on it.
class WatchJudge : public Judge {
 public:
  WatchJudge(std::string program, std::optional<Homework>& homework)
      : program_(std::move(program)), homework_(homework) {}

  int status(const Outcome& outcome, const std::vector<Verdict>& claims) const override {
    return homework_ ? homework_->status(outcome, claims) : exit_status(outcome);
  }

  void report(const Outcome& outcome, int status,
              const std::vector<Verdict>& claims) const override {
    if (homework_) homework_->report(program_, outcome, status, claims);
  }

  void expect_unobserved(const std::string& why) const override {
    if (!homework_) throw Problem(Status::not_allowed, Trouble::ptrace_denied, {program_, why});
  }

  /// Whatever it is that a student has written.
  void expect_unguarded() const override {
    throw Problem(Status::not_allowed, Trouble::unguarded, {program_});
  }

  int output_of_program() const override { return STDERR_FILENO; }

 private:
  std::string program_;
  std::optional<Homework>& homework_;
};

/// The program that is meant may be one that a token names, with the options of its run.
Given given_for(const Command& watch, const Words& words) {
  Given given = parse(watch, words);
  if (given.help || given.operands.empty()) return given;
  return with_token(watch, given, subject_named(given.operands.front()));
}

}  // namespace

int watch(const Words& words, const User& user) {
  const Command watch = watch_command(user.language);
  const Given given = given_for(watch, words);
  return given.help ? print_help(watch, user) : watch_program(given, user);
}

Given watch_words(const Words& words, Language language) {
  return given_for(watch_command(language), words);
}

int watch_program(const Given& given, const User& user) {
  std::optional<Homework> homework = Homework::wanted(given, user.language);
  const ClaimsFile* const claims = homework ? &homework->claims() : nullptr;
  RunOptions options = read_run_options(given, user, claims ? claims->limits : Limits());
  if (given.operands.empty()) throw Problem(Status::usage, Trouble::command_missing);
  Subject subject = subject_of({.command = given.operands,
                                .watch = given.texts("var"),
                                .probes = given.texts("probes"),
                                .claims = claims},
                               options.request);
  if (homework && homework->reports_on_output()) options.output = STDERR_FILENO;
  return tell_run(subject, options, WatchJudge(given.operands.front(), homework), user);
}

}  // namespace procdemo
