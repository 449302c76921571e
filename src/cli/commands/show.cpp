// procdemo show: a lesson's page and its program, without running it.
#include "base/fd.h"
#include "base/files/user_file.h"
#include "base/problem.h"
#include "cli/commands/subcommand.h"
#include "cli/describe/common_options.h"
#include "cli/describe/lesson_command.h"
#include "cli/page_view.h"
#include "cli/print.h"
#include "cli/problems.h"
#include "cli/words/help.h"
#include "lesson/catalogue.h"
#include "lesson/handout.h"
#include "lesson/program.h"

namespace procdemo::cli {
namespace {

/// The file that is shown. Throws Problem.
std::string wanted_source(const Lesson& lesson, const Given& given) {
  const std::string in = given.choice(program_language().name, "");
  if (!in.empty()) expect_python(lesson);
  OptionValues values = check_options(lesson, {});
  if (!in.empty()) values[program_language().name] = in;
  return is_python(values) ? lesson.python : lesson.program;
}

int show(const Command& command, const Words& words, const User& user) {
  const Given given = parse(command, words);
  if (given.help) return print_help(command, user);
  const Style style = wanted_style(given, user);
  if (given.operands.empty()) throw Problem(Status::usage, CommandProblem::lesson_missing);

  const Lesson lesson = lesson_named(given.operands.front());
  const std::string program = wanted_source(lesson, given);
  const bool source_alone = given.has("source") && !given.has("page");
  if (source_alone && !user.terminal) {  // for a compiler, or an interpreter
    print(whole_source(lesson, program));
    return 0;
  }
  const std::string page = page_view(lesson.page(user.language).markdown, style);
  const std::string source = source_view(read_user_file(lesson.folder / program), style.width);

  const bool both = given.has("page") == given.has("source");
  if (both) {
    print(page + "\n" + program + "\n\n" + source);
  } else {
    print(given.has("page") ? page : source);
  }
  return 0;
}

}  // namespace

Subcommand show_command() {
  return {
      .name = "show",
      .command = {.usage = {"procdemo show LESSON [--page|--source]",
                            "procdemo show 课名 [--page|--source]"},
                  .summary = {"Show a lesson's page and program without running it.",
                              "显示一课的讲解和程序，不运行。"},
                  .groups = {{in_both(Help::options),
                              {{"page", flag, {"the page alone", "只显示讲解"}},
                               {"source",
                                flag,
                                {"the program alone; into a file or a pipe as one that compiles",
                                 "只显示程序；写入文件或管道时，是可以直接编译的源码"}},
                               program_option(),
                               language_option(),
                               color_option()}}},
                  .operands = 1,
                  .operand = {.kind = Argument::Kind::lesson}},
      .run = show};
}

}  // namespace procdemo::cli
