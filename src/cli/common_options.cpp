#include "cli/common_options.h"

#include "cli/print.h"
#include "narrate/words.h"

namespace procdemo {
namespace {

const Words languages = {"en", "zh"};
const Words colors = {"auto", "always", "never"};

}  // namespace

Option language_option(Language language) {
  return {"lang", "en|zh", say(language, Say::help_lang)};
}

Option color_option(Language language) {
  return {"color", "auto|always|never", say(language, Say::help_color)};
}

void check_language(const Given& given) {
  given.choice("lang", languages, "en");
}

bool wants_color(const Given& given, const User& user) {
  const std::string wish = given.choice("color", colors, "auto");
  return wish == "always" || (wish == "auto" && user.color);
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
