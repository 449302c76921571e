// Whom procdemo speaks to: the language, and what the reader's screen can show.
#pragma once

#include "base/language.h"
#include "cli/describe/given.h"
#include "cli/room.h"
#include "session/assignment.h"

namespace procdemo::cli {

struct User {
  Language language = Language::en;
  bool watching = false;  ///< the command is watch: exit statuses are those of env(1)
  bool terminal = false;  ///< standard output is one
  bool color = false;     ///< it may be coloured, as far as --color leaves that to procdemo
  int width = 80;         ///< columns
  int rows = 0;           ///< of a terminal; else 0
  std::string page;       ///< the command that shows the page of the lesson that is run, or empty
  Words words;            ///< that were typed, without procdemo's own name
  Assignment* assignment = nullptr;  ///< where this is one run of many
};

/// The user as the environment tells, and a `--lang` among procdemo's own words: before these are
/// parsed, so that what is wrong with them can be said in the right language. A wrong --lang is
/// left for the parser to refuse.
User find_user(const Words& words);

}  // namespace procdemo::cli
