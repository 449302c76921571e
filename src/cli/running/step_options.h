// The options of a run that waits for its reader at every step.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "cli/describe/command.h"
#include "cli/describe/given.h"
#include "cli/room.h"

namespace procdemo::cli {

struct StepOptions {
  enum class Face { none, lines, screen, json };
  Face face = Face::none;     ///< none: the run does not wait; screen: lines where there is none
  bool only_choices = false;  ///< it waits only where there is a choice to be made
  std::vector<std::string> keys;  ///< commands that come before those that are typed
  std::string input;              ///< a file that the program reads, or empty
  bool plain_marks = false;       ///< no box drawing: a line for each event

  bool wanted() const { return face != Face::none; }
};

/// As the help lists them; `reads`: there is a program, which may read something.
std::vector<Option> step_options(bool reads);

/// What a user would type to start the same session from a page: without what is about the
/// display, and with {0} where its keys go. `words` are those that were typed.
std::string command_on_page(const Words& words, Language language);

/// The same for a block of this page: told so that it can be compared, and in this language.
std::string command_in_block(const Words& words, Language language, const std::string& page);

/// Whether a page of this name is in Chinese, and so are its commands: zh.md, or *.zh.md.
bool is_chinese_page(const std::string& file);

/// Throws Problem where a value is not what its option takes, or one does not go with another.
StepOptions read_step_options(const Given& given);

}  // namespace procdemo::cli
