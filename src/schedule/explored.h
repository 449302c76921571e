// The schedule of one run of an exploration: it follows the choices of its plan, then a policy; it
// logs what it sees, and gives up as soon as it could only repeat what is known.
#pragma once

#include <memory>

#include "schedule/mode.h"
#include "schedule/order.h"
#include "schedule/room.h"
#include "schedule/schedule.h"
#include "schedule/step_log.h"

namespace procdemo::schedule {

class Explored : public Schedule {
 public:
  explicit Explored(Plan plan);

  std::string name() const override { return "explored"; }

  /// That of the runs of an exploration.
  ControlledMode mode() const {
    return {.any_sleep = plan_.any_sleep, .every_step = true, .tells_touches = true};
  }

  void takes(const Step& step) override;
  void stuck(std::span<const Step> parked) override;

  /// Throws Problem (token_ended) where the run is given up.
  std::optional<pid_t> next(const Situation& situation) override;

  /// The step that is being taken touches this as well: only its events have shown that.
  void touch(Touch touch) { told_.push_back(std::move(touch)); }

  /// See Journal::saw.
  void saw(std::string_view result) { journal_.saw(result); }

  /// What was seen so far.
  const StepLog& log() const { return log_; }

  /// What was done, as an order.
  Order order() const;

 private:
  std::size_t choose(std::span<const Step> ready, std::size_t preferred);
  std::size_t planned(std::span<const Step> ready);
  std::size_t own_choice(std::span<const Step> ready, std::size_t preferred);
  void note_overtaking(const Situation& situation, const Step& step);
  bool is_asleep(const Step& step) const;
  bool preempts(std::span<const Step> ready, std::size_t choice) const;
  [[noreturn]] void give_up(StepLog::Ending ending);

  Plan plan_;
  StepLog log_;
  std::unique_ptr<Policy> policy_;
  std::unique_ptr<Policy> random_;  // whose choices are made, where the plan has a seed
  Journal journal_;
  std::vector<SeenStep> sleep_;
  SeenStep step_;            // being taken
  std::vector<Touch> told_;  // by touch(), of it
  Name last_;
  int preemptions_ = 0;
  std::size_t taken_ = 0;
};

}  // namespace procdemo::schedule
