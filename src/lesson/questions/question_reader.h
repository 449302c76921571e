// Questions as lesson.toml writes them: [[question]]; a page has them in blocks of the same.
#pragma once

#include <string>
#include <vector>

#include "claims/claim.h"
#include "lesson/option.h"
#include "lesson/questions/question.h"
#include "lesson/reading/toml.h"
#include "lesson/room.h"

namespace procdemo::lesson {

/// What a question may speak of.
struct QuestionScope {
  std::string lesson;  ///< its name; empty: of none, and each has a run of its own
  const std::vector<LessonOption>& options;
  const std::vector<Claim>& claims;  ///< a choice may name one of them
};

/// Throws Problem with file and line: an unknown key, a pattern that can match nothing, a question
/// that has not exactly one kind, two with one id, an answer that could not be found out.
std::vector<Question> read_questions(const Node& list, const QuestionScope& scope);

}  // namespace procdemo::lesson
