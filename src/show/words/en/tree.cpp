// procdemo in English: the tree of a run's processes.
#include "show/words/tree.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Forest> tree_en[] = {
    {Forest::heading, "Who made whom"},
    {Forest::colon, ": "},
    {Forest::not_ended, "had not ended"},
    {Forest::orphan, ", as an orphan: its parent had ended before"},
    {Forest::unawaited, "; its parent never waited for it"},
    {Forest::alive, "alive"},
    {Forest::lives_on, "alive, as an orphan: its parent has ended"},
    {Forest::zombie, "; a zombie: its parent has not reaped it yet"},
    {Forest::alike, "… {0} more like it"},
    {Forest::more, "… {0} more process(es)"},
};

}  // namespace

template <>
Entries<Forest> english<Forest>() {
  return whole<tree_en>();
}

}  // namespace procdemo::show
