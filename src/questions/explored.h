// What every order of a question's run has shown: which outputs are possible, and which of its
// conditions some order makes true, and which one breaks.
//
// What some run showed is possible. That nothing shows it is known of a complete search alone.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "lesson/lesson.h"
#include "lesson/program.h"
#include "questions/room.h"

namespace procdemo::questions {

struct Explored {
  /// Tokens of the shortest orders; empty: none has shown it.
  struct Found {
    std::string held_by;
    std::string broken_by;
    bool operator==(const Found&) const = default;
  };

  bool complete = false;
  /// By what is printed: a token. Of a question that is about outputs.
  std::map<std::string, std::string> outputs;
  std::vector<Found> conditions;  ///< in the order of conditions_of()

  bool operator==(const Explored&) const = default;
};

/// Whether neither has shown what the other, being complete, has not found. Of two machines the
/// shortest order may have another token, and one may have had no time for all of them.
bool agree(const Explored& a, const Explored& b);

/// The run that a question is about, and what it runs.
struct QuestionRun {
  Lesson lesson = {};
  Executable program = {};
  OptionValues values = {};  ///< of all its options
  OptionValues given = {};   ///< those that the question gives
  bool terminal = true;
  Limits limits = lesson.limits;
};

/// Explores, for so long at most, each sleep ending at any time unless the question says otherwise.
/// Throws Problem where the lesson has no order, std::system_error where this machine did not allow
/// a run, or refused it a process: what such runs show is nothing that every machine would.
Explored explore_orders(const Question& question, const QuestionRun& run,
                        std::chrono::duration<double> time);

/// What an exploration depends on: another program, or another question, has another one.
std::string key_of(const Question& question, const QuestionRun& run);

}  // namespace procdemo::questions
