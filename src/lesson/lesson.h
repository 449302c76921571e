// A lesson: a folder with lesson.toml, a program, and a page in each language.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "claims/claim.h"
#include "lesson/option.h"
#include "lesson/page.h"
#include "lesson/questions/question.h"
#include "lesson/reading/named_file.h"
#include "lesson/room.h"
#include "trace/trace.h"

namespace procdemo::lesson {

struct Lesson {
  std::filesystem::path folder;
  std::string id;    ///< the folder's name: "04-fork"
  std::string name;  ///< "fork"
  int order = 0;
  Wording title;
  Wording summary;
  std::string program;  ///< as lesson.toml has it: "fork.cpp", or a command in the folder
  std::string python;   ///< the same told in Python, which lies beside a .cpp: "fork.py"; or empty
  std::vector<LessonOption> options;  ///< its own; where it has a program in Python, also --in
  std::vector<std::string> watch;
  std::vector<std::string> probes;  ///< providers of its own USDT probes, beside our library's
  std::vector<NamedFile> files;     ///< read by procdemo at the end
  Limits limits;                    ///< the defaults, with what lesson.toml changes
  bool guarded = false;             ///< needs = "guard": runs only inside a guard of the kernel
  bool live_only = false;           ///< needs = "live": so do all its claims; it runs at --speed 1
  bool limit_expected = false;      ///< the lesson is about a limit that ends its run: status 0
  std::vector<std::string> findings;  ///< ids (findings/table.h) of what it shows on purpose
  OptionValues check;  ///< values of options that `procdemo check` uses instead: a smaller count
  std::string view;    ///< "" or "generations"
  Source source;       ///< empty where lesson.toml names no lines
  Source python_source;
  std::vector<Claim> claims;
  std::vector<Question> questions;
  Page pages[2];  ///< by Language

  const Page& page(Language language) const { return pages[static_cast<int>(language)]; }
};

/// Reads and checks a lesson's folder. Throws Problem naming file, line and what is wrong.
Lesson load_lesson(const std::filesystem::path& folder);

/// Checks what the user gave (by name, without dashes) and fills in the defaults. Throws Problem.
OptionValues check_options(const Lesson& lesson, const OptionValues& given);

/// The values in the order of the lesson's own options: the program's positional arguments.
std::vector<std::string> arguments(const Lesson& lesson, const OptionValues& values);

/// What the lesson contributes to the header of a run with these values. The caller adds command,
/// schedule, speed, guards.
Run header(const Lesson& lesson, const OptionValues& values);

}  // namespace procdemo::lesson
