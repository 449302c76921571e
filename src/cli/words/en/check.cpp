// procdemo's English: what check says.
#include "cli/words/check.h"
#include "show/words/dictionary.h"

namespace procdemo::cli {

namespace {

constexpr Entry<CheckSays> check_says_en[] = {
    {CheckSays::unit, "{0}: {1}, {2} s"},
    {CheckSays::claims, "claims: {0}, runs: {1}"},
    {CheckSays::blocks, "blocks: {0}"},
    {CheckSays::questions, "{0} question(s)"},
    {CheckSays::run_ends, "the run ends as it should"},
    {CheckSays::hung, "it did not end within {0} s"},
    {CheckSays::other_status, "it ended with status {0}, not {1}"},
    {CheckSays::other_output, "it printed something else"},
    {CheckSays::foreign_command, "only procdemo can be run here, not '{0}'"},
    {CheckSays::no_shell, "there is no shell here that knows what {0} means"},
    {CheckSays::leads_out,
     "'{0}' leads out of the page's folder, and each block runs in a folder of its own, which has "
     "what "
     "lies beside the page: a path from / on would be found"},
    {CheckSays::unobserved, "this machine does not allow ptrace ({0})"},
    {CheckSays::again, "to see it: {0}"},
    {CheckSays::no_answer, "its answer could not be found out. {0}"},
    {CheckSays::no_truth, "whether choice {0} is right could not be found out. {1}"},
    {CheckSays::none_right, "none of its choices is right"},
    {CheckSays::several_right, "one answer is wanted, and several are right: {0}"},
    {CheckSays::nothing_wrong, "none of its choices is wrong"},
    {CheckSays::tempting_right, "an answer that is to be wrong is not: {0}"},
    {CheckSays::never_asked, "no event matches `at`: it is never asked"},
    {CheckSays::already_told,
     "all that it is about comes before `at`: the answer is on the screen"},
    {CheckSays::exploration_old,
     "what ships of its exploration is not so: 'procdemo check --update' with the lesson's folder "
     "writes it anew"},
    {CheckSays::run_refused,
     "this machine did not allow a run that shows its answer, or let it make no more processes "
     "(ulimit -u, pids.max)"},
    {CheckSays::sum, "{0} passed, {1} failed, {2} not checked, {3} s"},
    {CheckSays::first_failure, "The first that failed: {0}"},
    {CheckSays::shared,
     "Runs were made one at a time: this machine allows none a world of its own ({0})."},
};

}  // namespace

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::CheckSays> english<cli::CheckSays>() {
  return whole<cli::check_says_en>();
}
}  // namespace procdemo::show
