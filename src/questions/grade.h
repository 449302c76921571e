// Grading: an answer is held against what happened, and what every order has shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "questions/answer.h"
#include "questions/explored.h"
#include "questions/room.h"
#include "questions/seen_run.h"
#include "questions/shown.h"

namespace procdemo::questions {

/// What is known. What is not, is null: an answer that depends on it can't be graded.
struct Facts {
  const SeenRun* run = nullptr;        ///< the question's own one, where it has one
  const Explored* explored = nullptr;  ///< likewise
  const RunStatus* stand = nullptr;    ///< of a question that is asked at a moment
};

/// Why an answer can't be held against anything.
enum class Unknown {
  no_run,    // no run of it could be made
  no_stand,  // how the run stood then is not known: it was live
  nobody,    // whoever it is about cannot go on at that moment, or is not there
  orders,    // not every order was run
  unseen,    // this machine does not show what it is about
  no_order,  // none does what it seeks, and all were run

  end_of_list  // stays last
};

/// Whether something is so; nothing: that could not be found out.
struct Truth {
  std::optional<bool> is;
  Shown shown;
};

struct Grade {
  std::optional<bool> right;      ///< nothing: it can't be said
  std::optional<Answer> best;     ///< a right answer, where one is known
  std::vector<Truth> choices;     ///< of each of them
  Shown shown;                    ///< where it is wrong: what shows it
  std::vector<Wording> tempting;  ///< where it is wrong: why one thinks so
};

Truth truth_of(const Condition& condition, std::size_t number, const Facts& facts);

/// Of one whose answer is not known.
Unknown why_unknown(const Question& question, const Facts& facts);

/// Never throws on any facts. Of a schedule the run is that of the answer.
Grade grade(const Question& question, const Answer& answer, const Facts& facts);

}  // namespace procdemo::questions
