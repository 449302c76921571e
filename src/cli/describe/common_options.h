// Options that several commands take.
#pragma once

#include "cli/describe/command.h"
#include "cli/room.h"
#include "cli/user.h"
#include "show/narrator.h"

namespace procdemo::cli {

Option language_option();
Option color_option();
Option format_option();
Option stable_option();
Option evidence_option();
Option lines_option();
Option no_findings_option();

/// --speed, with its words: {0} and {1} are the slowest and the fastest.
Option speed_option(const Wording& help);

/// Throws Problem where --lang is no language that procdemo speaks. Which one it is, find_user has
/// found before.
void check_language(const Given& given);

/// Whether to colour, after --color, NO_COLOR (no-color.org) and the terminal. Throws Problem.
bool wants_color(const Given& given, const User& user);

/// --format; without it lanes on a terminal, plain elsewhere. Throws Problem.
Format wanted_format(const Given& given, const User& user);

/// The look of what is shown: language, colours, width, --evidence. Throws Problem.
Style wanted_style(const Given& given, const User& user);

/// Print, and return the exit status.
int print_help(const Command& command, const User& user);
int print_version();

}  // namespace procdemo::cli
