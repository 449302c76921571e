// procdemo show: a lesson's page and its program, without running it.
#include "base/fd.h"
#include "base/problem.h"
#include "base/user_file.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/page_view.h"
#include "cli/print.h"
#include "lesson/catalogue.h"
#include "show/words/words.h"

namespace procdemo {
namespace {

Command show_command(Language language) {
  const auto text = [&](Say what) { return say(language, what); };
  return {.usage = text(Say::usage_show),
          .summary = text(Say::summary_show),
          .groups = {{text(Say::help_options),
                      {{"page", "", text(Say::help_page)},
                       {"source", "", text(Say::help_source)},
                       language_option(language),
                       color_option(language)}}},
          .operands = 1};
}

/// A name of the catalogue, or a folder: "./my-lesson".
Lesson named_lesson(const std::string& word) {
  const bool folder = word.find('/') != std::string::npos || word == "." || word == "..";
  return folder ? load_lesson(word) : find_lesson(lessons_folder(), word);
}

}  // namespace

int show(const Words& words, const User& user) {
  const Command show = show_command(user.language);
  const Given given = parse(show, words);
  if (given.help) return print_help(show, user);
  check_language(given);
  if (given.operands.empty()) throw Problem(Status::usage, Trouble::lesson_missing);

  const Style style = {user.language, wants_color(given, user), user.width};
  const Lesson lesson = named_lesson(given.operands.front());
  const std::string page = page_view(lesson.page(user.language).markdown, style);
  const std::string source = source_view(read_user_file(lesson.folder / lesson.program));

  const bool both = given.has("page") == given.has("source");
  if (both) {
    print(page + "\n" + lesson.program + "\n\n" + source);
  } else {
    print(given.has("page") ? page : source);
  }
  return 0;
}

}  // namespace procdemo
