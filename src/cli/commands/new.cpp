// procdemo new: a lesson's files in a folder of the user's own, to change and to run.
#include "base/problem.h"
#include "cli/commands/subcommand.h"
#include "cli/describe/common_options.h"
#include "cli/describe/lesson_command.h"
#include "cli/print.h"
#include "cli/problems.h"
#include "cli/table.h"
#include "cli/words/help.h"
#include "lesson/catalogue.h"
#include "lesson/handout.h"
#include "lesson/program.h"
#include "show/terminal/escape.h"

namespace procdemo::cli {
namespace {

/// What a shell would have to be told, in the folder. A bomb is for nobody's hands.
std::string by_hand(const Lesson& lesson, bool python, Language language) {
  if (lesson.guarded || !lesson.program.ends_with(".cpp")) return "";
  if (python) return say(language, Help::handed_out_script, lesson.python);
  const bool library = uses_library(lesson);
  return say(
      language, Help::handed_out_by_hand,
      (library ? "-I lib " : "") + lesson.program + (library ? " lib/libmultiprocess.a" : ""));
}

int make_new(const Command& command, const Words& words, const User& user) {
  const Given given = parse(command, words);
  if (given.help) return print_help(command, user);
  check_language(given);
  if (given.operands.empty()) throw Problem(Status::usage, CommandProblem::name_missing);

  const std::string& folder = given.operands.front();
  const Lesson lesson = lesson_named(given.text("from", "fork"));
  const std::string in = given.choice(program_language().name, "");
  const bool python = is_python({{program_language().name, in}});
  hand_out(lesson, folder, in);
  const std::string shown = escaped(folder);
  const std::string what = say(user.language, Help::handed_out, shown, lesson.name,
                               escaped(python ? lesson.python : lesson.program));
  print(paragraph(what, user.width) + by_hand(lesson, python, user.language));
  return 0;
}

}  // namespace

Subcommand new_command() {
  return {
      .name = "new",
      .command = {.usage = {"procdemo new NAME [--from LESSON]", "procdemo new 名字 [--from 课名]"},
                  .summary = {"Make a folder with a copy of a lesson, to change and to run.",
                              "新建一个目录，放入一课的副本，供修改和运行。"},
                  .groups = {{in_both(Help::options),
                              {{"from",
                                Argument{.kind = Argument::Kind::lesson, .shown = "LESSON"},
                                {"which lesson (default fork)", "哪一课（默认 fork）"}},
                               program_option(),
                               language_option()}}},
                  .operands = 1,
                  .operand = {.kind = Argument::Kind::folder}},
      .run = make_new};
}

}  // namespace procdemo::cli
