// What makes an answer right, as a question writes it: a verb of claims, or one of the lesson's
// claims by its name.
#pragma once

#include <string>

#include "lesson/questions/question.h"
#include "lesson/questions/question_reader.h"
#include "lesson/reading/toml.h"
#include "lesson/room.h"

namespace procdemo::lesson {

class ConditionReader {
 public:
  /// Of one question. The scope lives longer.
  ConditionReader(const QuestionScope& scope, std::string question)
      : scope_(scope), question_(std::move(question)) {}

  /// Throws Problem with file and line.
  Condition read(const Node& node);

  /// One, or an array of them: all have to be so.
  std::vector<Condition> read_all(const Node& node);

 private:
  Claim claim_named(const Node& node) const;

  const QuestionScope& scope_;
  std::string question_;
  int read_ = 0;  // so far: they are numbered
};

}  // namespace procdemo::lesson
