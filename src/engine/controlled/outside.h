// Waiting for something outside the run: a terminal's user, a process that nobody traces.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/room.h"
#include "run/family.h"

namespace procdemo::engine {

class Outside {
 public:
  /// What the program has inherited from procdemo leads outside.
  explicit Outside(const std::vector<int>& inherited);

  /// Whether somebody outside may end this sleeping task's wait.
  bool may_wake(const Task& task, Family& family) const;

 private:
  bool leads_out(const Task& task, int fd, Family& family) const;

  std::set<std::string> inherited_;
};

}  // namespace procdemo::engine
