// procdemo list: the lessons, for a reader or as JSON.
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/lesson_table.h"
#include "cli/print.h"
#include "lesson/catalogue.h"
#include "show/words/words.h"
#include "trace/json_text.h"

namespace procdemo {
namespace {

using Json = nlohmann::ordered_json;

Command list_command(Language language) {
  return {.usage = say(language, Say::usage_list),
          .summary = say(language, Say::summary_list),
          .groups = {{say(language, Say::help_options),
                      {{"json", "", say(language, Say::help_json)}, language_option(language)}}}};
}

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
      json["default"] = Json::parse(option.initial);
      json["range"] = {procdemo::json(option.lowest), procdemo::json(option.highest)};
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
    json["options"].push_back(procdemo::json(option));
  }
  return json;
}

std::string as_json(const std::vector<CatalogueEntry>& lessons, Language language) {
  Json all = Json::array();
  for (const CatalogueEntry& entry : lessons) all.push_back(json(entry, language));
  return json_text(all, 2) + "\n";
}

}  // namespace

int list(const Words& words, const User& user) {
  const Command list = list_command(user.language);
  const Given given = parse(list, words);
  if (given.help) return print_help(list, user);
  check_language(given);

  const std::vector<CatalogueEntry> lessons = list_lessons(lessons_folder());
  print(given.has("json") ? as_json(lessons, user.language) : lesson_table(lessons, user));
  return 0;
}

}  // namespace procdemo
