// procdemo's English: help and overview.
#include "cli/words/help.h"
#include "show/words/dictionary.h"

namespace procdemo::cli {

namespace {

constexpr Entry<Help> help_en[] = {
    {Help::welcome,
     "procdemo runs real programs that make processes, and shows what each process does.\n"
     "\n"
     "Lessons:\n"
     "{0}\n"
     "Start with one of them:    procdemo fork\n"
     "Read it before:            procdemo show fork\n"
     "Watch any program:         procdemo watch -- ls\n"
     "All there is:              procdemo --help\n"},
    {Help::usage, "Usage: {0}"},
    {Help::commands, "Commands:"},
    {Help::options, "Options:"},
    {Help::lesson_options, "Options of this lesson:"},
    {Help::run_options, "Options of every run:"},
    {Help::help, "show this help"},
    {Help::lesson_usage, "{0} [options]"},
    {Help::lesson_summary, "{0}. {1}"},
    {Help::number, "{0} ({1} to {2}; default {3})"},
    {Help::choice, "{0} (default {1})"},
    {Help::scratch, "{0} (default: in a folder of the run's own, removed at its end)"},
    {Help::handed_out,
     "{0} is a copy of the lesson '{1}'. Its program is {0}/{2}; lesson.toml says what is claimed "
     "of it, and lib is a link to the library.\n"
     "\n"
     "Run it:      procdemo run {0}\n"
     "Check it:    procdemo check {0}/"},
    {Help::handed_out_by_hand, "By hand:     g++ -std=c++20 {0} && ./a.out    (in that folder)\n"},
    {Help::handed_out_script, "By hand:     python3 {0}    (in that folder)\n"},
};

}  // namespace

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::Help> english<cli::Help>() {
  return whole<cli::help_en>();
}
}  // namespace procdemo::show
