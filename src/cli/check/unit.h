// Something that `procdemo check` checks as a whole and tells as one: a lesson's claims, or a
// page's blocks.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "cli/room.h"
#include "cli/user.h"
#include "replays/report.h"
#include "session/workers.h"

namespace procdemo::cli {

/// How a check is made.
struct CheckSettings {
  std::string in = {};   ///< the programs in one language alone: "cpp" or "python"; empty: all
  bool live = true;      ///< also what needs the real clock and the real scheduler
  bool observes = true;  ///< this machine allows ptrace
  std::string denied;    ///< why it does not, in the user's words
  bool update = false;   ///< blocks are rewritten instead of checked
  Language language = Language::en;
};

/// A case, and whether it counts where it was skipped: what needs to be live does not.
struct CheckedCase {
  ReportCase report;
  bool excused = false;
  std::string command = {};  ///< what shows it again
};

class CheckUnit {
 public:
  virtual ~CheckUnit() = default;

  /// A lesson's id, or a page's path.
  virtual std::string name() const = 0;

  /// Whether there is nothing in it that could be checked.
  virtual bool is_empty() const { return false; }

  /// What has to be run; may be nothing.
  virtual std::vector<Job> jobs() const = 0;

  /// Told of each job's results, in any order.
  virtual void take(std::size_t job, std::vector<JobResult> results) = 0;

  /// When all are there: the cases, in order; and what was checked in a few words ("5 claims").
  virtual std::vector<CheckedCase> cases() = 0;
  virtual std::string extent() const = 0;
};

}  // namespace procdemo::cli
