// procdemo's English: what went wrong.
#include "cli/words/problem_words.h"

namespace procdemo::cli {

namespace {

constexpr Entry<FileProblem> file_en[] = {
    {FileProblem::is_pipe,
     "{0} is a pipe, not a file: copy what comes out of it into a file first"},
    {FileProblem::is_socket, "{0} is a socket, not a file"},
    {FileProblem::is_device, "{0} is a device, not a file"},
    {FileProblem::too_large, "{0} is too large: at most {1} MiB are read"},
    {FileProblem::unread_pipe, "{0} is a pipe that nobody reads: start its reader first"},
};

constexpr Entry<ProgramProblem> program_en[] = {
    {ProgramProblem::not_found, "{0}: no such command"},
    {ProgramProblem::not_executable, "{0}: may not be executed (chmod +x?)"},
    {ProgramProblem::is_folder, "{0}: is a folder, not a program"},
    {ProgramProblem::failed, "{0}: could not be executed: {1}"},
};

constexpr Entry<TraceProblem> trace_en[] = {
    {TraceProblem::unreadable, "cannot read {0}: {1}"},
    {TraceProblem::empty, "{0} is empty: no run was recorded there"},
    {TraceProblem::foreign,
     "{0} is no recorded run; 'procdemo fork --record run.jsonl' records one"},
    {TraceProblem::newer, "{0} was recorded by a newer procdemo ('{1}' is not known to this one)"},
    {TraceProblem::damaged, "{0}:{1}: this line is damaged ('{2}')"},
    {TraceProblem::gap, "{0}:{1}: event {3} stands where event {2} should: lines were lost"},
    {TraceProblem::truncated, "{0} ends in the middle of the run, after {1} event(s)"},
    {TraceProblem::too_long, "{0}:{1}: this line is too long to be one of a trace"},
    {TraceProblem::goes_on, "{0}:{1}: the run is over, and yet the file goes on"},
};

constexpr Entry<LessonProblem> lesson_en[] = {
    {LessonProblem::unknown, "there is no lesson '{0}'; 'procdemo list' shows them all"},
    {LessonProblem::unknown_nearest, "there is no lesson '{0}'; did you mean '{1}'?"},
    {LessonProblem::no_lessons, "no lessons found; looked in: {0}"},
    {LessonProblem::no_such_folder, "{0}: no such folder"},
    {LessonProblem::not_a_lesson, "{0}: not a lesson, it has no lesson.toml"},
    {LessonProblem::page_unreadable, "cannot read {0}: {1}"},
    {LessonProblem::page_missing, "{0}: its page {1} is missing"},
    {LessonProblem::compile_failed, "{0} does not compile ({1}):\n{2}"},
    {LessonProblem::compile_endless,
     "{0}: the compiler ({1}) did not end within {2} s, and was stopped. Does a template or a "
     "constant expression never end, or does the file include what never ends?"},
    {LessonProblem::compile_flood,
     "{0}: the compiler ({1}) had more than a megabyte to say, and was stopped. Does the file "
     "include itself? It began:\n{2}"},
    {LessonProblem::compiler_missing,
     "there is no compiler {0}; install g++, or name another one in the variable CXX"},
    {LessonProblem::tool_endless, "{0} did not end within {1} s, and was stopped"},
    {LessonProblem::python_missing,
     "there is no Python {0}; install python3 (3.9 or later), or name another one in the variable "
     "PYTHON"},
    {LessonProblem::python_unusable,
     "{0} is of no use as Python; name another one in the variable PYTHON. It says: {1}"},
    {LessonProblem::python_too_old,
     "{0} is Python {1}, and the lessons' programs are for 3.9 and later; name another one in the "
     "variable PYTHON"},
    {LessonProblem::no_python, "{0} has no program in Python: there is no {1} in its folder"},
    {LessonProblem::name_unfit,
     "'{0}' cannot be a lesson's name: letters, digits and hyphens, the first one a letter"},
    {LessonProblem::folder_exists, "{0} exists already: choose another name"},
    {LessonProblem::page_sections, "{0}:{1}: {2} sections; a page has {3}"},
    {LessonProblem::toml_syntax, "{0}:{1}:{2}: this is no TOML"},
    {LessonProblem::toml_twice, "{0}:{1}:{2}: what is named here is there already, further up"},
    {LessonProblem::toml_bytes, "{0}:{1}:{2}: this is no UTF-8, as TOML has to be"},
    {LessonProblem::toml_rest,
     "{0}:{1}:{2}: the line should be over here: each KEY = VALUE, and each [TABLE], has its own"},
    {LessonProblem::toml_text,
     "{0}:{1}:{2}: a text goes wrong here: its closing quote is missing, or it holds a line break, "
     "a control character, or an escape (\\) that TOML does not have"},
    {LessonProblem::toml_header,
     "{0}:{1}:{2}: a table begins with its name, as [NAME] or [[NAME]]; this is neither"},
    {LessonProblem::toml_list,
     "{0}:{1}:{2}: between the parts of an array or an inline table stands a comma, behind the "
     "last "
     "one a bracket, and in an inline table no comma before it: here something is missing, or too "
     "much"},
    {LessonProblem::toml_value,
     "{0}:{1}:{2}: this is no value, or an unfinished one: a text stands in quotes, and else there "
     "are numbers, dates, true and false"},
    {LessonProblem::toml_key, "{0}:{1}:{2}: KEY = VALUE is expected, and a part of it is missing"},
    {LessonProblem::key_missing, "{0}:{1}: '{2}' is missing"},
    {LessonProblem::key_unknown, "{0}:{1}: there is no key '{2}'"},
    {LessonProblem::key_unknown_nearest, "{0}:{1}: there is no key '{2}'; did you mean '{3}'?"},
    {LessonProblem::value_unknown, "{0}:{1}: '{2}' is not known here"},
    {LessonProblem::value_unknown_nearest, "{0}:{1}: '{2}' is not known here; did you mean '{3}'?"},
    {LessonProblem::key_type, "{0}:{1}: '{2}' has to be {3}"},
    {LessonProblem::source_not_found, "{0}:{1}: the program contains no line with '{2}'"},
    {LessonProblem::program_missing, "{0}:{1}: there is no program {2}"},
    {LessonProblem::option_collides, "{0}:{1}: every command has an option --{2} of its own"},
    {LessonProblem::claim_verb, "{0}:{1}: '{2}' needs exactly one verb of: {3}"},
    {LessonProblem::claim_event, "{0}:{1}: '{2}': there is no event '{3}'"},
    {LessonProblem::claim_field, "{0}:{1}: '{2}': the event '{4}' has no field '{3}'"},
    {LessonProblem::claim_twice, "{0}:{1}: there is a claim '{2}' already"},
    {LessonProblem::claim_shape, "{0}:{1}: '{2}': '{3}' needs {4}"},
    {LessonProblem::question_kind, "{0}:{1}: question '{2}' needs exactly one of {3}"},
    {LessonProblem::question_moment,
     "{0}:{1}: question '{2}' needs either asked = \"before\" | \"after\", or at = PATTERN"},
    {LessonProblem::question_now,
     "{0}:{1}: question '{2}' is about a moment of this run: it needs at = PATTERN, and has no run "
     "of its own"},
    {LessonProblem::question_after,
     "{0}:{1}: question '{2}' needs a run of its own (run = \"...\"): of this one all is on the "
     "screen"},
    {LessonProblem::question_twice, "{0}:{1}: there is a question '{2}' already"},
    {LessonProblem::question_output, "{0}:{1}: question '{2}' offers the same output twice: {3}"},
    {LessonProblem::question_choice, "{0}:{1}: question '{2}' offers the same choice twice: {3}"},
    {LessonProblem::question_run,
     "{0}:{1}: question '{2}': '{3}' in its run is no option of that lesson, or lacks its value"},
    {LessonProblem::run_unfit,
     "'{1}' in the run '{0}' is no option of that lesson, or lacks its value"},
};

constexpr Entry<OptionProblem> option_en[] = {
    {OptionProblem::unknown, "there is no option {0}; --help shows them all"},
    {OptionProblem::unknown_nearest, "there is no option {0}; did you mean {1}?"},
    {OptionProblem::value_missing, "{0} needs a value"},
    {OptionProblem::not_number, "{0} takes a number, not '{1}'"},
    {OptionProblem::not_whole, "{0} takes a whole number, not '{1}'"},
    {OptionProblem::out_of_range, "{0} goes from {2} to {3}; {1} is outside"},
    {OptionProblem::not_one_of, "{0} is one of: {2}; not '{1}'"},
};

constexpr Entry<ScheduleProblem> schedule_en[] = {
    {ScheduleProblem::unknown,
     "--schedule takes parent-first, child-first, round-robin, random:SEED or a token of an "
     "earlier run; not '{0}'"},
    {ScheduleProblem::speed_and_schedule,
     "--schedule makes time virtual: --speed has nothing to scale there"},
    {ScheduleProblem::lesson_is_live,
     "{0} has no order to be chosen: it needs the real clock and scheduler; run it without "
     "--schedule and --speed max"},
    {ScheduleProblem::lesson_unsteppable,
     "{0} needs the real clock and scheduler, and cannot wait for you at each step: record it "
     "(--record run.jsonl), and step through 'procdemo replay run.jsonl --step'"},
    {ScheduleProblem::token_malformed, "'{0}' is no token (mistyped?)"},
    {ScheduleProblem::token_of_another, "the token {0} is of a run of '{1}', not of '{2}'"},
    {ScheduleProblem::token_option, "the token has --{0} {1}, and {2} was given"},
    {ScheduleProblem::token_differs,
     "this is not the run of that token: by step {0}, where {1} comes to {2}, it has gone another "
     "way, printed something else, or read something else"},
    {ScheduleProblem::token_ended,
     "this is not the run of that token: it is over after {0} step(s), and has gone another way, "
     "printed something else, or read something else"},
};

constexpr Entry<MachineProblem> machine_en[] = {
    {MachineProblem::proc_missing,
     "/proc does not show procdemo itself, so nothing can be observed here: a PID namespace needs "
     "a /proc of its own (unshare --mount-proc, or mount -t proc proc /proc)"},
    {MachineProblem::unguarded,
     "{0} runs only inside a guard of the kernel, and none is to be had here; 'procdemo doctor' "
     "says what to do"},
    {MachineProblem::ptrace_denied,
     "{0} cannot be observed: this machine does not allow ptrace ({1}); 'procdemo doctor' says "
     "what to do"},
    {MachineProblem::filter_denied,
     "{0} cannot be observed: this machine does not allow seccomp filters ({1}); 'procdemo doctor' "
     "says what to do"},
};

constexpr Entry<RunProblem> run_en[] = {
    {RunProblem::variable_unknown, "{1} has no variable '{0}' (is it built with its symbols?)"},
    {RunProblem::no_terminal,
     "the program can't have a terminal of its own here ({0}); --no-tty gives it pipes"},
    {RunProblem::before_failed, "--before: '{0}' ended with status {1}"},
};

constexpr Entry<SessionProblem> session_en[] = {
    {SessionProblem::back_live,
     "a live run can't go back: its time is real, and can't be repeated; choose an order with "
     "--schedule"},
    {SessionProblem::back_inexact,
     "the run can't go back over step {0}: nothing after it can be repeated exactly. {1} {2}"},
    {SessionProblem::back_outside,
     "the run can't go back: step {0} has changed a file that is not put back (it lies outside of "
     "the "
     "working directory and of what the command names, or that is too large), and would change it "
     "once more"},
    {SessionProblem::back_changed,
     "the run can't go back: {0} has been changed since it was opened, and begun again, the "
     "program would find something else; q ends the session"},
    {SessionProblem::back_differs,
     "this program does not do the same again: begun anew, its run differs by step {0}"},
    {SessionProblem::go_nobody,
     "{0} cannot go on: there is nobody of that name now who could; {1} can"},
    {SessionProblem::go_waits, "{0} waits for {1}; {2} can go on"},
    {SessionProblem::go_sleeps, "{0} sleeps; {1} can go on"},
    {SessionProblem::go_over, "the run is over: nobody can go on; it can go back"},
    {SessionProblem::go_recorded, "in the run that was recorded {1} went next, not {0}"},
    {SessionProblem::back_start, "this is the beginning: nothing comes before it"},
    {SessionProblem::until_gone,
     "{0} does not come any more: it has ended, or nobody is left who could make it; {1} can go "
     "on"},
    {SessionProblem::until_behind,
     "step {0} was taken already: the run is at step {1}, and b goes back"},
    {SessionProblem::until_missed_process,
     "{0} did not come: the run ended at step {1}, and until then {0} took no step"},
    {SessionProblem::until_missed_line, "nobody came to line {0}: the run ended at step {1}"},
    {SessionProblem::until_missed_event, "no '{0}' came: the run ended at step {1}"},
    {SessionProblem::until_missed_step, "step {0} did not come: the run ended at step {1}"},
    {SessionProblem::until_no_process, "{0} does not come any more in the run that was recorded"},
    {SessionProblem::until_no_line,
     "nobody comes to line {0} any more in the run that was recorded"},
    {SessionProblem::until_no_event, "no '{0}' comes any more in the run that was recorded"},
    {SessionProblem::until_no_step, "the run that was recorded has no step {0}"},
    {SessionProblem::why_nobody, "there is no {0} to ask about now"},
    {SessionProblem::why_no_event, "there is no event {0} to ask about: {1} were told so far"},
    {SessionProblem::why_no_act,
     "event {0} says something of the whole run: no process did it, and no call is behind it"},
    {SessionProblem::why_recorded,
     "why is asked of processes while they are held, and of a run that was recorded there are "
     "none: "
     "what is known of it is what it tells"},
    {SessionProblem::change_recorded,
     "a run that was recorded stays as it was: nothing can be typed into it, or sent to it"},
    {SessionProblem::signal_unknown, "there is no signal '{0}'"},
    {SessionProblem::signal_nobody, "no process {0} is alive, to get a signal"},
    {SessionProblem::input_unreadable, "cannot read {0}, the program's input: {1}"},
    {SessionProblem::request_malformed,
     "a request is a JSON object on a line of at most {0} bytes"},
    {SessionProblem::request_field, "the request's '{0}' is missing, or not what it has to be"},
};

constexpr Entry<ExploreProblem> explore_en[] = {
    {ExploreProblem::live,
     "{0} has no order to be explored: it needs the real clock and scheduler"},
    {ExploreProblem::not_started,
     "there is nothing to explore: {0} failed to start (its exit status: {1})"},
    {ExploreProblem::failed, "there is nothing to explore"},
    {ExploreProblem::out_of_time,
     "--time {0} was over before the first run was: give more time, or make the run smaller"},
};

constexpr Entry<RecordProblem> record_en[] = {
    {RecordProblem::unwritable, "cannot record to {0}: {1}"},
    {RecordProblem::failed, "recording to {0} failed: {1}; nothing of it is kept"},
};

constexpr Entry<OutputProblem> output_en[] = {
    {OutputProblem::failed, "cannot write the output: {0}"},
    {OutputProblem::unread,
     "a limit ended the run, and nobody reads what is left to tell of it: the rest was dropped"},
};

constexpr Entry<FaceProblem> face_en[] = {
    {FaceProblem::keys_open,
     "--keys: nothing closes the {0} that is character {1} of the commands"},
    {FaceProblem::keys_ended, "the commands ended at step {0}, and the run was ended there"},
    {FaceProblem::export_unwritable, "cannot write {0}: {1}"},
    {FaceProblem::export_differs,
     "no block was added to {0}: run as a page's are, beside that file, the same command does not "
     "come to the same (it may lack a program or file, or lead elsewhere)"},
    {FaceProblem::observer_killed,
     "the process that observed the run was ended by {0}, and the run with it"},
    {FaceProblem::observer_failed, "the run could not go on (status {0}): standard error says why"},
};

constexpr Entry<CourseProblem> course_en[] = {
    {CourseProblem::progress_damaged,
     "{0} is not what procdemo has written ({1}): it is kept as {2}, and progress begins anew"},
    {CourseProblem::progress_newer,
     "{0} is of a newer procdemo: it stays as it is, and progress is remembered until the end "
     "only"},
    {CourseProblem::progress_unkept, "progress is not kept: {0}: {1}"},
    {CourseProblem::progress_unread, "{0} holds no progress of procdemo's ({1})"},
    {CourseProblem::progress_unanswered,
     "this would forget what was done in '{0}': say --yes where nobody can be asked"},
    {CourseProblem::task_none, "lesson '{0}' has no task: it is looked at, and asked about"},
    {CourseProblem::task_elsewhere,
     "no task was handed out in this folder: procdemo task fork makes one, with a task in it"},
    {CourseProblem::task_unknown, "{0}:{1}: '{2}' is no lesson that has a task"},
    {CourseProblem::task_kept,
     "{0} goes with the task of this folder: leave the lesson's name out"},
    {CourseProblem::class_nowhere,
     "--class draws on the whole of a terminal, of 60 columns by 16 rows or more"},
};

constexpr Entry<CommandProblem> command_en[] = {
    {CommandProblem::unexpected_argument,
     "'{0}' is one word too many; --help shows what goes here"},
    {CommandProblem::argument_empty, "one of the words is empty (''), and names nothing"},
    {CommandProblem::value_unexpected, "{0} takes no value ('{1}' was given)"},
    {CommandProblem::command_missing, "watch needs a command: procdemo watch -- ./program"},
    {CommandProblem::exploration_missing,
     "explore needs a lesson or a command: procdemo explore fork, procdemo explore -- ./program"},
    {CommandProblem::lesson_missing, "show needs a lesson: procdemo show fork"},
    {CommandProblem::folder_missing, "run needs a lesson's folder: procdemo run ./my-lesson"},
    {CommandProblem::name_missing, "new needs a name for the folder: procdemo new my-lesson"},
    {CommandProblem::trace_missing, "replay needs a recorded trace: procdemo replay run.jsonl"},
    {CommandProblem::file_unwritable, "cannot write {0}: {1}"},
    {CommandProblem::output_without_report,
     "--output needs to know what: --report tap or --report junit"},
    {CommandProblem::claims_missing, "{0} needs claims to check: --claims FILE"},
    {CommandProblem::page_unchecked,
     "{0} has nothing to check: no console block that begins with '$ procdemo'"},
    {CommandProblem::folder_unchecked,
     "{0} has nothing to check: neither a lesson nor a page with a console block"},
    {CommandProblem::call_failed, "it did not work: {0}"},
    {CommandProblem::path_failed, "cannot use {0}: {1}"},
    {CommandProblem::no_memory, "there is not enough memory"},
    {CommandProblem::unforeseen, "procdemo did not foresee this, please report it: {0}"},
    {CommandProblem::step_missing, "{0} goes with --step"},
    {CommandProblem::step_not_json,
     "{0} goes with --step lines: with --step json requests come as JSON on standard input, and "
     "all "
     "is told as JSON"},
    {CommandProblem::step_format, "--format jsonl goes with --step json; lines are lanes or plain"},
    {CommandProblem::apart, "{0} does not go with {1}"},
    {CommandProblem::quiz_format, "--quiz asks in words: --format jsonl does not go with it"},
    {CommandProblem::quiz_step,
     "--quiz does not go with --step: there what each process will do stands on the screen before "
     "it "
     "does it, and so would the answers. 'procdemo learn LESSON' asks before a run in steps (the "
     "key "
     "step), and after it"},
    {CommandProblem::questions_missing, "questions needs a lesson: procdemo questions fork"},
    {CommandProblem::questions_unknown, "{0} could not be run, and so nobody knows the answers"},
};

}  // namespace

constinit const ProblemWords english_problems(
    whole<file_en>(), whole<program_en>(), whole<trace_en>(), whole<lesson_en>(),
    whole<option_en>(), whole<schedule_en>(), whole<machine_en>(), whole<run_en>(),
    whole<session_en>(), whole<explore_en>(), whole<record_en>(), whole<output_en>(),
    whole<face_en>(), whole<course_en>(), whole<command_en>());

}  // namespace procdemo::cli
