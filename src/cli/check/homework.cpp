#include "cli/check/homework.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/problem.h"
#include "base/signal_names.h"
#include "cli/check/claim_case.h"
#include "cli/problems.h"
#include "cli/running/tell_run.h"
#include "cli/words/check.h"

namespace procdemo::cli {
namespace {

/// As the program itself ended: "0", "SIGSEGV".
std::string ending(WaitStatus status) {
  const auto killed = status.killed();
  return killed ? signal_name(killed->signal) : std::to_string(status.shell_status());
}

}  // namespace

Homework::Homework(std::string file, Language language, bool allow_skipped,
                   std::optional<ReportFile> report)
    : file_(std::move(file)),
      language_(language),
      allow_skipped_(allow_skipped),
      report_(std::move(report)),
      claims_(load_claims(file_)) {}

std::vector<Option> Homework::options() {
  std::vector<Option> options = {
      {"claims",
       Argument::file(),
       {"check the program against the claims in FILE (TOML)", "按 FILE（TOML）里的结论核对程序"}}};
  for (Option& option : report_options()) options.push_back(std::move(option));
  return options;
}

std::optional<Homework> Homework::wanted(const Given& given, Language language) {
  if (!given.has("claims")) {
    for (const char* option : {"report", "output", "allow-skipped"}) {
      if (!given.has(option)) continue;
      throw Problem(Status::usage, CommandProblem::claims_missing, {"--" + std::string(option)});
    }
    return std::nullopt;
  }
  return Homework(given.text("claims"), language, given.has("allow-skipped"), wanted_report(given));
}

int Homework::status(const Outcome& outcome, const std::vector<Verdict>& verdicts) const {
  if (outcome.signal != 0) return 128 + outcome.signal;
  const auto failed = [](const Verdict& verdict) { return verdict.holds == false; };
  Status status = status_of_run(outcome);
  if (status != Status::ok) return static_cast<int>(status);
  if (std::ranges::any_of(verdicts, failed)) {
    status = Status::claim_failed;
  } else if (!allow_skipped_ && std::ranges::any_of(verdicts, was_not_checkable)) {
    status = Status::not_allowed;
  }
  return static_cast<int>(status);
}

void Homework::report(const std::string& command, const Outcome& outcome, int status,
                      const std::vector<Verdict>& verdicts, const Quotes& quotes) {
  if (!report_) return;
  const std::string suite = std::filesystem::path(command).filename().string();
  Report report{"procdemo watch " + suite,
                {{"status", std::to_string(status)}, {"program", ending(outcome.wait_status)}},
                {}};
  if (!outcome.limit.empty()) report.properties.emplace_back("limit", outcome.limit);
  for (const Verdict& verdict : verdicts) {
    const auto claim = std::ranges::find(claims_.claims, verdict.id, &Claim::id);
    report.cases.push_back(claim_case(*claim, verdict, suite, file_, language_, quotes));
  }
  report_->write(report);
}

}  // namespace procdemo::cli
