// procdemo in English: a run shown generation by generation.
#include "show/words/generations.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Crowd> generations_en[] = {
    {Crowd::lines_left_out, "{0} more line(s) of the program not shown here"},
    {Crowd::from, "from {0}"},
    {Crowd::begins, "generation {0} begins; {1} alive, {2} born so far"},
    {Crowd::first, "generation 0: one process"},
    {Crowd::refusing_begins, "the limit of {0} process(es) begins to refuse: fork() = -1 (EAGAIN)"},
    {Crowd::row, "generation {0}: {1} born, {2} refused"},
    {Crowd::table, "Generation by generation"},
    {Crowd::column_generation, "generation"},
    {Crowd::column_born, "born"},
    {Crowd::column_refused, "refused"},
    {Crowd::all, "all"},
};

}  // namespace

template <>
Entries<Crowd> english<Crowd>() {
  return whole<generations_en>();
}

}  // namespace procdemo::show
