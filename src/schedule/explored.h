// One run of an exploration: it makes the choices of its plan, and from then on its own; it writes
// down what it sees, and gives up as soon as it could only repeat what is known.
#pragma once

#include <memory>

#include "base/fd.h"
#include "schedule/mode.h"
#include "schedule/order.h"
#include "schedule/schedule.h"
#include "schedule/step_log.h"

namespace procdemo {

class Explored : public Schedule {
 public:
  /// `file` holds the plan; what is seen is written behind it. Throws Problem (schedule_unknown)
  /// where it holds none.
  explicit Explored(int file);

  std::string name() const override { return "explored"; }

  /// That of the runs of an exploration.
  ControlledMode mode() const {
    return {.any_sleep = plan_.any_sleep, .every_step = true, .tells_touches = true};
  }

  void takes(const Step& step) override;
  void stuck(std::span<const Step> parked) override;

  /// Throws Problem (token_ended) where the run is given up.
  std::optional<pid_t> next(const Situation& situation) override;

  /// The step that is being taken touches this as well: what only its events told.
  void touch(Touch touch) { told_.push_back(std::move(touch)); }

  /// What was done, as an order.
  Order order() const;

 private:
  std::size_t choose(std::span<const Step> ready, std::size_t policys);
  std::size_t planned(std::span<const Step> ready);
  std::size_t own_choice(std::span<const Step> ready, std::size_t policys);
  bool is_asleep(const Step& step) const;
  bool preempts(std::span<const Step> ready, std::size_t choice) const;
  void write(const std::string& text) const;
  [[noreturn]] void give_up(StepLog::Ending ending);

  int file_;
  Plan plan_;
  std::unique_ptr<Policy> policy_;
  Journal journal_;
  std::vector<SeenStep> sleep_;
  SeenStep step_;            // being taken
  std::vector<Touch> told_;  // by touch(), of it
  Name last_;
  int preemptions_ = 0;
  std::size_t taken_ = 0;
};

}  // namespace procdemo
