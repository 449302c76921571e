#include "cli/common_options.h"

#include "cli/print.h"
#include "show/words/words.h"

namespace procdemo {
namespace {

const Words languages = {"en", "zh"};
const Words colors = {"auto", "always", "never"};
const Words formats = {"lanes", "plain", "jsonl"};

}  // namespace

Option language_option(Language language) {
  return {"lang", "en|zh", say(language, Say::help_lang)};
}

Option color_option(Language language) {
  return {"color", "auto|always|never", say(language, Say::help_color)};
}

Option format_option(Language language) {
  return {"format", "lanes|plain|jsonl", say(language, Say::help_format)};
}

void check_language(const Given& given) {
  given.choice("lang", languages, "en");
}

bool wants_color(const Given& given, const User& user) {
  const std::string wish = given.choice("color", colors, "auto");
  return wish == "always" || (wish == "auto" && user.color);
}

Format wanted_format(const Given& given, const User& user) {
  const std::string name = given.choice("format", formats, user.terminal ? "lanes" : "plain");
  if (name == "lanes") return Format::lanes;
  return name == "plain" ? Format::plain : Format::jsonl;
}

Style wanted_style(const Given& given, const User& user) {
  check_language(given);
  return {user.language, wants_color(given, user), user.width};
}

int print_help(const Command& command, const User& user) {
  print(help_text(command, user));
  return 0;
}

int print_version() {
  print("procdemo " PROCDEMO_VERSION "\n");
  return 0;
}

}  // namespace procdemo
