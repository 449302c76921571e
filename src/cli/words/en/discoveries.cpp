// procdemo's English: what explore says.
#include "cli/words/discoveries.h"

namespace procdemo {

namespace {

constexpr Entry<Discovery> discoveries_en[] = {
    {Discovery::progress, "runs: {0}, orders: {1}, distinct outputs: {2}"},
    {Discovery::orders, "Orders of what is printed: {0}. Distinct outputs: {1}. ({2} runs, {3} s)"},
    {Discovery::complete, "The search is complete: there are no others."},
    {Discovery::incomplete, "The search is not complete: {0}."},
    {Discovery::output, "Output {0}, orders that give it: {1}, {2}"},
    {Discovery::holds, "{0} (in all {1} runs)"},
    {Discovery::broken, "{0} (broken in {1} of {2} runs)"},
    {Discovery::unchecked, "{0} (not checked here)"},
    {Discovery::shortest, "the shortest order found, {0} steps: {1}"},
    {Discovery::deadlocks, "Deadlock, in {0} runs: nobody can go on, and nobody will wake"},
    {Discovery::see, "to see it: {0}"},
    {Discovery::live, "Of {0} live runs:"},
    {Discovery::live_fewer, "(of {0}: the time was over, as --time says)"},
    {Discovery::live_share, "output {0} came {1} times"},
    {Discovery::live_never, "output {0} never came"},
    {Discovery::live_other, "{0} times something else came"},
    {Discovery::other_times,
     "Sleeps could end at any time. What else a clock might have shown then was not explored."},
    {Discovery::shared_memory,
     "Processes shared memory. Races between looks at it within one step were not explored."},
    {Discovery::stopped, "it was interrupted"},
    {Discovery::at_limit, "{0} runs were made, as --limit says"},
    {Discovery::at_time, "{0} s are over, as --time says"},
    {Discovery::at_bound, "orders with more than {0} preemptions were left out"},
    {Discovery::refused,
     "this machine let the program make no more processes (ulimit -u, pids.max)"},
    {Discovery::cut_off, "{0} runs came to no end, or not twice to the same step"},
    {Discovery::too_long,
     "{0} runs had more than {1} steps: other orders of these were not looked for"},
    {Discovery::by_sleep,
     "{0} (broken in {1} of {2} runs: only sleeping arranges it, and that is no promise)"},
};
static_assert(complete<first_wrong(discoveries_en)>());

}  // namespace

constinit const Discoveries english_discoveries(discoveries_en);

}  // namespace procdemo
