// procdemo in English: why a claim holds, fails or was skipped (claims/claim.h). {0} is the value
// of `per`, said by `each`.
#include "show/words/reasons.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Reason> reasons_en[] = {
    {Reason::each, "{0}: {1}"},
    {Reason::steps, " (steps {0} and {1} of the run)"},
    {Reason::count_none, "found none ({2})"},
    {Reason::count, "found {1} ({2}): {4}"},
    {Reason::distinct, "{1} different value(s) of {4} ({2}): {5}"},
    {Reason::before, "the last of the first kind is {1}, the first of the second is {2}"},
    {Reason::overlap, "at most {1} at once (allowed: {2}): {3}"},
    {Reason::same, "the same values, {1} of them"},
    {Reason::same_differs, "{3} in {4}, but {5} in {6} ({1} and {2} values)"},
    {Reason::same_only_a, "{3} in {4} has no counterpart ({1} and {2} values)"},
    {Reason::same_only_b, "{5} in {6} has no counterpart ({1} and {2} values)"},
    {Reason::compare, "{1} to {2} is a ratio of {3} ({4})"},
    {Reason::missing, "nothing happened that matches {2}"},
    {Reason::unbroken, "the failure that this variant is to show did not come"},
    {Reason::each_holds, "holds for each {1}: {2}"},
    {Reason::by_sleep,
     "{0}. Only sleeping arranges this, and a sleep is no promise: on a busy machine it can come "
     "otherwise"},
    {Reason::unobserved, "the program ran unobserved"},
    {Reason::field_unseen, "{1} could not be seen on this machine"},
    {Reason::interrupted, "the run was interrupted"},
    {Reason::refused, "this machine let the program make no more processes (ulimit -u, pids.max)"},
    {Reason::live, "it needs the real clock and the real scheduler"},
    {Reason::any_sleep, "only sleeping arranges it, and here a sleep could end at any time"},
    {Reason::overslept,
     "{1} asked for {2} s of sleep and got {3} s: this machine is too busy for an order that only "
     "sleeping arranges"},
    {Reason::unless, "it could not be shown here, as the run says: {1}"},
    {Reason::other, "{0}"},
    {Reason::bound_exactly, "exactly {0} expected"},
    {Reason::bound_at_least, "at least {0} expected"},
    {Reason::bound_at_most, "at most {0} expected"},
    {Reason::bound_between, "{0} to {1} expected"},
    {Reason::bound_none, "any number will do"},
};

}  // namespace

template <>
Entries<Reason> english<Reason>() {
  return whole<reasons_en>();
}

}  // namespace procdemo::show
