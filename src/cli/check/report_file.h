// --report FORMAT and --output FILE: a report for machines, of check and of watch.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/files/pending_file.h"
#include "cli/describe/command.h"
#include "cli/room.h"
#include "replays/report.h"

namespace procdemo::cli {

/// Where a report goes, and in which form. The file is there once it is whole.
class ReportFile {
 public:
  /// `path` empty: standard output. Throws Problem (CommandProblem::file_unwritable).
  ReportFile(bool junit, const std::string& path);

  bool on_output() const { return path_.empty(); }

  /// Throws Problem (CommandProblem::file_unwritable,
  /// OutputProblem::failed).
  void write(const Report& report);

 private:
  bool junit_;
  std::string path_;
  Fd direct_;                          // of a device or a pipe
  std::unique_ptr<PendingFile> file_;  ///< none where the file is written directly
};

/// --report, --output and --allow-skipped, as the help lists them.
std::vector<Option> report_options();

/// The report that was asked for, if one was. Throws Problem.
std::optional<ReportFile> wanted_report(const Given& given);

}  // namespace procdemo::cli
