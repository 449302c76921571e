// `watch --claims FILE.toml`: a student's program, checked against a teacher's claims.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/check/report_file.h"
#include "cli/describe/command.h"
#include "cli/room.h"
#include "engine/engine.h"
#include "lesson/claims_file.h"
#include "show/sentences/quotes.h"

namespace procdemo::cli {

class Homework {
 public:
  /// Its options, for watch's help: --claims, and what makes reports.
  static std::vector<Option> options();

  /// What was asked for, if it was. Throws Problem: a file that can't be read, an option that says
  /// nothing without --claims.
  static std::optional<Homework> wanted(const Given& given, Language language);

  const ClaimsFile& claims() const { return claims_; }
  bool reports_on_output() const { return report_ && report_->on_output(); }

  /// procdemo's exit status for a run: as for a lesson, and 3 where a claim could not be checked,
  /// unless that is allowed.
  int status(const Outcome& outcome, const std::vector<Verdict>& verdicts) const;

  /// Writes the report, if one was asked for. `command` is the program's name. Throws Problem.
  void report(const std::string& command, const Outcome& outcome, int status,
              const std::vector<Verdict>& verdicts, const Quotes& quotes);

 private:
  Homework(std::string file, Language language, bool allow_skipped,
           std::optional<ReportFile> report);

  std::string file_;
  Language language_;
  bool allow_skipped_;
  std::optional<ReportFile> report_;
  ClaimsFile claims_;
};

}  // namespace procdemo::cli
