#include "run/run_state.h"

#include <chrono>
#include <utility>

#include "base/exec.h"
#include "base/hash.h"
#include "tracee/reader.h"
#include "world/inside/inside.h"

namespace procdemo::run {

namespace {

ProgramClock clock_of(const RunMode& mode) {
  const auto* live = std::get_if<LiveMode>(&mode);
  return live ? ProgramClock(live->speed) : ProgramClock(VirtualClock());
}

// The user's terminal, whichever descriptor leads to it.
std::optional<TerminalState> likeness(const Settings& settings) {
  if (!settings.like_users_terminal) return std::nullopt;
  if (const Keyboard* keyboard = keyboard_inside()) return keyboard->terminal();
  for (const int fd : {0, 1, 2}) {
    if (const auto state = terminal_state(fd)) return state;
  }
  return std::nullopt;
}

}  // namespace

RunState::RunState(const Settings& with, Sink& to)
    : settings(with),
      sink(to),
      processor(controlled()),
      inherited(inherited_descriptors()),
      outputs({settings.terminal, controlled() && is_inside(), likeness(settings)}, family,
              inherited),
      typing(outputs, controlled() ? keyboard_inside() : nullptr),
      clock(clock_of(settings.mode)),
      file_times(clock),
      places(settings.lines, memory),
      evidence(settings.evidence),
      log(to, clock, family, places, evidence),
      objects(memory.reader),
      forks(settings.limits),
      pids(controlled()) {}

bool RunState::may_time_out(const Task& task) const {
  return control().any_sleep && task.call && task.call->deadline;
}

bool RunState::is_over() const {
  return !outcome.limit.empty() || outcome.deadlock || outcome.differs || outcome.signal != 0 ||
         sink.closed();
}

void RunState::reach_limit(const Process& process, const std::string& limit, double value) {
  if (is_over()) return;
  log.flush(process.name);
  log.emit(process, process.name, event::Limit{limit, value});
  outcome.limit = limit;
}

void RunState::check_unanswered() {
  if (!memory.stalled) return;
  const Task* task = family.task(*memory.stalled);
  const double seconds = std::chrono::duration<double>(Reader::usual_patience).count();
  reach_limit(task ? *task->process : family.first(), "unanswered", seconds);
}

void RunState::print(const Task& task, int fd, const std::string& text) {
  log.print(task, fd, text);
  const std::int64_t most = settings.limits.output;
  if (log.printed() > most) reach_limit(*task.process, "output", static_cast<double>(most));
}

bool RunState::grant_fork(const Task& task, const std::string& call) {
  using Answer = ForkBudget::Answer;
  const Answer answer = forks.ask(static_cast<std::int64_t>(family.alive()));
  if (answer == Answer::granted) return true;
  if (answer == Answer::too_many_in_all) {
    reach_limit(*task.process, "forks", static_cast<double>(settings.limits.forks));
  } else {
    log.emit(task, event::Refuse{call, "processes"});
    count_refusal(task);
  }
  return false;
}

void RunState::count_refusal(const Task& task) {
  if (!forks.refused()) return;
  reach_limit(*task.process, "processes", static_cast<double>(settings.limits.processes));
}

void RunState::fork_failed() {
  forks.over();
  pids.was_made(0);
}

std::vector<HeldLocks::Held> RunState::tell_unlocked() {
  if (locks.empty()) return {};
  std::vector<HeldLocks::Held> gone = locks.take_gone();
  for (const HeldLocks::Held& lock : gone) {
    log.emit(lock.process, lock.seen, event::Unlock{lock.path});
  }
  return gone;
}

void RunState::may_be_met_at(const Task& task, int fd) {
  struct stat facts;
  if (controlled() && stat_descriptor(task.tid, fd, facts)) may_be_met_at(facts);
}

void RunState::may_be_met_at(const struct stat& place) {
  if (controlled()) meeting_places.insert(identity_of(place));
}

void RunState::tell_unblocked(Task& task) {
  if (task.blocked_on.empty()) return;
  log.emit(task, event::Unblock{std::exchange(task.blocked_on, "")});
}

void RunState::tell_vanished(Process& process) {
  Process* const parent = process.parent;
  log.emit(process, process.name, event::Vanish{parent ? parent->name : ""});
  if (parent) parent->children_vanish = true;
  family.remove_process(process);
}

std::string RunState::name_of(pid_t seen) {
  if (const Process* process = family.by_seen_pid(seen)) return process->name;
  return family.former_name(seen).value_or(std::to_string(seen));
}

std::string RunState::random_bytes(Process& process, std::size_t size) const {
  if (!process.numbers)
    process.numbers.emplace(hash_of(process.name, control().seed ^ hash_of("")));
  std::string bytes;
  while (bytes.size() < size) {
    const std::uint64_t number = process.numbers->next();
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace procdemo::run
