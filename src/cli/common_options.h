// Options that several commands take.
#pragma once

#include "cli/command_line.h"
#include "cli/user.h"
#include "show/narrator.h"

namespace procdemo {

Option language_option(Language language);
Option color_option(Language language);
Option format_option(Language language);

/// Throws Problem where --lang is no language that procdemo speaks. Which one it is, find_user has
/// found before.
void check_language(const Given& given);

/// Whether to colour, after --color, NO_COLOR (no-color.org) and the terminal. Throws Problem.
bool wants_color(const Given& given, const User& user);

/// --format; without it lanes on a terminal, plain elsewhere. Throws Problem.
Format wanted_format(const Given& given, const User& user);

/// The look of what is shown: language, colours, width. Throws Problem.
Style wanted_style(const Given& given, const User& user);

/// What --speed takes.
constexpr double slowest_speed = 0.1, fastest_speed = 100;

/// Print, and return the exit status.
int print_help(const Command& command, const User& user);
int print_version();

}  // namespace procdemo
