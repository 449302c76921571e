// procdemo's English: what is said when questions are asked.
#include "cli/words/quiz.h"
#include "show/words/dictionary.h"

namespace procdemo::cli {

namespace {

constexpr Entry<QuizSays> quiz_en[] = {
    {QuizSays::no_reader,
     "--quiz asks nothing where nobody is at a terminal to answer; --answers FILE does"},
    {QuizSays::not_in_python, "Not asked here, for only the program in C++ shows the answer: {0}"},
    {QuizSays::prompt, "Your answer ({0}; Enter passes)> "},
    {QuizSays::prompt_hint, "Your answer ({0}; ? is a hint, Enter passes)> "},
    {QuizSays::change, "{0}: Enter if that is your answer, or another one> "},
    {QuizSays::no_answer, "'{0}' is no answer here: {1}"},
    {QuizSays::no_hint, "There is no further hint."},
    {QuizSays::passed, "Not answered."},
    {QuizSays::later, "Watch the run: it will tell."},
    {QuizSays::foretold, "You were asked: {0}"},
    {QuizSays::score, "Questions: {0} of {1} answered right."},
};

}  // namespace

}  // namespace procdemo::cli

namespace procdemo::show {

template <>
Entries<cli::QuizSays> english() {
  return whole<cli::quiz_en>();
}

}  // namespace procdemo::show
