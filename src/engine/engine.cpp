#include "engine/engine.h"

#include <sys/wait.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "engine/controlled/controlled_driver.h"
#include "engine/controlled/evidence_now.h"
#include "engine/live/live_driver.h"
#include "engine/shutdown.h"
#include "syscalls/usual_step.h"
#include "world/cgroup.h"
#include "world/machine.h"
#include "world/own_processes.h"
#include "world/terminal/foreground.h"

namespace procdemo::engine {

namespace {

std::vector<Fd> descriptors_in_reserve() {
  constexpr int enough = 8;
  std::vector<Fd> reserve;
  reserve.push_back(open_file("/dev/null", O_RDONLY));
  while (std::ssize(reserve) < enough) {
    reserve.emplace_back(check("dup", ::fcntl(reserve.front().get(), F_DUPFD_CLOEXEC, 0)));
  }
  return reserve;
}

Needs needs_of(const RunState& run, Probes& probes, const Program& program) {
  return {.scaled_time = run.clock.scaled(),
          .probes = !run.settings.probes.empty(),
          .masks = probes.are_in(program.path),
          .control = run.controlled(),
          .every_call = run.every_step(),
          .cgroups = may_write_to_cgroups()};
}

}  // namespace

// SIGCHLD ignored would have the kernel reap our tracees before we see them.
class UsualSigchld {
 public:
  UsualSigchld() {
    struct sigaction usual{};
    usual.sa_handler = SIG_DFL;
    ::sigaction(SIGCHLD, &usual, &before_);
  }
  UsualSigchld(const UsualSigchld&) = delete;
  UsualSigchld& operator=(const UsualSigchld&) = delete;
  ~UsualSigchld() { ::sigaction(SIGCHLD, &before_, nullptr); }

  const struct sigaction& before() const { return before_; }

 private:
  struct sigaction before_{};
};

// The parts of a run, each after those that it needs.
struct Engine::Parts {
  Parts(const Program& program, const Settings& settings, Schedule& schedule, Sink& sink);
  ~Parts();

