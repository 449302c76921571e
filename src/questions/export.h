// Questions for others: Moodle's GIFT (docs.moodle.org, "GIFT format"), and JSON. What is right in
// them is what was found out.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "questions/examination.h"
#include "questions/room.h"

namespace procdemo::questions {

struct Exported {
  const Question& question;
  Solved solved;
};

/// In one language, for a category named after the lesson. What GIFT has no kind for (an order of
/// steps), and what could not be found out, is a comment.
std::string to_gift(const Lesson& lesson, const std::vector<Exported>& questions,
                    Language language);

/// All of them, in both languages.
std::string to_json(const Lesson& lesson, const std::vector<Exported>& questions);

}  // namespace procdemo::questions
