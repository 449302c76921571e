// procdemo's English: the command line and its help.
#include "show/words/dictionary.h"

namespace procdemo {

namespace {

constexpr Entry<Say> helps_en[] = {
    {Say::usage_lesson, "procdemo LESSON [options]"},
    {Say::usage_list, "procdemo list [--json]"},
    {Say::usage_show, "procdemo show LESSON [--page|--source]"},
    {Say::usage_run, "procdemo run DIR [options]"},
    {Say::usage_watch, "procdemo watch [options] -- COMMAND [ARGUMENTS]"},
    {Say::usage_replay, "procdemo replay FILE [options]"},
    {Say::usage_doctor, "procdemo doctor"},
    {Say::usage_overview, "procdemo COMMAND [options]"},
    {Say::usage_of, "{0} [options]"},
    {Say::summary_teach,
     "Run a lesson: real processes, what each of them did, and whether it is as the lesson says."},
    {Say::summary_lesson, "{0}. {1}"},
    {Say::summary_list, "List the lessons."},
    {Say::summary_show, "Show a lesson's page and program without running it."},
    {Say::summary_run, "Run a lesson from a folder of your own."},
    {Say::summary_watch,
     "Run any program, and show what its processes do. Options end where the command begins."},
    {Say::summary_replay, "Show a run that --record has written to FILE. Nothing is run."},
    {Say::summary_doctor, "Say what this machine allows, and how to allow more."},
    {Say::summary_overview,
     "procdemo runs real programs that make processes, and shows what each process does, in "
     "order."},
    {Say::welcome,
     "procdemo runs real programs that make processes, and shows what each process does.\n"
     "\n"
     "Lessons:\n"
     "{0}\n"
     "Start with one of them:    procdemo fork\n"
     "Read it before:            procdemo show fork\n"
     "Watch any program:         procdemo watch -- ls\n"
     "All there is:              procdemo --help\n"},
    {Say::help_usage, "Usage: {0}"},
    {Say::help_commands, "Commands:"},
    {Say::help_options, "Options:"},
    {Say::help_lesson_options, "Options of this lesson:"},
    {Say::help_run_options, "Options of every run:"},
    {Say::help_number, "{0} ({1} to {2}; default {3})"},
    {Say::help_choice, "{0} (default {1})"},
    {Say::help_scratch, "{0} (default: in a folder of the run's own, removed at its end)"},
    {Say::help_help, "show this help"},
    {Say::help_version, "show procdemo's version"},
    {Say::help_format,
     "how the run is shown: a column for each process, a line for each event, or JSON Lines "
     "(default: lanes on a terminal, plain elsewhere)"},
    {Say::help_lang, "language (default: that of LC_ALL, LC_MESSAGES or LANG)"},
    {Say::help_color, "colours (default auto: on a terminal, unless NO_COLOR is set)"},
    {Say::help_record, "also write the run to FILE, as JSON Lines"},
    {Say::help_speed,
     "N times as fast: sleeps and the program's clocks are scaled ({0} to {1}; default 1); max: "
     "sleeps cost no time, with the order round-robin"},
    {Say::help_replay_speed,
     "N times as fast as the program's clock ({0} to {1}), or max: all at once (default: on a "
     "terminal as fast as it ran, else max)"},
    {Say::help_schedule,
     "one process at a time, in virtual time, in this order: parent-first, child-first, "
     "round-robin, random:SEED, or the token of an earlier run"},
    {Say::help_no_tty, "the program writes into pipes instead of terminals"},
    {Say::help_stable,
     "leave out what differs from run to run: PIDs stand as [pid P.1], addresses as [addr NAME]; "
     "without --schedule or --speed the order is round-robin"},
    {Say::help_max_processes, "refuse further processes when N are alive (default {0})"},
    {Say::help_max_forks, "end the run after N processes in all (default {0})"},
    {Say::help_timeout, "end the run after so many seconds of real time (default {0})"},
    {Say::help_max_output,
     "end the run after so many bytes printed; 20k, 10M, 1G are understood (default {0})"},
    {Say::help_max_memory,
     "end the run when its processes have so many bytes of memory together; 500M, 2G are "
     "understood (default {0})"},
    {Say::help_max_file,
     "end the run when it makes a file larger than so many bytes; 20k, 10M, 1G are understood "
     "(default {0})"},
    {Say::help_guard,
     "the guard of the kernel around the program: auto, pid-namespace, cgroup, rlimit or uid "
     "(default auto)"},
    {Say::help_var, "also show the values of this variable; may be given several times"},
    {Say::help_probes,
     "also show when a USDT probe of this provider is passed ('*': of any); may be given several "
     "times"},
    {Say::help_json, "as JSON"},
    {Say::help_page, "the page alone"},
    {Say::help_source, "the program alone"},
    {Say::runs_unobserved,
     "This machine does not allow ptrace ({0}): the program runs unobserved, and nothing is "
     "checked. 'procdemo doctor' says what to do."},
    {Say::failed, "it did not work: {0}"},
    {Say::no_memory, "there is not enough memory"},
};
static_assert(complete<first_wrong(helps_en, first_help)>());

}  // namespace

constinit const Sentences english_helps(helps_en);

}  // namespace procdemo
