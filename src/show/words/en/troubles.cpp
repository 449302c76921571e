// procdemo's English: what went wrong.
#include "show/words/dictionary.h"

namespace procdemo {

namespace {

constexpr Entry<Trouble> troubles_en[] = {
    // The command line.
    {Trouble::unknown_lesson, "there is no lesson '{0}'; 'procdemo list' shows them all"},
    {Trouble::unknown_lesson_nearest, "there is no lesson '{0}'; did you mean '{1}'?"},
    {Trouble::unknown_option, "there is no option {0}; --help shows them all"},
    {Trouble::unknown_option_nearest, "there is no option {0}; did you mean {1}?"},
    {Trouble::unexpected_argument, "'{0}' is one word too many; --help shows what goes here"},
    {Trouble::value_missing, "{0} needs a value"},
    {Trouble::value_not_number, "{0} takes a number, not '{1}'"},
    {Trouble::value_not_whole, "{0} takes a whole number, not '{1}'"},
    {Trouble::value_unexpected, "{0} takes no value ('{1}' was given)"},
    {Trouble::value_out_of_range, "{0} goes from {2} to {3}; {1} is outside"},
    {Trouble::value_not_one_of, "{0} is one of: {2}; not '{1}'"},
    {Trouble::command_missing, "watch needs a command: procdemo watch -- ./program"},
    {Trouble::lesson_missing, "show needs a lesson: procdemo show fork"},
    {Trouble::folder_missing, "run needs a lesson's folder: procdemo run ./my-lesson"},
    {Trouble::schedule_unknown,
     "--schedule takes parent-first, child-first, round-robin, random:SEED or a token of an "
     "earlier run; not '{0}'"},
    {Trouble::speed_and_schedule,
     "--schedule makes time virtual: --speed has nothing to scale there"},
    {Trouble::token_malformed, "'{0}' is no token (mistyped?)"},
    {Trouble::token_of_another, "the token {0} is of a run of '{1}', not of '{2}'"},
    {Trouble::token_option, "the token has --{0} {1}, and {2} was given"},
    {Trouble::explore_live,
     "{0} has no order to be explored: it needs the real clock and scheduler"},
    {Trouble::explore_failed, "there is nothing to explore"},
    {Trouble::explore_out_of_time,
     "--time {0} was over before the first run was: give more time, or make the run smaller"},
    {Trouble::before_failed, "--before: '{0}' ended with status {1}"},
    {Trouble::token_differs,
     "this is not the run of that token: it differs at step {0}, where {1} comes to {2}"},
    {Trouble::token_ended,
     "this is not the run of that token: it is over after {0} steps, and differs before that"},
    // Starting a program.
    {Trouble::command_not_found, "{0}: no such command"},
    {Trouble::command_not_executable, "{0}: may not be executed (chmod +x?)"},
    {Trouble::command_is_folder, "{0}: is a folder, not a program"},
    {Trouble::exec_failed, "{0}: could not be executed: {1}"},
    {Trouble::variable_unknown, "{1} has no variable '{0}' (is it built with its symbols?)"},
    // Files and output.
    {Trouble::record_unwritable, "cannot record to {0}: {1}"},
    {Trouble::record_failed, "recording to {0} failed: {1}; nothing of it is kept"},
    {Trouble::output_failed, "cannot write the output: {0}"},
    {Trouble::output_unread,
     "a limit ended the run, and nobody reads what is left to tell of it: the rest was dropped"},
    {Trouble::page_unreadable, "cannot read {0}: {1}"},
    {Trouble::file_unwritable, "cannot write {0}: {1}"},
    {Trouble::output_without_report, "--output needs to know what: --report tap or --report junit"},
    {Trouble::claims_missing, "{0} needs claims to check: --claims FILE"},
    {Trouble::file_is_pipe,
     "{0} is a pipe, not a file: copy what comes out of it into a file first"},
    {Trouble::file_is_socket, "{0} is a socket, not a file"},
    {Trouble::file_is_device, "{0} is a device, not a file"},
    {Trouble::file_too_large, "{0} is too large: at most {1} MiB are read"},
    {Trouble::pipe_unread, "{0} is a pipe that nobody reads: start its reader first"},
    // Recorded traces.
    {Trouble::trace_missing, "replay needs a recorded trace: procdemo replay run.jsonl"},
    {Trouble::trace_unreadable, "cannot read {0}: {1}"},
    {Trouble::trace_empty, "{0} is empty: no run was recorded there"},
    {Trouble::trace_foreign,
     "{0} is no recorded run; 'procdemo fork --record run.jsonl' records one"},
    {Trouble::trace_newer, "{0} was recorded by a newer procdemo ('{1}' is not known to this one)"},
    {Trouble::trace_damaged, "{0}:{1}: this line is damaged ('{2}')"},
    {Trouble::trace_gap, "{0}:{1}: event {3} stands where event {2} should: lines were lost"},
    {Trouble::trace_truncated, "{0} ends in the middle of the run, after {1} events"},
    {Trouble::trace_too_long, "{0}:{1}: this line is too long to be one of a trace"},
    {Trouble::trace_goes_on, "{0}:{1}: the run is over, and yet the file goes on"},
    // Lessons.
    {Trouble::no_lessons, "no lessons found; looked in: {0}"},
    {Trouble::no_such_folder, "{0}: no such folder"},
    {Trouble::not_a_lesson, "{0}: not a lesson, it has no lesson.toml"},
    {Trouble::toml_syntax, "{0}:{1}: {2}"},
    {Trouble::key_missing, "{0}:{1}: '{2}' is missing"},
    {Trouble::key_unknown, "{0}:{1}: there is no key '{2}'"},
    {Trouble::key_unknown_nearest, "{0}:{1}: there is no key '{2}'; did you mean '{3}'?"},
    {Trouble::key_type, "{0}:{1}: '{2}' has to be {3}"},
    {Trouble::page_missing, "{0}: its page {1} is missing"},
    {Trouble::page_sections, "{0}:{1}: {2} sections; a page has {3}"},
    {Trouble::source_not_found, "{0}:{1}: the program contains no line with '{2}'"},
    {Trouble::program_missing, "{0}:{1}: there is no program {2}"},
    {Trouble::option_collides, "{0}:{1}: every command has an option --{2} of its own"},
    {Trouble::claim_verb, "{0}:{1}: claim '{2}' needs exactly one verb of: {3}"},
    {Trouble::claim_event, "{0}:{1}: claim '{2}': there is no event '{3}'"},
    {Trouble::claim_field, "{0}:{1}: claim '{2}': the event '{4}' has no field '{3}'"},
    {Trouble::claim_shape, "{0}:{1}: claim '{2}': '{3}' needs {4}"},
    {Trouble::compile_failed, "{0} does not compile ({1}):\n{2}"},
    {Trouble::compiler_missing,
     "there is no compiler {0}; install g++, or name another one in the variable CXX"},
    // What a machine does not allow.
    {Trouble::proc_missing,
     "/proc does not show procdemo itself, so nothing can be observed here: a PID namespace needs "
     "a /proc of its own (unshare --mount-proc, or mount -t proc proc /proc)"},
    {Trouble::no_terminal,
     "the program can't have a terminal of its own here ({0}); --no-tty gives it pipes"},
    {Trouble::unguarded,
     "{0} runs only inside a guard of the kernel, and none is to be had here; 'procdemo doctor' "
     "says what to do"},
    {Trouble::ptrace_denied,
     "{0} cannot be observed: this machine does not allow ptrace ({1}); 'procdemo doctor' says "
     "what to do"},
};
static_assert(complete<first_wrong(troubles_en)>());

}  // namespace

constinit const Troubles english_troubles(troubles_en);

}  // namespace procdemo
