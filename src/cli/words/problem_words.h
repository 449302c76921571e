// What procdemo says of a problem: a sentence in every language for each one of every room.
#pragma once

#include <span>
#include <string>
#include <tuple>

#include "base/file_problems.h"
#include "base/language.h"
#include "base/problem.h"
#include "cli/problems.h"
#include "cli/room.h"
#include "course/problems.h"
#include "explore/problems.h"
#include "faces/problems.h"
#include "lesson/problems.h"
#include "run/problems.h"
#include "schedule/problems.h"
#include "session/problems.h"
#include "show/problems.h"
#include "show/words/dictionary.h"
#include "show/words/words.h"
#include "trace/problems.h"
#include "world/problems.h"

namespace procdemo::cli {

using show::say;

template <class... Kinds>
using SentencesFor = std::tuple<std::span<const Entry<Kinds>>...>;

/// One language's sentences, by room. tests/structure/problems_test.cpp sees to it that all rooms
/// are here.
using ProblemWords =
    SentencesFor<FileProblem, ProgramProblem, TraceProblem, LessonProblem, OptionProblem,
                 ScheduleProblem, MachineProblem, RunProblem, SessionProblem, ExploreProblem,
                 RecordProblem, OutputProblem, FaceProblem, CourseProblem, CommandProblem>;

extern const ProblemWords english_problems;
extern const ProblemWords chinese_problems;

/// What went wrong and what to do, for the user who can mend it.
std::string say(const Problem& problem, Language language);

}  // namespace procdemo::cli
