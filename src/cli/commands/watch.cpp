// procdemo watch: any program, observed and narrated like a lesson. Nothing is checked, and no
// event is kept, unless a teacher has claims on it.
#include <unistd.h>

#include "base/problem.h"
#include "cli/check/homework.h"
#include "cli/commands/subcommand.h"
#include "cli/describe/common_options.h"
#include "cli/problems.h"
#include "cli/running/run_options.h"
#include "cli/running/tell_run.h"
#include "cli/running/watch_program.h"
#include "show/words/words.h"
#include "world/problems.h"

namespace procdemo {
namespace {

/// As timeout(1) and a shell have it: 124 for a limit, 128 + n for a signal, else the program's
/// own.
int exit_status(const Outcome& outcome) {
  if (outcome.signal != 0) return 128 + outcome.signal;
  if (outcome.lost_sight()) return static_cast<int>(Status::claim_failed);
  if (!outcome.limit.empty()) return static_cast<int>(Status::watch_limit);
  if (outcome.deadlock || outcome.differs) return static_cast<int>(Status::claim_failed);
  return outcome.wait_status.shell_status();
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

/// The program that is meant may be one that a token names, with the options of its run.
Given given_for(const Command& watch, const Words& words) {
  Given given = parse(watch, words);
  if (given.help || given.operands.empty()) return given;
  return with_token(watch, given, subject_named(given.operands.front()));
}

int watch(const Command& command, const Words& words, const User& user) {
  const Given given = given_for(command, words);
  return given.help ? print_help(command, user) : watch_program(given, user);
}

}  // namespace

Subcommand watch_command();

Given watch_words(const Words& words) {
  return given_for(watch_command().command, words);
}

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

Subcommand watch_command() {
  OptionGroup options = run_options(Limits(), false);
  options.options.push_back({"var",
                             Argument::text("NAME"),
                             {"also show the values of this variable; may be given several times",
                              "同时显示这个变量的值；可以给出多次"}});
  options.options.push_back(
      {"probes",
       Argument::text("PROVIDER"),
       {"also show when a USDT probe of this provider is passed ('*': of any); may be given "
        "several "
        "times",
        "同时显示程序经过这个提供者的 USDT 探针（'*' 为全部）；可以给出多次"}});
  for (Option& option : Homework::options()) options.options.push_back(std::move(option));
  return {
      .name = "watch",
      .command =
          {.usage = {"procdemo watch [options] -- COMMAND [ARGUMENTS]",
                     "procdemo watch [选项] -- 命令 [参数]"},
           .summary = {"Run any program, and show what its processes do. Options end where the "
                       "command begins.",
                       "运行任意程序，显示它的各个进程做了什么。命令之后的都是命令自己的参数。"},
           .groups = {options},
           .operand = {.kind = Argument::Kind::command},
           .prefix = true},
      .run = watch,
      .observes = true,
      .as_env = true};
}

}  // namespace procdemo
