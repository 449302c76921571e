// procdemo's English: what explore says.
#include "cli/words/explore.h"
#include "show/words/dictionary.h"

namespace procdemo::cli {

namespace {

constexpr Entry<ExploreSays> explore_says_en[] = {
    {ExploreSays::progress, "runs: {0}, orders: {1}, distinct outputs: {2}"},
    {ExploreSays::so_far, "A first look, {0} run(s) in {1} s:"},
    {ExploreSays::nothing_so_far, "nothing wrong has been found so far"},
    {ExploreSays::goes_on, "The search goes on (Ctrl-C ends it) ..."},
    {ExploreSays::orders,
     "Orders of what is printed: {0}. Distinct outputs: {1}. ({2} run(s), {3} s)"},
    {ExploreSays::sample,
     "A sample of {0} random order(s) gave {1} of these outputs, the search itself ({2} run(s)) "
     "{3}."},
    {ExploreSays::complete, "The search is complete: there are no others."},
    {ExploreSays::incomplete, "The search is not complete: {0}."},
    {ExploreSays::output, "Output {0}, orders that give it: {1}, {2}"},
    {ExploreSays::holds, "{0} (in all {1} run(s))"},
    {ExploreSays::broken, "{0} (broken in {1} of {2} run(s))"},
    {ExploreSays::unchecked, "{0} (not checked here)"},
    {ExploreSays::shortest, "the shortest order found, {0} step(s): {1}"},
    {ExploreSays::deadlocks,
     "Deadlock in {0} run(s): every process is blocked, and nothing will wake any of them"},
    {ExploreSays::see, "to see it: {0}"},
    {ExploreSays::in_runs, "in {0} of {1} run(s)"},
    {ExploreSays::live, "Of {0} live run(s):"},
    {ExploreSays::live_fewer, "(of {0}: the time limit was reached, --time)"},
    {ExploreSays::live_share, "output {0} came {1} time(s)"},
    {ExploreSays::live_never, "output {0} never came"},
    {ExploreSays::live_other, "{0} time(s) something else came"},
    {ExploreSays::other_times,
     "Sleeps could end at any time. What else a clock might have shown then was not explored."},
    {ExploreSays::sleep_unknown,
     "Whether only sleeping keeps one of these outputs away is not known: the orders in which "
     "sleeps "
     "are exact could not all be run."},
    {ExploreSays::shared,
     "Runs were made one at a time, and shared this machine's PIDs, keys, ports and files: it "
     "allows "
     "none a world of its own ({0})."},
    {ExploreSays::stopped, "it was interrupted"},
    {ExploreSays::at_limit, "the limit of {0} run(s) was reached (--limit)"},
    {ExploreSays::at_time, "the limit of {0} s was reached (--time)"},
    {ExploreSays::at_bound, "orders with more than {0} preemption(s) were left out"},
    {ExploreSays::refused,
     "this machine let the program make no more processes (ulimit -u, pids.max)"},
    {ExploreSays::cut_off, "{0} run(s) did not end, or could not be repeated exactly"},
    {ExploreSays::too_long,
     "{0} run(s) had more than {1} step(s): other orders of these were not looked for"},
    {ExploreSays::shared_memory,
     "processes or threads shared memory, and races for it between two system calls were not "
     "explored"},
    {ExploreSays::asked_machine,
     "a run asked for what this machine or its kernel decides (a file of /proc, a port, free "
     "space, std::random_device), and in the same order it may get another answer"},
    {ExploreSays::hidden_locks,
     "threads may have taken locks unseen (their C library is not known, or the program is an "
     "interpreter), and orders in which they take them were not explored"},
    {ExploreSays::compared_times,
     "a process compared the times of files that several others had changed, and not every order "
     "of "
     "these changes was explored"},
    {ExploreSays::by_sleep,
     "{0} (broken in {1} of {2} run(s): only sleeping arranges it, and that is no promise)"},
};

}  // namespace

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::ExploreSays> english<cli::ExploreSays>() {
  return whole<cli::explore_says_en>();
}
}  // namespace procdemo::show
