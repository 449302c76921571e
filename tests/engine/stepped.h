// A program under control, step by step, in this very process: nobody else here has children to
// wait for.
#pragma once

#include <string>
#include <vector>

#include "engine/engine.h"
#include "schedule/ordered.h"
#include "setting.h"

namespace procdemo::engine {

class Kept : public Sink {
 public:
  void event(const Event& event) override { events.push_back(event); }
  void rest() override { passed_on = events.size(); }
  std::vector<Event> events;
  std::size_t passed_on = 0;  // of them
};

struct Stepped {
  explicit Stepped(const std::vector<std::string>& command, bool lines = false,
                   const std::string& policy = "round-robin")
      : program{resolve(command[0]), command, false},
        order{.policy = policy_named(policy).value()},
        settings{.limits = {}, .mode = order.mode(), .lines = lines, .evidence = lines},
        schedule{policy, order} {}

  Program program;
  Order order;
  Settings settings;  // before the engine, which looks at it
  Ordered schedule;
  Kept sink;
  Engine engine{program, settings, schedule, sink};
};

}  // namespace procdemo::engine
