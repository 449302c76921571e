// Explores a program: the search decides what to run (explore/search.h), workers run it, and what
// it shows is gathered.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "explore/outcomes.h"
#include "explore/room.h"
#include "explore/search.h"
#include "session/workers.h"

namespace procdemo::explore {

/// Runs in random order. The search goes deep first: cut off, it has seen many ends of a few
/// beginnings. So one that may be cut off begins with a sample, which looks everywhere a little.
struct Sample {
  std::int64_t after;  ///< so many runs of the search: whatever is complete by then needs none
  std::int64_t runs;   ///< beside those of the search, which may be just enough for it
};

/// An answer soon, before the search: the sample, and then the orders in which somebody who could
/// go on has to stop at most once. Most faults need no more (Musuvathi and Qadeer, "Iterative
/// context bounding for systematic testing of multithreaded programs", PLDI 2007). A search that
/// allows no more preemptions goes on from there; another one begins anew.
struct FirstLook {
  std::chrono::duration<double> time;  ///< for all of it
  ///< What it found and after how many seconds, where there is more to search.
  std::function<void(const Outcomes& outcomes, double seconds)> tell;
};

class Explorer {
 public:
  struct Settings {
    Search::Settings search;
    Sample sample;
    std::optional<FirstLook> first_look = {};
    std::int64_t most_runs;
    std::int64_t live_runs;       ///< afterwards, whose order nobody chooses
    std::int64_t jobs;            ///< at once
    bool compares_sleep = false;  ///< say what only sleeping keeps away
    bool shows_sleep = false;     ///< a lesson does that on purpose
    std::chrono::duration<double> time;
    std::string before;  ///< a command that sh runs in the directory of each run first, or empty
    std::string beside = {};  ///< a folder whose files stand in that directory, or empty
  };

  /// How the search came to its end; what it has found is outcomes().
  struct Ended {
    int signal = 0;             ///< that ended it early, or 0
    bool at_limit = false;      ///< of the number of runs
    bool at_time = false;       ///< it ran out of time
    bool complete = false;      ///< no order was left out of what was to be looked through
    std::int64_t made = 0;      ///< runs
    std::int64_t cut_off = 0;   ///< that came to no end of their own, or did not follow a plan
    std::int64_t too_long = 0;  ///< that had too many steps to be looked through
    std::optional<std::string> wrong;  ///< a run did not even begin: what it said
    int wrong_status = 0;              ///< and its exit status
    bool not_allowed = false;          ///< this machine did not allow one of the runs to begin
    bool sleep_unknown = false;  ///< whether only sleeping keeps something away was not found out
  };

  /// `act` makes each run (session/worker.h): those of the search follow a plan, live ones do not.
  Explorer(const Settings& settings, Act act);

  using Progress = std::function<void(const Outcomes& outcomes)>;

  /// Runs what there is to run. `progress` is called after each run.
  Ended run(const Progress& progress);

  const Outcomes& outcomes() const { return outcomes_; }
  double seconds() const;  ///< since it was made

  /// Workers::why_shared.
  const std::string& why_shared() const { return workers_.why_shared(); }

 private:
  /// A plan that is run; a doubtful one twice.
  struct Trial {
    Plan plan;
    Search* search = nullptr;  ///< that wants it; nullptr: it is of the sample
    bool again = false;

    bool is_of_sample() const { return !search; }
  };

  Workers::Clock::time_point deadline() const;
  void look_first(const Progress& progress);
  void look_through(Search& search, std::int64_t& made, const Progress& progress);
  void tell_first();
  void search_all(const Progress& progress);
  void add_lines_to_examples(Workers::Clock::time_point until);
  Job job() const;
  bool may_go_on() const { return ended_.signal == 0 && !ended_.wrong; }
  bool is_time_for_sample() const;
  void run_sample(const Progress& progress);
  bool is_enough();
  std::vector<Trial> second_trials();
  std::vector<Trial> next_trials(Search& search, std::int64_t& made);
  void compare_sleep(const Progress& progress);
  bool is_to_compare(const Trial& trial) const { return exact_ && trial.search == &*exact_; }
  double time_for_search() const;
  void put_back(const Trial& trial);
  void cut_off(const Trial& trial);
  int run(const std::vector<Trial>& trials, const Progress& progress);
  int run_live();
  void give_up(const Trial& trial);
  void take(const Trial& trial, JobResult& result);
  static bool is_doubtful(const Trial& trial, const StepLog& log);

  Settings settings_;
  Workers workers_;
  Search search_;
  Outcomes outcomes_;
  std::vector<Trial> doubtful_;  // to be run once more
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::optional<double> first_look_until_;  // seconds since the start
  Ended ended_;
  bool has_sample_ = false;
  std::optional<Search> exact_;  // in which sleeps take exactly their time, to compare with
};

}  // namespace procdemo::explore
