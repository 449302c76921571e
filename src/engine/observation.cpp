#include "engine/observation.h"

#include <sys/ptrace.h>
#include <sys/wait.h>

#include <algorithm>
#include <exception>

#include "world/cgroup.h"
#include "world/machine.h"

namespace procdemo {

namespace {

// SIGCHLD ignored would have the kernel reap our tracees before we see them.
struct sigaction default_sigchld() {
  struct sigaction usual{};
  struct sigaction before{};
  usual.sa_handler = SIG_DFL;
  ::sigaction(SIGCHLD, &usual, &before);
  return before;
}

std::vector<Fd> descriptors_in_reserve() {
  constexpr int enough = 8;
  std::vector<Fd> reserve;
  reserve.push_back(open_file("/dev/null", O_RDONLY));
  while (std::ssize(reserve) < enough) {
    reserve.emplace_back(check("dup", ::fcntl(reserve.front().get(), F_DUPFD_CLOEXEC, 0)));
  }
  return reserve;
}

}  // namespace

Outcome observe(const Program& program, const Settings& settings, Schedule& schedule, Sink& sink) {
  return Engine(program, settings, schedule, sink).run();
}

Engine::Engine(const Program& program, const Settings& settings, Schedule& schedule, Sink& sink) {
  expect_proc();
  observation_ = std::make_unique<Observation>(program, settings, schedule, sink);
}

Engine::~Engine() = default;

void Engine::start() {
  observation_->start();
}
bool Engine::step() {
  return observation_->step();
}
RunStatus Engine::state() const {
  return observation_->state();
}
Outcome Engine::stop() {
  return observation_->stop();
}
Outcome Engine::run() {
  return observation_->run();
}

Observation::Observation(const Program& program, const Settings& settings, Schedule& schedule,
                         Sink& sink)
    : reserve_(descriptors_in_reserve()),
      schedule_(schedule),
      sink_(sink),
      on_child_(default_sigchld()),
      stopped_(signal_set({SIGCHLD})),
      signals_(signal_set({SIGINT, SIGTERM, SIGHUP, SIGQUIT})),
      run_(settings, sink),
      probes_(settings.probes,
              run_.every_step() ? Probes::Detail::every_step : Probes::Detail::told, run_.memory),
      calls_({.scaled_time = run_.clock.scaled(),
              .probes = !settings.probes.empty(),
              .masks = probes_.are_in(program.path),
              .control = run_.controlled(),
              .every_call = run_.every_step()},
             may_write_to_cgroups()),
      variables_(program.path, settings.watch, run_.memory),
      own_world_(settings.world ? nullptr
                                : make_live_world({.limits = settings.limits,
                                                   .controlled = run_.controlled()})),
      world_(settings.world ? *settings.world : *own_world_),
      launch_(program, world_, run_.outputs, calls_.filter(mark_),
              {background_.before(), on_child_, run_.controlled()}) {
  path_ = program.path;
  command_ = program.argv;
}

Observation::~Observation() {
  try {
    kill_everyone();
  } catch (const std::exception&) {  // the kernel kills them, when this process ends
  }
  ::sigaction(SIGCHLD, &on_child_, nullptr);
}

void Observation::start() {
  launch_.seize();
  memory_.shut();
  Task& first = run_.family.add_process(launch_.pid(), nullptr, nullptr);
  first.memory = new_memory();
  first_ = first.process;
  count_alive();
  launch_.go();
  if (run_.controlled()) come_to_choice();
}

Outcome Observation::run() {
  start();
  if (run_.controlled()) {
    while (step()) continue;
  } else {
    while (goes_on()) turn();
  }
  return stop();
}

void Observation::turn() {
  if (stops_.empty() || sink_.full()) wait_for_something();
  while (!stops_.empty() && !run_.is_over() && !sink_.full()) {
    const auto [tid, status] = stops_.front();
    stops_.pop_front();
    handle(tid, status);
    let_go_on();
  }
  check_time();
}

Outcome Observation::stop() {
  if (first_ && !std::exchange(has_ended_, true)) {
    tell_step();
    end_run();
  }
  return run_.outcome;
}

void Observation::let_go_on() {
  while (!run_.is_over()) {
    const int running = static_cast<int>(run_.family.alive()) - held_;
    const std::optional<pid_t> tid = schedule_.next({.held = held_, .running = running});
    if (!tid) return;
    if (Task* task = run_.family.task(*tid)) {
      go_on(*task);
    }
  }
}

void Observation::handle(pid_t tid, WaitStatus status) {
  run_.signals.was_handled(tid);
  Task* task = run_.family.task(tid);
  if (!task) {  // its maker's event is still to come; or its process's end was reported before it
    if (!status.has_ended()) newcomers_.insert_or_assign(tid, status);
    return;
  }
  const bool woken = std::exchange(task->woken, false) || task->asleep;
  task->asleep = task->stopped = false;
  task->burst_began = 0;
  const auto stop = status.stop();
  if (!stop) return died(*task, status);
  if (task->mending != Mending::no && stopped_in_mending(*task, *stop)) return;
  // Of the calls known here the end is a stop: then the task that was woken runs after the one
  // that woke it.
  const bool late = stop->at == Stopped::At::filter && woken && !task->call;
  if (late && task->process->tasks > 1) run_.log.note(*task, "inexact-threads");
  stopped(*task, *stop);
}

void Observation::stopped(Task& task, const Stopped& stop) {
  using At = Stopped::At;
  switch (stop.at) {
    case At::filter:
      return stopped_at_call(task, stop);
    case At::call:
      return stopped_at_end(task);
    case At::fork:
    case At::clone:
    case At::vfork:
      return stopped_at_fork_event(task, stop);
    case At::vfork_done:
      task.vforking = false;
      task.memory.wait(false);
      return resume(task, Until::call_end);
    case At::exec:
      return stopped_at_exec(task, stop);
    case At::exit:
      return stopped_at_exit(task, stop);
    case At::group_stop:
      return task.fresh ? stopped_at_birth(task) : stopped_at_group_stop(task);
    case At::interrupt:
      return task.fresh ? stopped_at_birth(task) : interrupted(task);
    case At::signal:
      return stopped_at_signal(task, stop.signal);
  }
}

}  // namespace procdemo
