// procdemo's English: tasks.
#include "cli/words/task.h"
#include "show/words/dictionary.h"

namespace procdemo::cli {

namespace {

constexpr Entry<TaskSays> task_says_en[] = {
    {TaskSays::page,
     "# {0}\n"
     "\n"
     "{1}\n"
     "\n"
     "Your program is `{2}`, and `claims.toml` says what has to be so in every order. In this "
     "folder:\n"
     "\n"
     "- `procdemo task` says which claims hold; `procdemo task --watch` does so whenever you "
     "save.\n"
     "- `procdemo task --hint` gives a hint, and a better one the next time.\n"
     "- `procdemo task --solution` shows our own program.\n"},
    {TaskSays::handed_out,
     "It is in {0}: change {1} there.\n"
     "\n"
     "Check it:   cd {2} && procdemo task"},
    {TaskSays::progress, "{0} order(s) run"},
    {TaskSays::all_orders, "{0}: every order, {1} run(s) in {2} s"},
    {TaskSays::some_orders, "{0}: {1} order(s) in {2} s, and there are more"},
    {TaskSays::holds, "{0}"},
    {TaskSays::broken, "{0}: not in {1} of {2} order(s)"},
    {TaskSays::unchecked, "{0}: could not be checked"},
    {TaskSays::deadlock, "Somebody always gets to the end: not in {0} order(s), where all wait"},
    {TaskSays::shortest, "The shortest order that shows it ({0} step(s)):"},
    {TaskSays::again, "See it again:"},
    {TaskSays::solved_all,
     "Solved: all of it holds, in every order. Ours: procdemo task --solution"},
    {TaskSays::solved_some,
     "Solved: all of it held in each order that was run. Ours: procdemo task --solution"},
    {TaskSays::not_solved, "Not yet. A hint: procdemo task --hint"},
    {TaskSays::could_not, "Not all of it could be checked here."},
    {TaskSays::hint, "Hint {0} of {1}: {2}"},
    {TaskSays::no_more, "These are all the hints. Our program: procdemo task --solution"},
    {TaskSays::solution, "Our {0}:"},
    {TaskSays::watching, "Waiting until {0} is saved; Ctrl-C ends it."},
};

}  // namespace

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::TaskSays> english<cli::TaskSays>() {
  return whole<cli::task_says_en>();
}
}  // namespace procdemo::show
