// procdemo complete WORD...: what may stand in the place of the last word, for a shell. The first
// line says what the shell is to add by itself (nothing, file, folder or command); each other one
// is a candidate, a tab, and what it is for.
#include "cli/describe/complete.h"

#include <algorithm>

#include "base/problem.h"
#include "cli/commands/overview.h"
#include "cli/commands/subcommand.h"
#include "cli/describe/lesson_command.h"
#include "cli/print.h"
#include "lesson/catalogue.h"
#include "show/terminal/escape.h"

namespace procdemo::cli {
namespace {

std::vector<Candidate> lessons() {
  std::vector<Candidate> all;
  for (const CatalogueEntry& entry : list_lessons(lessons_folder())) {
    all.push_back({entry.name, entry.lesson ? entry.lesson->title : Wording()});
  }
  return all;
}

std::vector<Candidate> commands_and_lessons() {
  std::vector<Candidate> all;
  for (const Subcommand& one : subcommands()) {
    if (!one.hidden) all.push_back({one.name, one.command.summary});
  }
  std::ranges::move(lessons(), std::back_inserter(all));
  return all;
}

Words without(const Words& words, std::size_t place) {
  Words rest = words;
  rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(place));
  return rest;
}

/// With a lesson's own options, once it is known which lesson.
Completion complete_subcommand(const Subcommand& subcommand, const Words& words,
                               const std::string& typed) {
  const Position at = position_after(subcommand.command, words);
  if (!subcommand.command_for || at.operands.empty()) {
    return complete(subcommand.command, words, typed);
  }
  const std::size_t first = at.operands.front();
  if (first > 0 && words[first - 1] == "--") return {.also = Argument::file()};  // a program's own
  return complete(subcommand.command_for(words[first]), without(words, first), typed);
}

Completion complete_all(const Words& words, const std::string& typed) {
  const Command procdemo = overview();
  const Position at = position_after(procdemo, words);
  if (at.operands.empty()) {
    Completion completion = complete(procdemo, words, typed);
    if (!at.awaited.empty() || typed.starts_with("-")) return completion;
    return {.candidates = beginning_with(typed, commands_and_lessons())};
  }
  const std::string& name = words[at.operands.front()];
  const Words rest = without(words, at.operands.front());
  if (const Subcommand* const subcommand = find_subcommand(name)) {
    return complete_subcommand(*subcommand, rest, typed);
  }
  const Lesson lesson = find_lesson(lessons_folder(), name);
  return complete(lesson_command(lesson, name), rest, typed);
}

bool takes_lesson(Argument::Kind kind) {
  return kind == Argument::Kind::lesson || kind == Argument::Kind::lesson_or_file ||
         kind == Argument::Kind::lesson_or_command;
}

/// What a shell knows better.
const char* left_to_shell(Argument::Kind kind) {
  switch (kind) {
    case Argument::Kind::file:
    case Argument::Kind::lesson_or_file:
      return "file";
    case Argument::Kind::folder:
      return "folder";
    case Argument::Kind::command:
    case Argument::Kind::lesson_or_command:
      return "command";
    default:
      return "nothing";
  }
}

int complete_words(const Command&, const Words& words, const User& user) try {
  const std::string typed = words.empty() ? "" : words.back();
  const Words before(words.begin(), words.empty() ? words.end() : words.end() - 1);
  Completion completion = complete_all(before, typed);
  const Argument::Kind also = completion.also.kind;
  if (takes_lesson(also)) {
    std::ranges::move(beginning_with(typed, lessons()), std::back_inserter(completion.candidates));
  }
  std::string text = std::string(left_to_shell(also)) + "\n";
  for (const Candidate& one : completion.candidates) {
    text += escaped(one.word) + "\t" + escaped(one.help.in(user.language)) + "\n";
  }
  print(text);
  return 0;
} catch (const Problem&) {
  print("nothing\n");  // a lesson that there is not: whoever types is told when it is run
  return 0;
}

}  // namespace

Subcommand complete_command() {
  return {.name = "complete",
          .command = {.usage = {"procdemo complete [WORD]...", "procdemo complete [词]..."},
                      .summary = {"For shells: what may come next.",
                                  "供 shell 使用：接下来可以输入什么。"}},
          .run = complete_words,
          .hidden = true};
}

}  // namespace procdemo::cli
