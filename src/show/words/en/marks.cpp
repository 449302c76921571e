// procdemo in English: what the signs beside a process's line mean, and what stands at the end of a
// line that it printed.
#include "show/words/marks.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Sign> marks_en[] = {
    {Sign::partial, "[no newline]"}, {Sign::torn, "[torn]"},
    {Sign::cut, "[… {0} more]"},     {Sign::born, "born"},
    {Sign::ended, "ended"},          {Sign::a_zombie, "zombie"},
    {Sign::an_orphan, "orphan"},     {Sign::output, "its output"},
    {Sign::errors, "its errors"},    {Sign::others, "{0} others"},
};

}  // namespace

template <>
Entries<Sign> english<Sign>() {
  return whole<marks_en>();
}

}  // namespace procdemo::show
