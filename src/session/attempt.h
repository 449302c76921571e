// One start of a session's program, with all that observes it.
#pragma once

#include <memory>
#include <optional>

#include "engine/engine.h"
#include "session/chosen_schedule.h"
#include "session/inspector.h"
#include "session/results.h"
#include "session/room.h"
#include "session/session.h"
#include "session/witness.h"
#include "world/terminal/terminal_settings.h"

namespace procdemo::session {

/// Hands over what an exploration's run has seen, also where it is given up by an exception.
class StepsKept {
 public:
  StepsKept(Explored* explored, Assignment* assignment)
      : explored_(explored), assignment_(assignment) {}
  StepsKept(const StepsKept&) = delete;
  StepsKept& operator=(const StepsKept&) = delete;
  ~StepsKept() {
    if (explored_) assignment_->steps = explored_->log();
  }

 private:
  Explored* explored_;
  Assignment* assignment_;
};

struct Session::Attempt {
  Attempt(const Subject& subject, const Request& request, std::unique_ptr<World> its_world,
          Sink& sink, bool by_steps);

  std::unique_ptr<World> world;
  ChosenSchedule schedule;
  Settings settings;
  Witness witness;
  Inspector inspector;
  Results results;
  StepsKept steps;
  std::optional<TerminalSettings> put_back;  // where no face has the terminal
  Engine engine;
};

}  // namespace procdemo::session
