// Who goes on, and when: what differs between a run that the kernel orders (live/) and one that
// its schedule does (controlled/).
#pragma once

#include "engine/engine.h"
#include "engine/room.h"

namespace procdemo::engine {

class Driver {
 public:
  virtual ~Driver() = default;

  /// The program has been let go.
  virtual void start() = 0;

  /// Engine::step. Not called again once it has said that the run is over.
  virtual bool step() = 0;

  /// Engine::signal.
  virtual bool signal(const Name& to, int number) = 0;

  virtual RunStatus state() const = 0;
  virtual const std::vector<Step>& ready() const = 0;

  /// The run ends here.
  virtual void end() = 0;
};

}  // namespace procdemo::engine
