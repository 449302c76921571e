#include "cli/running/step_options.h"

#include "base/problem.h"
#include "cli/problems.h"

namespace procdemo::cli {
namespace {

/// Who chooses, and is asked only where there is something to choose.
constexpr const char* asking = "ask";

Option step_option() {
  Argument face = Argument::one_of({"lines", "screen", "json"});
  face.left_out = "lines";
  return {"step",
          face,
          {"you say who takes the next step, and may go back; as lines, a screen, or JSON for "
           "programs",
           "由你决定下一步让哪个进程走，也可以后退；界面为文本行、全屏或供程序使用的 JSON"}};
}

StepOptions::Face face_named(const std::string& name) {
  if (name == "json") return StepOptions::Face::json;
  if (name == "lines") return StepOptions::Face::lines;
  throw Problem(Status::usage, CommandProblem::screen_missing);
}

}  // namespace

std::vector<Option> step_options() {
  return {step_option(),
          {"keys",
           Argument::text("COMMANDS"),
           {"with --step, commands that come before those that you type, separated by blanks",
            "与 --step 同用：先执行这些命令（用空格分隔），再执行你输入的"}},
          {"plain-marks",
           flag,
           {"with --step, no box drawing: a line for each event, for a screen reader",
            "与 --step 同用：不画线框，每个事件一行，便于屏幕朗读软件"}}};
}

StepOptions read_step_options(const Given& given) {
  StepOptions options;
  options.only_choices = given.text("schedule") == asking;
  if (given.has("step")) {
    options.face = face_named(given.choice("step", "lines"));
  } else if (options.only_choices) {
    options.face = StepOptions::Face::lines;
  }
  for (const char* name : {"keys", "plain-marks"}) {
    if (given.has(name) && !options.wanted()) {
      throw Problem(Status::usage, CommandProblem::step_missing, {std::string("--") + name});
    }
  }
  options.keys = given.text("keys");
  options.plain_marks = given.has("plain-marks");
  return options;
}

}  // namespace procdemo::cli
