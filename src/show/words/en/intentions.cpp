// procdemo in English: what a process is about to do.
#include "show/words/intentions.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Does> intentions_en[] = {
    {Does::begins, "begins"},
    {Does::prints, "prints {0}"},
    {Does::prints_error, "prints {0} (standard error)"},
    {Does::prints_newline, "prints an empty line"},
    {Does::forks, "calls {0}(): makes a process"},
    {Does::makes_thread, "makes a thread"},
    {Does::wakes, "wakes"},
    {Does::ends_thread, "ends this thread"},
    {Does::gets, "gets {0}"},
    {Does::locks, "acquires the lock on {0}"},
    {Does::unlocks, "releases the lock on {0}"},
    {Does::takes, "takes {0}"},
    {Does::reads, "reads from {0}"},
    {Does::reads_input, "reads from its standard input"},
    {Does::finishes, "returns from {0}(): its wait is over"},
    {Does::times_out, "returns from {0}(): its time is over"},
    {Does::computes, "computes on"},
    {Does::calls, "calls {0}()"},
    {Does::sleeps_until, "{0} sleeps until {1} s"},
    {Does::waits_until, "{0}, until {1} s at most"},
};

}  // namespace

template <>
Entries<Does> english<Does>() {
  return whole<intentions_en>();
}

}  // namespace procdemo::show
