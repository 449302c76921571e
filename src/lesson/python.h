// The machine's Python, for lessons that are run in it.
//
// What stands in $PATH under the name of python3 need not be it: a version manager (pyenv, asdf)
// puts a script there, which looks for the interpreter that the user means. So whatever is found is
// asked, once, what it really executes, and that is what a run starts: a script of a hundred
// processes is no part of a lesson. The lessons' programs are for 3.9 and later.
#pragma once

#include <filesystem>
#include <string>

#include "lesson/room.h"

namespace procdemo::lesson {

struct Python {
  std::filesystem::path file;     ///< the interpreter itself, absolute
  std::string version;            ///< "3.11.2"
  std::filesystem::path library;  ///< the folder of its shared library, and of its modules' folder
};

/// $PYTHON, else python3. Throws Problem (Status::not_allowed): python_missing, python_unusable
/// with its own words, or python_too_old.
const Python& find_python();

}  // namespace procdemo::lesson