  std::vector<Fd> reserve = descriptors_in_reserve();
  UsualSigchld on_child;
  OwnMemory memory;
  // A program may give the terminal to another group: then these would stop procdemo.
  SignalMask background{signal_set({SIGTTIN, SIGTTOU})};
  Foreground foreground;
  RunState run;
  StopQueue stops;
  UserSignals signals;
  Probes probes;
  const CallTable& table;
  Variables variables;
  std::unique_ptr<World> own_world;  // where the settings have none
  World& world;
  Launch launch;
  Turns turns;
  Resumer resumer;
  Stops handling;
  Unseen unseen;
  Watchdog watchdog;
  Poller poller;
  Shutdown shutdown;
  Schedule& schedule;
  std::unique_ptr<Driver> driver;  // once the program was started
  bool has_ended = false;          // nobody is left, and the outcome is known
};

Engine::Parts::Parts(const Program& program, const Settings& settings, Schedule& schedule_,
                     Sink& sink)
    : run(settings, sink),
      stops(run.signals),
      signals(run),
      probes(settings.probes, run.every_step() ? Probes::Detail::every_step : Probes::Detail::told,
             run.memory),
      table(CallTable::of(needs_of(run, probes, program))),
      variables(program.path, settings.watch, run.memory),
      own_world(settings.world
                    ? nullptr
                    : make_live_world({.limits = settings.limits, .controlled = run.controlled()})),
      world(settings.world ? *settings.world : *own_world),
      launch(program, run.leak_checkers, world, run.outputs, table.filter(),
             {background.before(), on_child.before(), run.controlled(), run.controlled(),
              run.typing.is_input()}),
      turns(schedule_, run.controlled()),
      resumer(run),
      handling(run, stops, turns, resumer, signals, variables, probes, table, foreground,
               program.command()),
      unseen(run, world),
      watchdog(run, world, signals, unseen),
      poller(stops, signals, schedule_, sink, run.typing),
      shutdown(run, stops, handling, resumer, world, unseen, watchdog, launch, reserve),
      schedule(schedule_) {}

Engine::Parts::~Parts() {
  try {
    shutdown.kill_everyone();
  } catch (const std::exception&) {  // no descriptor is left, most likely
    shutdown.kill_blindly();
  }
  // A key that the run heard may be handed on late: it must not end us once it is no longer
  // blocked.
  foreground.end();
  signals.drop_handed_on();
}

Engine::Engine(const Program& program, const Settings& settings, Schedule& schedule, Sink& sink) {
  expect_proc();
  parts_ = std::make_unique<Parts>(program, settings, schedule, sink);
}

Engine::~Engine() = default;

void Engine::start() {
  Parts& p = *parts_;
  p.launch.seize();
  Task& first = p.run.family.add_process(p.launch.pid(), nullptr, nullptr);
  p.foreground.let_lead(p.launch.pid());
  p.run.outputs.put_in_foreground(p.launch.pid());
  p.memory.shut();
  first.memory = p.run.new_memory();
  first.process->image.has_leak_checker = p.launch.has_leak_checker();
  p.run.pids.was_made(p.launch.pid());
  p.launch.go();
  if (p.run.controlled()) {
    p.driver = std::make_unique<ControlledDriver>(p.run, p.stops, p.handling, p.turns, p.resumer,
                                                  p.schedule, p.poller, p.watchdog);
  } else {
    p.driver =
        std::make_unique<LiveDriver>(p.run, p.stops, p.handling, p.schedule, p.poller, p.watchdog);
  }
  p.driver->start();
}

bool Engine::step() {
  return parts_->driver->step();
}

bool Engine::signal(const Name& to, int number) {
  return parts_->driver->signal(to, number);
}

RunStatus Engine::state() const {
  return parts_->driver->state();
}

const std::vector<Step>& Engine::ready() const {
  return parts_->driver->ready();
}

const std::set<FileIdentity>& Engine::changed_files() const {
  return parts_->run.file_times.files();
}

const std::vector<FoundFile>& Engine::found_files() const {
  return parts_->run.found_files.all();
}

bool Engine::is_unchanged(const FoundFile& file) const {
  return parts_->run.found_files.is_unchanged(file);
}

const std::set<FileIdentity>& Engine::meeting_places() const {
  return parts_->run.meeting_places;
}

bool Engine::may_come(const Name& name) const {
  return parts_->run.family.may_come(name);
}

bool Engine::has_usual_step(const Name& name) const {
  RunState& run = parts_->run;
  const auto& tasks = run.family.in_order();
  const auto found = std::ranges::find(tasks, name, &Task::name);
  if (found == tasks.end() || !run.every_step()) return true;
  if (const auto* at = held_at<held::Probe>(**found)) {
    return Probes::is_told(*at->site) && !Probes::repeats_call(**found, *at->site);
  }
  const auto* at = held_at<held::Call>(**found);
  return !at || is_usual_step(run, **found, *at->syscall);
}

std::optional<Evidence> Engine::why(std::uint64_t seq) const {
  const Evidence* const evidence = parts_->run.evidence.of(seq);
  return evidence ? std::optional(*evidence) : std::nullopt;
}

std::optional<Evidence> Engine::why(const Name& name) const {
  const auto& tasks = parts_->run.family.in_order();
  const auto found = std::ranges::find(tasks, name, &Task::name);
  if (found == tasks.end()) return std::nullopt;
  return evidence_now(parts_->run, **found);
}

Outcome Engine::stop() {
  if (parts_->driver && !std::exchange(parts_->has_ended, true)) {
    parts_->signals.look();  // none is lost that came at the very end
    parts_->driver->end();
    parts_->shutdown.end();
  }
  return parts_->run.outcome;
}

Outcome Engine::run() {
  start();
  while (step()) continue;
  return stop();
}

Outcome observe(const Program& program, const Settings& settings, Schedule& schedule, Sink& sink) {
  return Engine(program, settings, schedule, sink).run();
}

}  // namespace procdemo::engine
