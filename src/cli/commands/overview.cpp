// procdemo as a whole: its --help, and what it says when it is called alone.
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/lesson_table.h"
#include "cli/print.h"
#include "cli/run_options.h"
#include "show/words/discoveries.h"
#include "show/words/markings.h"
#include "show/words/words.h"

namespace procdemo {

Command overview(Language language) {
  const auto text = [&](Say what) { return say(language, what); };
  return {.usage = text(Say::usage_overview),
          .summary = text(Say::summary_overview),
          .groups = {run_options(language, Limits(), true),
                     {text(Say::help_options), {{"version", "", text(Say::help_version)}}}},
          .prefix = true,
          .subcommands = {{text(Say::usage_lesson), text(Say::summary_teach)},
                          {text(Say::usage_list), text(Say::summary_list)},
                          {text(Say::usage_show), text(Say::summary_show)},
                          {text(Say::usage_run), text(Say::summary_run)},
                          {text(Say::usage_watch), text(Say::summary_watch)},
                          {say(language, Marking::usage), say(language, Marking::summary)},
                          {say(language, Discovery::usage), say(language, Discovery::summary)},
                          {text(Say::usage_replay), text(Say::summary_replay)},
                          {text(Say::usage_doctor), text(Say::summary_doctor)}}};
}

int welcome(const User& user) {
  const std::string lessons = lesson_table(list_lessons(lessons_folder()), user);
  print(say(user.language, Say::welcome, lessons));
  return 0;
}

}  // namespace procdemo
