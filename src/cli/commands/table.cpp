// The subcommands. Each is described and done in the file of its name.
#include <algorithm>

#include "cli/commands/subcommand.h"

namespace procdemo::cli {

Subcommand list_command();       // the lessons
Subcommand show_command();       // a lesson's page and program
Subcommand questions_command();  // a lesson's questions
Subcommand run_command();        // a lesson in a folder of the user's
Subcommand new_command();        // a copy of a lesson, in a folder of the user's
Subcommand watch_command();      // any program
Subcommand check_command();      // claims, and what pages say is printed
Subcommand explore_command();    // every order of a program's steps
Subcommand replay_command();     // a recorded run, told again
Subcommand learn_command();      // the course
Subcommand task_command();       // a program to complete
Subcommand progress_command();   // what a student has done
Subcommand doctor_command();     // what this machine allows
Subcommand complete_command();   // for shells
Subcommand man_page_command();   // for the build

const std::vector<Subcommand>& subcommands() {
  static const std::vector<Subcommand> all = {
      list_command(),   show_command(),     questions_command(), run_command(),
      new_command(),    watch_command(),    check_command(),     explore_command(),
      replay_command(), learn_command(),    task_command(),      progress_command(),
      doctor_command(), complete_command(), man_page_command(),
  };
  return all;
}

const Subcommand* find_subcommand(const std::string& name) {
  const auto found = std::ranges::find(subcommands(), name, &Subcommand::name);
  return found == subcommands().end() ? nullptr : &*found;
}

}  // namespace procdemo::cli
