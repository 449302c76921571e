// What was checked and what came of it: claims and blocks in one report, for machines that collect
// such reports. Its sentences come worded already.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "replays/room.h"

namespace procdemo::replays {

struct ReportCase {
  enum class Result { passed, failed, skipped };

  std::string suite;  ///< what it belongs to: a lesson's id, a page
  std::string name;
  Result result = Result::passed;
  std::string why;      ///< one line: the evidence, what is wrong, or why it was skipped
  std::string details;  ///< where it failed: lines, such as a difference
  std::string place;    ///< file and line, if there is one
  double seconds = 0;
};

struct Report {
  std::string name;  ///< "procdemo check"
  /// What else there is to know, as names and values: "status" and the program's own.
  std::vector<std::pair<std::string, std::string>> properties;
  std::vector<ReportCase> cases;
};

/// TAP 14 (testanything.org), with a YAML block for each case, in a form that readers of TAP 13
/// (prove) take, too.
std::string to_tap(const Report& report);

/// JUnit XML, valid against the schema of Jenkins's xUnit plugin (junit-10.xsd), which GitLab and
/// others read, too: a suite for each of ReportCase::suite.
std::string to_junit(const Report& report);

/// A text as one that may stand in a report, and be looked at: bytes that are not UTF-8, and
/// characters other than a newline that do not show themselves (base/text/shown.h; XML's forbidden
/// ones are among them), are escaped.
std::string printable(std::string_view text);

}  // namespace procdemo::replays
