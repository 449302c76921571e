// The questions of a lesson that somebody goes through alone: what the run will show is asked
// before it, the rest where it belongs. Answers come as all commands do, and are remembered.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/course/pager.h"
#include "cli/quiz/quiz.h"
#include "cli/room.h"
#include "cli/user.h"
#include "course/progress_file.h"
#include "lesson/lesson.h"
#include "show/narrator.h"

namespace procdemo::cli {

/// Commands as answers. A line that answers nothing, and is a command, ends the question.
class LearnersAnswers final : public Answerer {
 public:
  /// The pager lives longer.
  explicit LearnersAnswers(Pager& pager) : pager_(pager) {}

  bool answers(const Question&) const override { return true; }
  void show(std::string_view text) override { pager_.show(text); }
  void show_whole(std::string_view text) override { pager_.show_whole(text); }
  bool has_left() const override { return pager_.has_left(); }
  void drop_blank() override { pager_.drop_blank(); }
  std::optional<std::string> next(const Question&, const std::string& prompt) override {
    return pager_.ask(prompt);
  }

 private:
  Pager& pager_;
};

class LessonQuiz {
 public:
  /// With whom, and where what comes of it goes. All of these live longer.
  struct Reader {
    Pager& pager;
    ProgressFile& progress;
    const Style& style;
    const User& user;
    std::function<bool(const std::string& typed)> is_command;
  };

  /// Nothing is asked where nothing can be observed. The lesson lives longer.
  LessonQuiz(const Lesson& lesson, const Reader& reader);

  bool asks() const { return quiz_.has_value(); }

  /// Those of before the run.
  std::size_t predictions() const { return predictions_.size(); }

  /// Asks one of them.
  Asked predict(std::size_t number);

  /// Whether a run is still to show what was foretold.
  bool has_foretold() const { return quiz_ && quiz_->has_foretold(); }

  struct Ran {
    std::string trace;     ///< JSON Lines; empty where no run could be made
    std::string left_by;   ///< the command by which the reader left it, or empty
    bool is_gone = false;  ///< nobody types any more
  };

  /// Makes a run, and tells it with its questions. Where the reader leaves, it is told no further.
  Ran run();

  /// Of a run that the reader has made: what was foretold, and what is asked afterwards.
  Ran after(const std::string& trace);

 private:
  void mark(const Question& question, const Answer& answer, const std::optional<bool>& right);
  void take_up_predictions();
  Ran end_of(const SeenRun& run);

  const Lesson& lesson_;
  Reader reader_;
  QuestionRun called_;
  std::vector<const Question*> predictions_;
  LearnersAnswers answers_;
  Asking asking_;
  std::optional<Quiz> quiz_;
};

}  // namespace procdemo::cli
