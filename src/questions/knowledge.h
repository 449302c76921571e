// What it takes to grade questions: explorations, which ship beside the lesson, and runs that
// questions have of their own.
//
// In a lesson's folder questions.json holds what explorations of its questions have found, by their
// ids, each with the key of what it was made from (explored.h). What is missing there, or was made
// from something else, is explored at its first use, for ten seconds at most, and kept in the cache
// of compiled programs (lesson/cache.h). So is what was made with another C library: it makes other
// calls, and tokens of an exploration count each of them.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "questions/explored.h"
#include "questions/grade.h"
#include "questions/room.h"

namespace procdemo::questions {

inline constexpr std::string_view shipped_name = "questions.json";

/// As that file has it, by the ids of questions.
struct Shipped {
  struct Entry {
    std::string key;
    std::string c_library;  ///< its version
    Explored explored;
    bool operator==(const Entry&) const = default;
  };
  std::map<std::string, Entry> entries;
  bool operator==(const Shipped&) const = default;
};

std::string text_of(const Shipped& shipped);

/// What is damaged, or of another version, is as if it were not there: it is found out anew.
Shipped read_shipped(const std::filesystem::path& folder);

/// The run of a question: that of its lesson as it was called, its own, or another lesson's.
/// Throws Problem where there is none such.
QuestionRun run_of(const Question& question, const QuestionRun& called);

class Knowledge {
 public:
  /// Of a lesson as it was called. Runs are made by `carry` (seen_run.h). `anew`: what ships and
  /// what is in the cache is not believed.
  Knowledge(QuestionRun called, Carried carry, bool anew = false);

  /// All that is needed to grade answers to it. `called` is the run of the lesson as it was called,
  /// or null. Takes up to ten seconds where an exploration is to be made. Lives as long as this.
  Facts facts_for(const Question& question, const SeenRun* called);

  /// The same for an answer that names an order: it is run.
  Facts facts_for(const Question& question, const Answer& answer);

  /// Throws Problem where a token is another run's.
  const SeenRun* run_in_order(const Question& question, const Answer& answer);

  /// Whether this machine did not allow a run that was to be made, or refused it a process. What
  /// could not be found out then may be found out on another.
  bool was_refused() const { return refused_; }

  /// The exploration of a question that needs one, with its key, to be shipped.
  std::optional<Shipped::Entry> entry_for(const Question& question);

 private:
  const Explored* explored(const Question& question, const QuestionRun& run);
  const Explored* explored_now(const Question& question, const QuestionRun& run,
                               const std::string& key);
  const SeenRun* own_run(const Question& question, const QuestionRun& run);
  std::optional<SeenRun> make(const QuestionRun& run, const std::string& schedule,
                              const std::vector<Name>& choices);

  QuestionRun called_;
  Carried carry_;
  bool anew_;
  bool refused_ = false;
  Shipped shipped_;
  std::map<std::string, Explored> explored_;  // by question
  std::map<std::string, SeenRun> runs_;       // by their words
  std::optional<SeenRun> chosen_;             // the last order that an answer named
};

}  // namespace procdemo::questions
