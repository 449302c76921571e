// procdemo's English: what check says.
#include "cli/words/markings.h"

namespace procdemo {

namespace {

constexpr Entry<Marking> markings_en[] = {
    {Marking::unit, "{0}: {1}, {2} s"},
    {Marking::claims, "claims: {0}, runs: {1}"},
    {Marking::blocks, "blocks: {0}"},
    {Marking::run_ends, "the run ends as it should"},
    {Marking::hung, "it did not end within {0} s"},
    {Marking::other_status, "it ended with status {0}, not {1}"},
    {Marking::other_output, "it printed something else"},
    {Marking::foreign_command, "only procdemo can be run here, not '{0}'"},
    {Marking::no_shell, "there is no shell here that knows what {0} means"},
    {Marking::unobserved, "this machine does not allow ptrace ({0})"},
    {Marking::again, "to see it: {0}"},
    {Marking::sum, "{0} passed, {1} failed, {2} not checked, {3} s"},
    {Marking::first_failure, "The first that failed: {0}"},
};
static_assert(complete<first_wrong(markings_en)>());

}  // namespace

constinit const Markings english_markings(markings_en);

}  // namespace procdemo
