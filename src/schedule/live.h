// The kernel schedules: every process that arrives at a call continues at once.
#pragma once

#include <deque>

#include "schedule/room.h"
#include "schedule/schedule.h"

namespace procdemo::schedule {

class Live : public Schedule {
 public:
  std::string name() const override { return "live"; }
  void arrived(const Step& step) override { held_.push_back(step.tid); }
  void left(pid_t tid) override { std::erase(held_, tid); }
  std::optional<pid_t> next(const Situation&) override {
    if (held_.empty()) return std::nullopt;
    const pid_t first = held_.front();
    held_.pop_front();
    return first;
  }

 private:
  std::deque<pid_t> held_;
};

}  // namespace procdemo::schedule
