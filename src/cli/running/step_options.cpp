#include "cli/running/step_options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <span>
#include <string_view>

#include "base/problem.h"
#include "base/text/shell_word.h"
#include "cli/problems.h"
#include "faces/keys.h"

namespace procdemo::cli {
namespace {

/// Who chooses, and is asked only where there is something to choose.
constexpr const char* asking = "ask";

Option step_option() {
  Argument face = Argument::one_of({"lines", "screen", "json"});
  face.left_out = "screen";
  return {"step",
          face,
          {"you say who takes the next step, and may go back; on the whole screen where the "
           "terminal allows it, else as lines, or as JSON for programs",
           "由你决定下一步让哪个进程走，也可以后退；终端允许时用全屏，否则用文本行，或供程序使用的 "
           "JSON"}};
}

/// What would have no effect, and nobody told.
void refuse_useless(const Given& given, StepOptions::Face face) {
  const auto refuse = [&](const std::string& option, CommandProblem what, const std::string& with) {
    if (given.has(option)) throw Problem(Status::usage, what, {"--" + option, with});
  };
  using enum CommandProblem;
  refuse("report", apart, "--step");
  if (face == StepOptions::Face::json) {
    for (const char* option : {"keys", "plain-marks", "record"}) refuse(option, step_not_json, "");
  }
  const std::string format = given.text("format", "jsonl");
  if (face == StepOptions::Face::json && format != "jsonl") {
    throw Problem(Status::usage, step_not_json, {"--format " + format});
  }
  if (format == "lanes") refuse("plain-marks", apart, "--format lanes");
}

StepOptions::Face face_named(const std::string& name) {
  if (name == "json") return StepOptions::Face::json;
  return name == "lines" ? StepOptions::Face::lines : StepOptions::Face::screen;
}

std::string command_of(const Words& words, Language language, const std::string& options) {
  static const std::map<std::string, bool> of_display = {
      // and whether a value follows
      {"--keys", true},   {"--color", true},        {"--format", true}, {"--lang", true},
      {"--record", true}, {"--plain-marks", false}, {"--step", false}};
  Words kept;
  bool options_over = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto option = of_display.find(words[i].substr(0, words[i].find('=')));
    options_over = options_over || words[i] == "--";
    if (options_over || option == of_display.end()) {
      kept.push_back(shell_word(words[i]));
    } else if (words[i] == "--step" && i + 1 < words.size()) {
      i += step_option().value.takes(words[i + 1]) ? 1 : 0;
    } else if (option->second && words[i] == option->first) {
      ++i;
    }
  }
  const bool named = !kept.empty() && !kept.front().starts_with("-");
  const std::string step =
      options + (language == Language::zh ? "--lang zh " : "") + "--step lines --keys {0}";
  kept.insert(kept.begin() + (named ? 1 : 0), step);
  return fmt::format("procdemo {}", fmt::join(kept, " "));
}

}  // namespace

std::vector<Option> step_options(bool reads) {
  std::vector<Option> options = {
      step_option(),
      {"keys",
       Argument::text("COMMANDS"),
       {"with --step, commands that come before those that you type, separated by blanks",
        "与 --step 同用：先执行这些命令（用空格分隔），再执行你输入的"}},
      {"input",
       Argument::file(),
       {"with --step, what the program reads from its standard input, before what you type",
        "与 --step 同用：程序从标准输入先读到这个文件，再读到你输入的"}},
      {"plain-marks",
       flag,
       {"with --step, no box drawing: a line for each event, for a screen reader",
        "与 --step 同用：不画线框，每个事件一行，便于屏幕朗读软件"}}};
  if (!reads) std::erase_if(options, [](const Option& one) { return one.name == "input"; });
  return options;
}

bool is_chinese_page(const std::string& file) {
  const std::string name = std::filesystem::path(file).filename().string();
  return name == "zh.md" || name.ends_with(".zh.md");
}

std::string command_in_block(const Words& words, Language language, const std::string& page) {
  const auto own = std::span(words.begin(), std::ranges::find(words, "--"));
  const bool stable = std::ranges::count(own, "--stable") != 0;
  const bool other = is_chinese_page(page) && language == Language::en;
  return command_of(words, language,
                    std::string(stable ? "" : "--stable ") + (other ? "--lang en " : ""));
}

std::string command_on_page(const Words& words, Language language) {
  return command_of(words, language, "");
}

StepOptions read_step_options(const Given& given) {
  StepOptions options;
  options.only_choices = given.text("schedule") == asking;
  if (given.has("step")) {
    options.face = face_named(given.choice("step", "screen"));
  } else if (options.only_choices) {
    options.face = StepOptions::Face::screen;
  }
  for (const char* name : {"keys", "input", "plain-marks"}) {
    if (given.has(name) && !options.wanted()) {
      throw Problem(Status::usage, CommandProblem::step_missing, {std::string("--") + name});
    }
  }
  if (options.wanted()) refuse_useless(given, options.face);
  options.keys = keys_in(given.text("keys"));
  options.input = given.text("input");
  options.plain_marks = given.has("plain-marks");
  return options;
}

}  // namespace procdemo::cli
