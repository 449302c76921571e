// procdemo questions: the questions of a lesson or a page, to be read, or for other programs.
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "base/problem.h"
#include "cli/commands/subcommand.h"
#include "cli/describe/common_options.h"
#include "cli/print.h"
#include "cli/problems.h"
#include "cli/quiz/quiz.h"
#include "cli/running/denial.h"
#include "cli/table.h"
#include "cli/words/help.h"
#include "lesson/catalogue.h"
#include "lesson/problems.h"
#include "lesson/program.h"
#include "lesson/questions/question_blocks.h"
#include "questions/export.h"
#include "questions/wording.h"
#include "show/terminal/escape.h"
#include "world/machine.h"
#include "world/machine_trials.h"
#include "world/problems.h"

namespace procdemo::cli {
namespace {

using namespace questions;

bool is_page(const std::string& name) {
  return name.ends_with(".md");
}

/// As far as questions go, a page is a lesson.
Lesson page_as_lesson(const std::string& file) try {
  Lesson page;
  page.id = page.name = std::filesystem::path(file).stem().string();
  page.questions = questions_in_page(file);
  return page;
} catch (const std::system_error& error) {
  throw Problem(blame(error.code().value()), LessonProblem::page_unreadable,
                {file, error.code().message()});
}

/// What is right in them, found out.
class Export {
 public:
  /// A page has no program: each of its questions has a run of its own.
  Export(const Lesson& lesson, std::filesystem::path program, const User& user)
      : lesson_(lesson), program_(std::move(program)), carry_(carried_for(user)) {}

  std::vector<Exported> all() {
    std::vector<Exported> found;
    for (const Question& question : lesson_.questions) {
      if (program_.empty()) {
        found.push_back({question, solve(question, of_page_, nullptr)});
        continue;
      }
      const QuestionRun run = run_for(question, lesson_, program_);
      Known& known = known_of(run);
      found.push_back({question, solve(question, *known.knowledge, &*known.run)});
    }
    return found;
  }

 private:
  struct Known {
    std::optional<SeenRun> run;
    std::optional<Knowledge> knowledge;
  };

  /// Of each variant.
  Known& known_of(const QuestionRun& run) {
    const auto [place, is_new] = known_.try_emplace({run.values, run.terminal});
    Known& known = place->second;
    if (!is_new) return known;
    int status = 0;
    known.run = run_called(run, carry_, status);
    if (!known.run)
      throw Problem(Status::not_allowed, CommandProblem::questions_unknown, {lesson_.name});
    known.knowledge.emplace(run, carry_);
    return known;
  }

  const Lesson& lesson_;
  const std::filesystem::path program_;
  Carried carry_;
  Knowledge of_page_{QuestionRun(), carry_};
  std::map<std::pair<OptionValues, bool>, Known> known_;
};

std::string view_of(const Lesson& lesson, const Style& style) {
  std::string view;
  for (const Question& question : lesson.questions) {
    if (!view.empty()) view += "\n";
    view += question.id + "\n";
    for (const std::string& line : lines_of(question, style.language)) {
      view += paragraph(escaped(line), style.width, 2);
    }
  }
  return view;
}

int show_questions(const Command& command, const Words& words, const User& user) {
  const Given given = parse(command, words);
  if (given.help) return print_help(command, user);
  const Style style = wanted_style(given, user);
  if (given.operands.empty()) {
    throw Problem(Status::usage, CommandProblem::questions_missing);
  }
  const std::string& name = given.operands.front();
  const Lesson lesson = is_page(name) ? page_as_lesson(name) : lesson_named(name);
  const std::string format = given.choice("format", "text");
  if (format == "text") {
    print(view_of(lesson, style));
    return 0;
  }
  if (!try_tracing().ok) {
    throw Problem(Status::not_allowed, MachineProblem::ptrace_denied,
                  {lesson.name, say(why_denied(EPERM), user.language)});
  }
  std::filesystem::path program;
  if (!is_page(name)) {
    program = names_folder(name) ? compiled_program(lesson) : built_program(lesson);
  }
  Export exporting(lesson, program, user);
  const std::vector<Exported> all = exporting.all();
  print(format == "gift" ? to_gift(lesson, all, user.language) : to_json(lesson, all));
  return 0;
}

}  // namespace

Subcommand questions_command() {
  return {
      .name = "questions",
      .command =
          {.usage = {"procdemo questions LESSON|FILE.md [options]",
                     "procdemo questions 课名|文件.md [选项]"},
           .summary = {"Show a lesson's or a page's questions, or export them with their answers.",
                       "显示一课或一个页面里的题目，或连同答案一起导出。"},
           .groups = {{in_both(Help::options),
                       {{"format",
                         Argument::one_of({"text", "gift", "json"}),
                         {"the questions as text (default); with their answers: in "
                          "Moodle's GIFT, or as JSON",
                          "题目的文字（默认）；连同答案：Moodle 的 GIFT 格式，或 JSON"}},
                        language_option(),
                        color_option()}}},
           .operands = 1,
           .operand = {.kind = Argument::Kind::lesson_or_file}},
      .run = show_questions};
}

}  // namespace procdemo::cli
