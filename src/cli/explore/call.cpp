#include "cli/explore/call.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "base/problem.h"
#include "cli/describe/common_options.h"
#include "cli/describe/lesson_command.h"
#include "cli/explore/options.h"
#include "cli/print.h"
#include "cli/problems.h"
#include "cli/running/run_lesson.h"
#include "cli/running/watch_program.h"
#include "explore/problems.h"
#include "lesson/program.h"

namespace procdemo {
namespace {

void hand_on(const OptionGroup& group, const Given& given, Words& call) {
  for (const Option& option : group.options) {
    if (option.operand || !given.has(option.name)) continue;
    call.push_back("--" + option.name);
    if (!option.value.empty()) call.push_back(given.text(option.name));
  }
}

ExploreCall lesson_call(const Given& first, const Words& words, const User& user) {
  const std::string& name = first.operands.front();
  const bool folder = is_folder_named(name);
  const Lesson lesson = explored_lesson(name);
  const Command all = exploration_of(lesson, name);
  const std::vector<OptionGroup> own(all.groups.begin(), all.groups.end() - 1);

  Words rest(words.begin(), words.end() - static_cast<std::ptrdiff_t>(first.operands.size()));
  rest.insert(rest.end(), first.operands.begin() + 1, first.operands.end());
  ExploreCall subject{.given = parse(all, rest)};
  if (subject.given.help) {
    print_help(all, user);
    return subject;
  }
  if (lesson.live_only) throw Problem(Status::usage, ExploreProblem::live, {lesson.name});
  lesson_values(lesson, subject.given);
  subject.call =
      folder ? Words{"run", std::filesystem::absolute(name).string()} : Words{lesson.name};
  for (const OptionGroup& group : own) hand_on(group, subject.given, subject.call);
  const Words& operands = subject.given.operands;
  subject.call.insert(subject.call.end(), operands.begin(), operands.end());
  for (const Claim& claim : lesson.claims) {
    if (claim.by_sleep) subject.by_sleep.insert(claim.id);
    if (claim.expect_broken) subject.failures.insert(claim.id);
  }
  subject.lesson = lesson;
  return subject;
}

}  // namespace

ExploreCall explore_call(const Words& words, const User& user) {
  const Command any = exploration();
  const Given first = parse(any, words);
  if (first.operands.empty()) {
    if (!first.help) throw Problem(Status::usage, CommandProblem::command_missing);
    print_help(any, user);
    return {.given = first};
  }
  const std::size_t before = words.size() - first.operands.size();
  if (before == 0 || words[before - 1] != "--") return lesson_call(first, words, user);
  ExploreCall subject{.given = first, .call = {"watch"}, .program = first.operands};
  hand_on(any.groups.back(), first, subject.call);
  // Each run has a folder of its own.
  std::string& path = subject.program.front();
  if (path.find('/') != std::string::npos) path = std::filesystem::absolute(path).string();
  return subject;
}

PreparedRun prepare_run(const ExploreCall& call, const Words& order) {
  Words words(call.call.begin() + (call.call.front() == "run" ? 2 : 1), call.call.end());
  words.insert(words.end(), {"--stable", "--format", "plain"});
  words.insert(words.end(), order.begin(), order.end());
  if (!call.lesson) {
    words.push_back("--");
    words.insert(words.end(), call.program.begin(), call.program.end());
    return [given = watch_words(words)](const User& user) { return watch_program(given, user); };
  }
  const Lesson& lesson = *call.lesson;
  const bool folder = call.call.front() == "run";
  const Given given = parse(lesson_command(lesson, lesson.name), words);
  const std::filesystem::path program = folder ? compiled_program(lesson) : built_program(lesson);
  return [&lesson, given, program](const User& user) {
    return run_lesson(lesson, program, given, user);
  };
}

/// What a user types to see an order, but for its token.
std::string command_of(const ExploreCall& subject) {
  // The token brings the options along.
  Words words = {"procdemo"};
  const bool folder = subject.call.front() == "run";
  words.insert(words.end(), subject.call.begin(), subject.call.begin() + (folder ? 2 : 1));
  words.insert(words.end(), {"--schedule", "\1"});
  if (!subject.program.empty()) words.push_back("--");
  words.insert(words.end(), subject.program.begin(), subject.program.end());
  std::string text = fmt::format("{}", fmt::join(words, " "));
  for (std::size_t at = 0; (at = text.find_first_of("{}", at)) != text.npos; at += 2) {
    text.insert(at, 1, text[at]);
  }
  return text.replace(text.find('\1'), 1, "{}");
}

}  // namespace procdemo
