// procdemo: real programs make real processes, and it shows what each of them did.
#include <thread>

#include "base/own_limits.h"
#include "base/signal_mask.h"
#include "cli/dispatch.h"
#include "cli/failure.h"
#include "cli/print.h"
#include "cli/user.h"

namespace procdemo::cli {
namespace {

int procdemo_main(const Words& words) {
  User user;
  const auto command = [&] {
    hold_standard_descriptors();
    survive_failed_writes();
    user = find_user(words);
    return dispatch(words, user);
  };
  return status_of(command, user);
}

/// Where the main thread may not have more stack, another one has. All of it happens there: ptrace
/// belongs to a thread, and so do signals, which the main thread leaves to it.
int in_a_thread_of_its_own(const Words& words) {
  int status = 0;
  const SignalMask everything(all_signals());
  std::thread([&] {
    everything.restore();
    status = procdemo_main(words);
  }).join();
  return status;
}

/// There may be no room for that thread either (`ulimit -u`, `-v`).
int without_stack(const Words& words) {
  User user;
  const auto command = [&] {
    survive_failed_writes();
    user = find_user(words);
    return in_a_thread_of_its_own(words);
  };
  return status_of(command, user);
}

}  // namespace
}  // namespace procdemo::cli

int main(int argc, char** argv) {
  using namespace procdemo::cli;
  const Words words(argv + 1, argv + argc);
  return raise_stack() ? procdemo_main(words) : without_stack(words);
}
