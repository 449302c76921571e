#include "cli/explore/call.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/problem.h"
#include "cli/commands/subcommand.h"
#include "cli/describe/common_options.h"
#include "cli/describe/lesson_command.h"
#include "cli/explore/options.h"
#include "cli/print.h"
#include "cli/problems.h"
#include "cli/running/run_lesson.h"
#include "cli/running/watch_program.h"
#include "explore/problems.h"
#include "lesson/catalogue.h"
#include "lesson/claims_file.h"
#include "lesson/program.h"
#include "lesson/python.h"

namespace procdemo::cli {
namespace {

void append(Words& words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
}

void hand_on(const OptionGroup& group, const Given& given, Words& options) {
  for (const Option& option : group.options) {
    if (option.operand || !given.has(option.name)) continue;
    options.push_back("--" + option.name);
    if (!option.value.empty()) options.push_back(given.text(option.name));
  }
}

void note_claims(const std::vector<Claim>& claims, ExploreCall& call) {
  for (const Claim& claim : claims) {
    if (claim.by_sleep) call.by_sleep.insert(claim.id);
    if (claim.expect_broken) call.failures.insert(claim.id);
  }
}

ExploreCall lesson_call(const Given& first, const Words& words, const User& user) {
  const std::string& name = first.operands.front();
  Lesson lesson = lesson_named(name);
  // Its runs have folders of their own.
  lesson.folder = std::filesystem::absolute(lesson.folder);
  const Command all = exploration_of(lesson, name);
  const std::vector<OptionGroup> own(all.groups.begin(), all.groups.end() - 1);

  expect_program(lesson, first.operands);
  ExploreCall call{.given = parse(all, without_first(first.operands, words))};
  if (call.given.help) {
    print_help(all, user);
    return call;
  }
  if (lesson.live_only) throw Problem(Status::usage, ExploreProblem::live, {lesson.name});
  if (is_python(lesson_values(lesson, call.given))) find_python();  // once, for all its runs
  call.subject = names_folder(name) ? Words{"run", std::filesystem::absolute(name).string()}
                                    : Words{lesson.name};
  for (const OptionGroup& group : own) hand_on(group, call.given, call.options);
  append(call.options, call.given.operands);
  note_claims(lesson.claims, call);
  if (names_folder(name)) call.beside = std::filesystem::absolute(lesson.folder).string();
  call.lesson = lesson;
  return call;
}

ExploreCall command_call(const Given& given) {
  ExploreCall call{.given = given, .subject = {"watch"}, .program = given.operands};
  hand_on(exploration().groups.back(), given, call.options);
  std::error_code gone;
  call.beside = std::filesystem::current_path(gone).string();
  // Each run has a folder of its own.
  std::string& path = call.program.front();
  if (path.find('/') != std::string::npos) path = std::filesystem::absolute(path).string();
  if (!given.has("claims")) return call;
  const std::string claims = std::filesystem::absolute(given.text("claims")).string();
  append(call.subject, {"--claims", claims});
  note_claims(load_claims(claims).claims, call);
  return call;
}

}  // namespace

ExploreCall explore_call(const Words& words, const User& user) {
  const Command any = exploration();
  const Given first = parse(any, words);
  if (first.operands.empty()) {
    if (!first.help) throw Problem(Status::usage, CommandProblem::exploration_missing);
    print_help(any, user);
    return {.given = first};
  }
  const std::size_t before = words.size() - first.operands.size();
  if (before == 0 || words[before - 1] != "--") return lesson_call(first, words, user);
  return command_call(first);
}

PreparedRun prepare_run(const ExploreCall& call, const Words& order) {
  Words words = call.options;
  append(words, {"--stable", "--format", "plain"});
  append(words, order);
  if (!call.lesson) {
    words.insert(words.end(), call.subject.begin() + 1, call.subject.end());
    words.push_back("--");
    append(words, call.program);
    const Given given = parse(find_subcommand("watch")->command, words);
    return [given](const User& user) { return watch_program(given, user); };
  }
  const Lesson& lesson = *call.lesson;
  const bool folder = call.subject.front() == "run";
  const Given given = parse(lesson_command(lesson, lesson.name), words);
  const Executable program =
      wanted_program(lesson, given, folder ? compiled_program : built_program);
  return [&lesson, given, program](const User& user) {
    return run_lesson(lesson, program, given, user);
  };
}

std::string command_of(const ExploreCall& call) {
  Words words = {"procdemo"};
  append(words, call.subject);
  append(words, {"--schedule", "\1"});  // a token, which brings the options along
  if (!call.program.empty()) words.push_back("--");
  append(words, call.program);
  std::string text = fmt::format("{}", fmt::join(words, " "));
  for (std::size_t at = 0; (at = text.find_first_of("{}", at)) != text.npos; at += 2) {
    text.insert(at, 1, text[at]);
  }
  return text.replace(text.find('\1'), 1, "{}");
}

}  // namespace procdemo::cli
