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
    {Discovery::deadlocks,
     "Deadlock in {0} runs: every process is blocked, and nothing will wake any of them"},
    {Discovery::see, "to see it: {0}"},
    {Discovery::live, "Of {0} live runs:"},
    {Discovery::live_fewer, "(of {0}: the time limit was reached, --time)"},
    {Discovery::live_share, "output {0} came {1} times"},
    {Discovery::live_never, "output {0} never came"},
    {Discovery::live_other, "{0} times something else came"},
    {Discovery::other_times,
     "Sleeps could end at any time. What else a clock might have shown then was not explored."},
    {Discovery::shared_memory,
     "Processes shared memory. Races between accesses within one step were not explored."},
    {Discovery::stopped, "it was interrupted"},
    {Discovery::at_limit, "the limit of {0} runs was reached (--limit)"},
    {Discovery::at_time, "the limit of {0} s was reached (--time)"},
    {Discovery::at_bound, "orders with more than {0} preemptions were left out"},
    {Discovery::refused,
     "this machine let the program make no more processes (ulimit -u, pids.max)"},
    {Discovery::cut_off, "{0} runs did not end, or could not be repeated exactly"},
    {Discovery::too_long,
     "{0} runs had more than {1} steps: other orders of these were not looked for"},
    {Discovery::by_sleep,
     "{0} (broken in {1} of {2} runs: only sleeping arranges it, and that is no promise)"},
};
static_assert(complete<first_wrong(discoveries_en)>());

}  // namespace

constinit const Discoveries english_discoveries(discoveries_en);

}  // namespace procdemo
