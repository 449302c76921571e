// procdemo list: the lessons, for a reader or as JSON.
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/commands/lesson_table.h"
#include "cli/commands/subcommand.h"
#include "cli/describe/common_options.h"
#include "cli/print.h"
#include "cli/words/help.h"
#include "cli/words/problem_words.h"
#include "lesson/catalogue.h"
#include "trace/json_text.h"

namespace procdemo::cli {
namespace {

using Json = nlohmann::ordered_json;

Json in_each_language(const Wording& wording) {
  return {{"en", wording.en}, {"zh", wording.zh}};
}

/// 3 and not 3.0: most options count something.
Json json(double number) {
  if (number == std::floor(number)) return static_cast<std::int64_t>(number);
  return number;
}

Json json(const LessonOption& option) {
  using Kind = LessonOption::Kind;
  Json json = {{"name", option.name}};
  switch (option.kind) {
    case Kind::number:
      json["kind"] = "number";
      json["default"] = trace::json_from(option.initial);
      json["range"] = {cli::json(option.lowest), cli::json(option.highest)};
      break;
    case Kind::choice:
      json["kind"] = "choice";
      json["default"] = option.initial;
      json["values"] = option.choices;
      break;
    case Kind::path:
      json["kind"] = "path";
      json["default"] = option.initial;
      json["operand"] = option.operand;
      break;
    case Kind::flag:
      json["kind"] = "flag";
      json["default"] = option.initial == "true";
      break;
  }
  json["help"] = in_each_language(option.help);
  return json;
}

Json json(const CatalogueEntry& entry, Language language) {
  Json json = {{"id", entry.id}, {"name", entry.name}, {"order", entry.order}};
  if (!entry.lesson) {
    json["problem"] = say(*entry.problem, language);
    return json;
  }
  json["title"] = in_each_language(entry.lesson->title);
  json["summary"] = in_each_language(entry.lesson->summary);
  json["options"] = Json::array();
  for (const LessonOption& option : entry.lesson->options) {
    json["options"].push_back(cli::json(option));
  }
  return json;
}

std::string as_json(const std::vector<CatalogueEntry>& lessons, Language language) {
  Json all = Json::array();
  for (const CatalogueEntry& entry : lessons) all.push_back(json(entry, language));
  return json_text(all, 2) + "\n";
}

int list(const Command& command, const Words& words, const User& user) {
  const Given given = parse(command, words);
  if (given.help) return print_help(command, user);
  check_language(given);

  const std::vector<CatalogueEntry> lessons = list_lessons(lessons_folder());
  print(given.has("json") ? as_json(lessons, user.language) : lesson_table(lessons, user));
  return 0;
}

}  // namespace

Subcommand list_command() {
  return {
      .name = "list",
      .command = {.usage = {"procdemo list [--json]", "procdemo list [--json]"},
                  .summary = {"List the lessons.", "列出所有的课。"},
                  .groups = {{in_both(Help::options),
                              {{"json", flag, {"as JSON", "以 JSON 输出"}}, language_option()}}}},
      .run = list};
}

}  // namespace procdemo::cli
