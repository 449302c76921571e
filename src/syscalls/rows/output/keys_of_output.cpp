#include "syscalls/rows/output/keys_of_output.h"

#include <poll.h>
#include <unistd.h>

#include "run/run_state.h"
#include "syscalls/changed_argument.h"

namespace procdemo::syscalls {

namespace {

bool has_keys(const Outputs& outputs, int output) {
  pollfd terminal{outputs.program_end(output), POLLIN, 0};
  return ::poll(&terminal, 1, 0) > 0;
}

// The terminals of a program's output are procdemo's own, and nobody types there. Who reads keys
// from one of them, as more(1) does, means the terminal that it was started at: it gets those of
// its standard input, where that is the user's, or the run's other one.
bool reads_keys_of_output(RunState& run, const Task& task) {
  const int fd = task.registers.int_argument(0);
  if (!run.outputs.output_of(task.tid, fd) || run.outputs.is_others_terminal(task.tid, fd)) {
    return false;
  }
  if (run.outputs.is_others_terminal(task.tid, STDIN_FILENO)) return true;
  return run.typing.is_input() && run.outputs.own_terminal(task.tid, fd) == 2 &&
         run.outputs.own_terminal(task.tid, STDIN_FILENO) == 1 && !has_keys(run.outputs, 2);
}

}  // namespace

void read_input_instead(RunState& run, Task& task) {
  if (reads_keys_of_output(run, task)) change_argument(task, 0, STDIN_FILENO);
}

}  // namespace procdemo::syscalls
