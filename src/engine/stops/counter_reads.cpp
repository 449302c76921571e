#include "engine/stops/counter_reads.h"

#include <algorithm>
#include <ctime>

#include "tracee/mappings.h"
#include "tracee/memory.h"

namespace procdemo::engine {

namespace {

// The dynamic loader takes the time of its own work for whoever debugs it (ld.so(8), LD_DEBUG).
bool is_loader(const Mapping& code) {
  return code.file.find("/ld-") != std::string::npos;
}

// Where the loader of this program is: looked up at the first instruction that reads the counter,
// which is one of its.
bool is_in_loader(Task& task) {
  auto& loader = task.process->image.loader;
  const std::uint64_t instruction = task.registers.instruction();
  if (!loader) {
    loader.emplace();
    for (const Mapping& code : code_mappings(task)) {
      if (code.holds(instruction) && is_loader(code)) *loader = {code.begin, code.end};
    }
  }
  return loader->holds(instruction);
}

// For the loader no time passes: how often it looks is another matter in each C library.
std::uint64_t ticks(RunState& run, Task& task) {
  constexpr std::uint64_t in_a_second = 1'000'000'000;
  Process& process = *task.process;
  const Moment ahead = is_in_loader(task) ? process.creep.ahead() : run.timers.look(process);
  const timespec now = run.clock.virtual_time().show(CLOCK_MONOTONIC, ahead);
  return static_cast<std::uint64_t>(now.tv_sec) * in_a_second +
         static_cast<std::uint64_t>(now.tv_nsec);
}

}  // namespace

bool read_counter(RunState& run, Task& task, const siginfo_t& info) {
  constexpr std::size_t longest = 3;  // of its instructions
  const bool may_be = run.controlled() && info.si_signo == SIGSEGV && info.si_code == SI_KERNEL;
  if (!may_be || !task.registers.read(task.tid)) return false;
  const std::string code = read_memory(task, task.registers.instruction(), longest);
  Registers is_one = task.registers;
  if (!is_one.read_counter(code, 0)) return false;
  task.registers.read_counter(code, ticks(run, task));
  return task.registers.write(task.tid);
}

}  // namespace procdemo::engine
