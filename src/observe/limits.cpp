// The limits of a run: on its time, its processes, its forks and what it prints.
#include <unistd.h>

#include "observe/observation.h"
#include "observe/rest.h"

namespace procdemo {

namespace {

constexpr std::int64_t most_refusals = 1000;

}  // namespace

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

}  // namespace procdemo
