// procdemo's English: learning.
#include "cli/words/learn.h"
#include "show/words/dictionary.h"

namespace procdemo::cli {

namespace {

constexpr Entry<LearnSays> learn_says_en[] = {
    {LearnSays::part_look, "Look at"},
    {LearnSays::part_predict, "Predict"},
    {LearnSays::part_run, "The run"},
    {LearnSays::part_shows, "What it shows"},
    {LearnSays::part_claims, "The claims"},
    {LearnSays::part_task, "Your task"},
    {LearnSays::part_next, "Try next"},
    {LearnSays::program, "The program, {0}:"},
    {LearnSays::program_goes, "{0}, further down:"},
    {LearnSays::run_ready, "Now run it: {0}"},
    {LearnSays::claim, "Claim {0} of {1}"},
    {LearnSays::claim_live, "It is a matter of the real clock: run the lesson, and see."},
    {LearnSays::task_here,
     "{0}\n\nIn another terminal, or after q: procdemo task {1} (in Python: --in python). It makes "
     "a folder; in there, procdemo task says whether it is right."},
    {LearnSays::task_solved, "You have solved it."},
    {LearnSays::lesson_done, "'{0}' is done."},
    {LearnSays::prompt, "[{0}: {1} {2}/{3}] Enter: on, b: back, ?: keys > "},
    {LearnSays::prompt_again, "[{0}: {1} {2}/{3}] > "},
    {LearnSays::run_prompt, "Enter runs it; step: you say who goes next; s: on without a run."},
    {LearnSays::run_prompt_live, "Enter runs it; s: on without a run."},
    {LearnSays::run_takes_time, "It takes its time, and is told when it is over."},
    {LearnSays::more, "-- Enter: more, s: on without the rest > "},
    {LearnSays::nothing_here, "'{0}' means nothing here."},
    {LearnSays::has_run, "Enter: what that showed; r: once more; step: in steps."},
    {LearnSays::has_run_live, "Enter: what that showed; r: once more."},
    {LearnSays::no_steps,
     "It needs the real clock and the real scheduler, and cannot wait for you at each step. After "
     "q: "
     "procdemo {0} --record run.jsonl, and procdemo replay run.jsonl --step"},
    {LearnSays::task_prompt, "hint gives a hint; Enter goes on."},
    {LearnSays::last_prompt, "That was all of it. Enter begins the next lesson: {0}."},
    {LearnSays::help,
     "Enter, n\tgo on\nb, back\tgo back\ns\tgo on to the next part\nr\trun it once more\nstep\t"
     "run it in steps\nhint, ?\tof a question or a task: a little more each time\nfork, 4\tgo to "
     "another lesson\nlook, predict, run, shows, claims, task, next\tgo to that part\nq\tend; your "
     "place is kept\n"},
    {LearnSays::no_such_key, "'{0}' means nothing here; ? lists the keys."},
    {LearnSays::no_such_part, "This lesson has no '{0}'."},
    {LearnSays::at_beginning, "This is the beginning."},
    {LearnSays::no_hint, "There is no hint here."},
    {LearnSays::kept, "You are in '{0}', at {1}. To go on: procdemo learn"},
    {LearnSays::unkept,
     "You are in '{0}', at {1}, and that is not kept. To go on: procdemo learn {0}"},
    {LearnSays::all_done, "That was the last lesson."},
    {LearnSays::resumed, "On with '{0}', where you were."},
    {LearnSays::overview,
     "procdemo runs real programs that make processes, and shows what each process does."},
    {LearnSays::overview_key,
     "Enter goes on with '{0}'; a lesson's name or number goes to that one; q ends. (--help: all "
     "commands) > "},
    {LearnSays::overview_first,
     "Enter begins with '{0}'; a lesson's name or number goes to that one; q ends. (--help: all "
     "commands) > "},
    {LearnSays::class_wait, "The run that the class will see is made first."},
    {LearnSays::class_keys, "Space, right: on   left: back   s: next part   q: end"},
    {LearnSays::class_question_keys, "Votes: {0}, Enter   Space, right: on   left: back"},
    {LearnSays::class_votes, "Votes: {0}"},
    {LearnSays::class_no_votes, "These are no votes. An example: {0}"},
    {LearnSays::class_foretold, "The run will tell."},
    {LearnSays::class_unseen, "On this machine no run can be shown: see procdemo doctor."},
    {LearnSays::class_end, "The end of this lesson."},
};

}  // namespace

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::LearnSays> english<cli::LearnSays>() {
  return whole<cli::learn_says_en>();
}
}  // namespace procdemo::show
