// procdemo's subcommands. Each takes the words after its name and returns the exit status; what
// goes wrong is thrown, for failure.h to word.
#pragma once

#include "cli/command_line.h"
#include "cli/user.h"

namespace procdemo {

int welcome(const User& user);                         ///< `procdemo` alone
int list(const Words& words, const User& user);        ///< the lessons
int show(const Words& words, const User& user);        ///< a lesson's page and program
int run_folder(const Words& words, const User& user);  ///< a lesson in a folder of the user's
int watch(const Words& words, const User& user);       ///< any program
int check(const Words& words, const User& user);       ///< claims, and what pages say is printed
int explore(const Words& words, const User& user);     ///< every order of a program's steps
int replay(const Words& words, const User& user);      ///< a recorded run, played again
int doctor(const Words& words, const User& user);      ///< what this machine allows
int teach(const std::string& lesson, const Words& words, const User& user);  ///< a lesson

/// procdemo as a whole: what may stand before a subcommand's name, and its --help.
Command overview(Language language);

}  // namespace procdemo
