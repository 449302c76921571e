#include "session/attempt.h"

#include <utility>

namespace procdemo::session {
namespace {

// Whoever goes step by step asks where each process stands, and why.
Settings settings_of(const Subject& subject, const RunMode& mode, World& world, bool by_steps) {
  Settings settings = subject.settings;
  settings.mode = mode;
  settings.world = &world;
  settings.lines = settings.lines || by_steps;
  settings.evidence = by_steps;
  return settings;
}

Finder::For told_to(const Request& request) {
  const bool explores = request.assignment && request.assignment->explores;
  return explores ? Finder::For::exploration : Finder::For::reader;
}

}  // namespace

Session::Attempt::Attempt(const Subject& subject, const Request& request,
                          std::unique_ptr<World> its_world, Sink& sink, bool by_steps)
    : world(std::move(its_world)),
      schedule(request, by_steps),
      settings(settings_of(subject, schedule.mode(request.speed), *world, by_steps)),
      witness(subject, schedule.explored(), sink),
      inspector(subject, told_to(request), witness),
      results(subject.header, surroundings_of(subject), schedule, inspector),
      steps(schedule.explored(), request.assignment),
      engine(subject.program, settings, schedule.schedule(), results) {
  if (!by_steps) put_back.emplace();
}

}  // namespace procdemo::session
