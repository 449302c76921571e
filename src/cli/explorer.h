// Explores one subject: the search decides what to run (explore/search.h), a runner runs it, and
// what it shows is gathered.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "cli/attempt.h"
#include "cli/explore_subject.h"
#include "cli/findings.h"
#include "cli/runner.h"
#include "explore/search.h"
#include "show/narrator.h"

namespace procdemo {

class Explorer {
 public:
  /// Both have to outlive it. Throws Problem where an option's value is none.
  Explorer(const Subject& subject, const User& user);

  /// Runs what there is to run, and tells what was found. Returns procdemo's status.
  int run();

 private:
  void expect_tracing() const;
  double elapsed() const;
  Runner::Clock::time_point deadline() const;  ///< as --time says
  bool is_enough();
  std::vector<Attempt> next_attempts(Search& search);
  int run(Runner& runner, Search& search, std::vector<Attempt>& attempts);
  int run_live(Runner& runner);
  Errand errand(const Words& order) const;
  void take(Search& search, const Attempt& attempt, RunResult& result);
  static bool is_doubtful(const Attempt& attempt, const StepLog& log);
  [[noreturn]] static void throw_failure(const RunResult& result);
  void progress();
  std::vector<std::string> why_incomplete(const Search& search, int signal) const;
  int tell(Search& search, int signal);

  const Subject& subject_;
  const Given& given_;
  const User& user_;
  Search::Settings settings_;
  Style style_;
  Findings findings_;
  std::vector<Plan> doubtful_;  // to be run once more
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::int64_t limit_, live_, jobs_;
  double seconds_;
  bool json_ = false, drawn_ = false, at_limit_ = false, at_time_ = false;
  std::int64_t made_ = 0, cut_off_ = 0, too_long_ = 0;
};

}  // namespace procdemo
