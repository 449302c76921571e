#include "observe/observation.h"

#include <poll.h>
#include <sched.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#include <algorithm>
#include <cmath>

#include "observe/rest.h"
#include "observe/transfer.h"
#include "os/procfs.h"

namespace procdemo {

namespace {

constexpr double second_interrupt = 1;  // seconds within which a second Ctrl-C ends the run
constexpr double soon = 0.01;           // seconds to wait for a task that is leaving the kernel
constexpr double a_moment = 50e-6;      // seconds of looking before the observer sleeps
constexpr std::int64_t most_refusals = 1000;

// A pipe has one name for both ends; the two sockets of a connection have names of their own.
bool may_be_connected(const std::string& a, const std::string& b) {
  return a == b || (a.starts_with("socket:") && b.starts_with("socket:"));
}

std::vector<Trap> traps_of(const std::vector<Handler>& handlers) {
  std::vector<Trap> traps;
  for (const Handler& handler : handlers) traps.push_back(handler.trap);
  return traps;
}

bool has_one_processor() {
  cpu_set_t allowed;
  return ::sched_getaffinity(0, sizeof allowed, &allowed) == 0 && CPU_COUNT(&allowed) == 1;
}

// SIGCHLD ignored would have the kernel reap our tracees before we see them.
struct sigaction default_sigchld() {
  struct sigaction usual{};
  struct sigaction before{};
  usual.sa_handler = SIG_DFL;
  ::sigaction(SIGCHLD, &usual, &before);
  return before;
}

}  // namespace

Outcome observe(const Program& program, const Settings& settings, Schedule& schedule, Sink& sink) {
  Observation observation(program, settings, schedule, sink);
  return observation.run();
}

Observation::Observation(const Program& program, const Settings& settings, Schedule& schedule,
                         Sink& sink)
    : settings_(settings),
      schedule_(schedule),
      sink_(sink),
      on_child_(default_sigchld()),
      stopped_(signal_set({SIGCHLD})),
      signals_(signal_set({SIGINT, SIGTERM, SIGHUP, SIGQUIT})),
      outputs_(settings.terminal),
      clock_(schedule.controls() ? ProgramClock(VirtualClock()) : ProgramClock(settings.speed)),
      probes_(settings.probes,
              schedule.files() ? Probes::Detail::every_step : Probes::Detail::told),
      handlers_(handlers({.scaled_time = clock_.scaled(),
                          .probes = !settings.probes.empty(),
                          .masks = probes_.are_in(program.path),
                          .control = schedule.controls(),
                          .files = schedule.files()})),
      variables_(program.path, settings.watch),
      launch_(program, settings, outputs_, make_filter(traps_of(handlers_)),
              {stopped_.mask().before(), on_child_, schedule.controls()}),
      lines_([this](const Name& task, event::Line line) {
        if (Process* process = family_.by_name(process_of(task))) emit(*process, task, line);
      }) {
  for (const Handler& handler : handlers_) by_number_[number_of(handler.trap.call)] = &handler;
  path_ = program.path;
  command_ = program.argv;
}

Observation::~Observation() {
  kill_everyone();
  ::sigaction(SIGCHLD, &on_child_, nullptr);
}

Outcome Observation::run() {
  launch_.seize();
  first_ = family_.add_process(launch_.pid(), nullptr, nullptr).process;
  count_alive();
  launch_.go();
  while (!family_.tasks().empty() && !over()) {
    if (controlled()) {
      take_step();
      check_time();
      continue;
    }
    if (stops_.empty() || sink_.full()) wait_for_something();
    while (!stops_.empty() && !over() && !sink_.full()) {
      const auto [tid, status] = stops_.front();
      stops_.pop_front();
      handle(tid, status);
      let_go_on();
    }
    check_time();
  }
  tell_step();
  end_run();
  return outcome_;
}

bool Observation::over() const {
  return !outcome_.limit.empty() || outcome_.deadlock || outcome_.differs || outcome_.signal != 0 ||
         sink_.closed();
}

double Observation::lines_now() const {
  return clock_.is_virtual() ? clock_.now() : clock_.real_since_start();
}

// Drained first and handled after: a bomb would starve everything else in a loop that handles each
// stop as it comes.
bool Observation::drain() {
  int status = 0;
  while (const pid_t tid = ::waitpid(-1, &status, __WALL | WNOHANG)) {
    if (tid < 0) return false;  // ECHILD
    stops_.emplace_back(tid, status);
  }
  return true;
}

void Observation::let_writers_finish(const Task& reader) {
  std::vector<pid_t> writers;
  for (const auto& [tid, task] : family_.tasks()) {
    const bool writes =
        task.call && task.call->handler->end == end_write && !task.call->interrupted;
    if (writes && may_be_connected(task.call->object, reader.call->object)) writers.push_back(tid);
  }
  for (const pid_t tid : writers) {
    if (const auto status = fetch_stop(tid)) handle(tid, *status);
  }
}

// The next stop of one task, if it is already there or a matter of microseconds: one that sleeps in
// its call has not written all of its bytes yet.
std::optional<int> Observation::fetch_stop(pid_t tid) {
  const auto known = std::ranges::find(stops_, tid, &std::pair<pid_t, int>::first);
  if (known != stops_.end()) {
    const int status = known->second;
    stops_.erase(known);
    return status;
  }
  const double until = ProgramClock::real_now() + soon;
  while (ProgramClock::real_now() < until) {
    int status = 0;
    if (::waitpid(tid, &status, __WALL | WNOHANG) == tid) return status;
    const auto stat = proc_stat(tid);
    if (!stat || stat->state == 'S') return std::nullopt;
    ::sched_yield();
  }
  return std::nullopt;
}

// The next stop is often microseconds away, and to sleep until then costs more than that: looking
// for so long takes two fifths off a run of many forks. Whoever has only one processor leaves it to
// the program.
//
// The SIGCHLD of such a stop stays pending: while it does, the kernel makes no other for the next
// stops, and that is another third.
bool Observation::look_a_moment() {
  static const bool alone = has_one_processor();
  if (alone || sink_.full()) return false;
  for (const double until = ProgramClock::real_now() + a_moment;
       ProgramClock::real_now() < until;) {
    drain();
    if (!stops_.empty()) return true;
  }
  return false;
}

void Observation::wait_for_something(std::chrono::duration<double> at_most) {
  if (look_a_moment()) return look_for_signals();  // of two alike, an unread one hides the second
  pollfd watched[] = {{stopped_.fd(), POLLIN, 0},
                      {signals_.fd(), POLLIN, 0},
                      {schedule_.ready_fd(), POLLIN, 0},
                      {sink_.ready_fd(), POLLIN, 0}};
  const double now = clock_.real_since_start();
  double until = controlled() ? now + at_most.count() : settings_.limits.seconds;
  const auto oldest = lines_.oldest();
  if (oldest && !controlled()) until = std::min(until, *oldest + stale_piece);
  const double wait = std::ceil(std::clamp(until - now, 0.0, at_most.count()) * 1000);
  if (::poll(watched, std::size(watched), static_cast<int>(wait)) < 0 && errno != EINTR) {
    check("poll", -1);
  }
  look_for_signals();
  stopped_.next();  // one SIGCHLD stands for any number of stops
  drain();
}

void Observation::look_for_signals() {
  looked_for_signals_ = clock_.real_since_start();
  while (const auto signal = signals_.next()) take_signal(*signal);
}

void Observation::check_time() {
  const double now = clock_.real_since_start();
  if (now - looked_for_signals_ > stale_piece) look_for_signals();  // also when stops never end
  lines_.flush_older(lines_now() - stale_piece);
  if (now < settings_.limits.seconds || family_.tasks().empty() || over()) return;
  if (controlled() && is_held_up(now)) return;
  reach_limit(*first_, "seconds", settings_.limits.seconds);
}

// A controlled run goes from one task to another and back at every step, and on a machine that is
// busy with other things each of them waits for a processor every time: a run of 0.1 s took 18 s at
// a load of 20. That is not the program's time. (Those that have ended waited as well, and there is
// an end to everything: so the limit is at most ten times itself.)
bool Observation::is_held_up(double now) {
  constexpr double most = 10;
  std::uint64_t waited = processor_use(::gettid()).waited;
  for (const auto& [tid, task] : family_.tasks()) waited += processor_use(tid).waited;
  const double limit = settings_.limits.seconds;
  return now < most * limit && now - static_cast<double>(waited) / 1e9 < limit;
}

// Ctrl-C reaches the program by itself, for it is in our process group: the first one is its own.
// A signal that somebody sent to procdemo alone is meant for procdemo.
void Observation::take_signal(const signalfd_siginfo& signal) {
  const int number = static_cast<int>(signal.ssi_signo);
  const double now = clock_.real_since_start();
  const bool from_terminal = signal.ssi_code == SI_KERNEL;
  const bool again = last_interrupt_ && now - *last_interrupt_ < second_interrupt;
  if (number == SIGINT && from_terminal && !again) {
    last_interrupt_ = now;
    outcome_.interrupted = true;
    return;
  }
  outcome_.signal = number;
}

void Observation::let_go_on() {
  while (!over()) {
    const int running = static_cast<int>(family_.alive()) - held_;
    const std::optional<pid_t> tid = schedule_.next({.held = held_, .running = running});
    if (!tid) return;
    if (Task* task = family_.task(*tid)) {
      go_on(*task);
    }
  }
}

void Observation::handle(pid_t tid, int status) {
  Task* task = family_.task(tid);
  if (!task) {
    newcomers_[tid] = status;  // its maker's event is still to come
    return;
  }
  const bool woken = std::exchange(task->woken, false) || task->asleep;
  task->asleep = task->stopped = false;
  task->burst_began = 0;
  if (!WIFSTOPPED(status)) return died(*task, status);
  const int signal = WSTOPSIG(status);
  switch (status >> 16) {
    case PTRACE_EVENT_SECCOMP:
      // Of the calls known here the end is a stop: then who was woken runs after who woke it.
      if (woken && !task->call && task->process->tasks > 1) note(*task, "inexact-threads");
      return stopped_at_call(*task);
    case PTRACE_EVENT_FORK:
    case PTRACE_EVENT_CLONE:
      return stopped_at_fork_event(*task, false);
    case PTRACE_EVENT_VFORK:
      return stopped_at_fork_event(*task, true);
    case PTRACE_EVENT_VFORK_DONE:
      task->vforking = false;
      return resume(*task, Until::call_end);
    case PTRACE_EVENT_EXEC:
      return stopped_at_exec(*task);
    case PTRACE_EVENT_EXIT:
      return stopped_at_exit(*task);
    case PTRACE_EVENT_STOP:
      if (task->fresh) return stopped_at_birth(*task);
      return stopped_at_group_stop(*task, signal);
    default:
      break;
  }
  if (signal == (SIGTRAP | 0x80)) return stopped_at_end(*task);
  stopped_at_signal(*task, signal);
}

void Observation::emit(const Process& process, const Name& task, event::Any what) {
  emit(task, process.seen, std::move(what));
}

void Observation::emit(const Name& task, pid_t pid, event::Any what) {
  if (!started_ || sink_.closed()) return;
  if (ending_ && controlled()) {
    if (std::holds_alternative<event::Exit>(what)) ends_.emplace_back(task, pid, std::move(what));
    return;
  }
  ++outcome_.events;
  sink_.event({++seq_, clock_.now(), task, pid, std::move(what)});
}

void Observation::note(const Task& task, const std::string& what) {
  if (notes_.insert(what).second) emit(task, event::Note{what});
}

void Observation::print(const Task& task, int fd, const std::string& text) {
  emit(task, event::Print{fd, text});
  lines_.add(task.name, fd, text, lines_now());
  if (text.find("\x1b[?1049h") != text.npos) note(task, "full-screen");
  printed_ += static_cast<std::int64_t>(text.size());
  if (printed_ > settings_.limits.output) {
    reach_limit(*task.process, "output", static_cast<double>(settings_.limits.output));
  }
}

bool Observation::grant_fork(const Task& task, const std::string& call) {
  const Limits& limits = settings_.limits;
  if (forks_ >= limits.forks) {
    reach_limit(*task.process, "forks", static_cast<double>(limits.forks));
    return false;
  }
  if (static_cast<std::int64_t>(family_.alive()) + granted_ < limits.processes) {
    ++forks_;
    ++granted_;
    return true;
  }
  emit(task, event::Refuse{call, "processes"});
  count_refusal(task);
  return false;
}

void Observation::count_refusal(const Task& task) {
  if (++refusals_ == most_refusals) {
    reach_limit(*task.process, "processes", static_cast<double>(settings_.limits.processes));
  }
}

void Observation::reach_limit(const Process& process, const std::string& limit, double value) {
  if (over()) return;
  lines_.flush(process.name);
  emit(process, process.name, event::Limit{limit, value});
  outcome_.limit = limit;
}

std::string Observation::name_of(pid_t seen) {
  if (const Process* process = family_.by_seen_pid(seen)) return process->name;
  return family_.former_name(seen).value_or(std::to_string(seen));
}

}  // namespace procdemo
