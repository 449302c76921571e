// What the runs of an exploration have shown so far.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "explore/fault.h"
#include "explore/room.h"
#include "explore/sleep_order.h"
#include "schedule/step_log.h"
#include "session/workers.h"
#include "trace/trace.h"

namespace procdemo::explore {

class Outcomes {
 public:
  /// Where a run belongs: to the search, or to the random ones beside it.
  enum class Part { search, sample };

  /// Runs that print the same text.
  struct Output {
    std::set<Part> found_by = {};
    std::set<std::string> orders;  ///< who printed what, in which order
    Example example;
    std::int64_t live = 0;  ///< how many live runs gave it
  };

  struct Claim {
    Wording words;
    std::int64_t held = 0, broken = 0;
    Example example;  ///< of its being broken
    Example held_by;  ///< of its holding
  };

  /// Takes in a run that followed a plan. False where it came to no end of its own: a limit ended
  /// it, or procdemo itself failed.
  bool add(WorkerAnswer& run, Part part = Part::search);

  /// Whether only sleeping keeps something away is a question, and for its answer the runs are
  /// wanted in which each sleep takes exactly its time.
  bool is_sleep_in_question() const { return sleep_order_.is_in_question(); }
  void add_exact(const WorkerAnswer& run);

  /// All of these have come: the answer is among the faults now. A lesson may show it on purpose.
  void compare_sleep(bool intended);

  /// The tokens of the orders by which something wrong is shown, each once.
  std::set<std::string> shown_tokens() const;

  /// Another run of such an order, whose events name the lines of the source.
  void add_lines(std::string trace);

  /// All of these have come.
  void join_faults() { SleepOrder::join(faults_); }

  /// The same as add() for a live run, whose order nobody chose.
  void add_live(const WorkerAnswer& run);

  std::int64_t runs() const { return runs_; }
  std::int64_t sampled() const { return sampled_; }  ///< of them
  std::int64_t outputs_of(Part part) const;
  std::size_t orders() const;
  const std::map<std::string, Output>& outputs() const { return outputs_; }
  const std::map<std::string, Claim>& claims() const { return claims_; }

  /// As they were found, also those that one run alone does not show (Found::shown).
  const std::vector<Fault>& faults() const { return faults_; }

  /// Whether it is so.
  bool is_shown(const Fault& fault) const;

  std::int64_t deadlocks() const { return deadlocks_; }
  const std::optional<Example>& deadlock() const { return deadlock_; }
  std::int64_t live_runs() const { return live_runs_; }
  std::int64_t live_others() const { return live_others_; }
  bool shared_memory() const { return shared_memory_; }
  bool hidden_locks() const { return hidden_locks_; }  ///< of threads: taking one was no step

  bool compared_times() const { return compared_times_; }  ///< of files of several processes

  /// Some run asked for what the machine decides, and not the order.
  bool asked_machine() const { return asked_machine_; }

  /// Where no run came so far as to begin its work: the status with which each ended.
  std::optional<int> not_started() const;
  bool only_complained() const { return only_complained_; }  ///< and no other order would help
  const std::string& complaints() const {
    return complaints_;
  }  ///< on standard error, of the first

  bool refused() const { return refused_; }  ///< some run, a process, and by the kernel

 private:
  void add_faults(const std::vector<Event>& found, const Example& example);

  std::int64_t runs_ = 0, sampled_ = 0, deadlocks_ = 0, live_runs_ = 0, live_others_ = 0;
  std::int64_t not_started_ = 0;
  std::string complaints_;
  int failed_with_ = 0;
  bool only_complained_ = false;
  bool shared_memory_ = false, hidden_locks_ = false, refused_ = false;
  bool asked_machine_ = false, compared_times_ = false;
  std::map<std::string, Output> outputs_;  // by text
  std::map<std::string, Claim> claims_;    // by id
  std::vector<Fault> faults_;
  SleepOrder sleep_order_;
  std::optional<Example> deadlock_;
};

}  // namespace procdemo::explore
