// procdemo's English: what is said around a question.
#include "questions/words/questions.h"
#include "show/words/dictionary.h"

namespace procdemo::questions {

namespace {

constexpr Entry<QuestionSays> questions_en[] = {
    {QuestionSays::question, "Question: {0}"},
    {QuestionSays::about, "It is about this run: procdemo {0}"},
    {QuestionSays::exact_sleeps, "Suppose that each sleep takes exactly its time."},
    {QuestionSays::how_number, "a number"},
    {QuestionSays::how_choice, "a letter, a to {0}"},
    {QuestionSays::how_two, "a letter, a or {0}"},
    {QuestionSays::how_several, "all that are right, such as a {0}, or none"},
    {QuestionSays::how_order, "the letters a to {0} in an order, such as b a"},
    {QuestionSays::how_next, "names of processes, such as P P.1, or none"},
    {QuestionSays::how_schedule,
     "the token of an order, or who goes at each choice, such as P P.1 P"},
    {QuestionSays::right, "Right: {0}."},
    {QuestionSays::wrong, "Not so: {0}."},
    {QuestionSays::unknown, "Whether {0} is right could not be found out."},
    {QuestionSays::unknown_answer, "The answer could not be found out."},
    {QuestionSays::unknown_no_run, "No run of it could be made on this machine."},
    {QuestionSays::unknown_no_stand,
     "Who could go on at that moment is known of a run in an order alone, and this was a live "
     "run."},
    {QuestionSays::unknown_nobody, "At that moment {0} cannot go on. Those who can: {1}."},
    {QuestionSays::unknown_orders, "Not every order of it was run."},
    {QuestionSays::unknown_unseen, "This machine does not show what it is about."},
    {QuestionSays::unknown_no_order, "No order of it does that, and all were run."},
    {QuestionSays::best, "The answer: {0}."},
    {QuestionSays::best_goal, "An order that does it: {0}"},
    {QuestionSays::saw, "This is what happened:"},
    {QuestionSays::saw_more, "and {0} more like these"},
    {QuestionSays::see, "See for yourself:"},
    {QuestionSays::possible, "possible"},
    {QuestionSays::impossible, "impossible"},
};

}  // namespace

}  // namespace procdemo::questions

namespace procdemo::show {

template <>
Entries<questions::QuestionSays> english() {
  return whole<questions::questions_en>();
}

}  // namespace procdemo::show
