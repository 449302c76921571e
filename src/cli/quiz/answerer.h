// Who answers questions: a reader at a terminal, a file, whoever types commands.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/room.h"
#include "questions/answers_file.h"
#include "session/stepping/line_reader.h"

namespace procdemo::cli {

class Answerer {
 public:
  virtual ~Answerer() = default;

  /// Whether this one is answered at all.
  virtual bool answers(const questions::Question& question) const = 0;

  /// What is to be read before the next answer; each line is ended by a newline.
  virtual void show(std::string_view text);

  /// The same, of what belongs together.
  virtual void show_whole(std::string_view text) { show(text); }

  /// Whether the reader has left what is shown: next() says by which command.
  virtual bool has_left() const { return false; }

  /// A question was shown: who has typed blank lines before it has not passed it.
  virtual void drop_blank() {}

  /// What is typed at this prompt, of which a reader sees both. Nothing once there will be none.
  virtual std::optional<std::string> next(const questions::Question& question,
                                          const std::string& prompt) = 0;
};

/// Standard input, line by line.
class TypingReader final : public Answerer {
 public:
  bool answers(const questions::Question&) const override { return true; }
  void drop_blank() override;
  std::optional<std::string> next(const questions::Question& question,
                                  const std::string& prompt) override;

 private:
  static constexpr std::size_t longest_answer = 4096;  // bytes
  session::LineReader lines_{0, longest_answer};
};

/// What a file answers is shown as if it had been typed.
class AnswersOfFile final : public Answerer {
 public:
  explicit AnswersOfFile(questions::Answers answers) : answers_(std::move(answers)) {}

  bool answers(const questions::Question& question) const override {
    return answers_.contains(question.id);
  }
  std::optional<std::string> next(const questions::Question& question,
                                  const std::string& prompt) override;

 private:
  questions::Answers answers_;
  std::map<std::string, std::size_t> taken_;  // of each question's
};

}  // namespace procdemo::cli
