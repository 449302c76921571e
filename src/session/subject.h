// What a run is of: a lesson with its options, or any command. From here on both are the same: a
// program, what is observed of it, and what is claimed of it.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "claims/claim.h"
#include "lesson/claims_file.h"
#include "lesson/lesson.h"
#include "lesson/program.h"
#include "run/settings.h"
#include "schedule/token.h"
#include "session/request.h"
#include "session/room.h"
#include "session/scratch.h"
#include "trace/canonical.h"
#include "world/world.h"

namespace procdemo::session {

struct Subject {
  std::string name;  ///< in its tokens
  Program program;
  Run header;                                  ///< of its trace; a session says how it is scheduled
  Settings settings;                           ///< a session adds mode and world
  Wishes wishes;                               ///< for its world
  const std::vector<Claim>* claims = nullptr;  ///< what is checked; it lives longer. Null: nothing
  Conditions conditions;
  bool wants_findings = true;           ///< what is wrong with it is looked for
  std::set<std::string> intended = {};  ///< findings that the lesson shows on purpose
  std::vector<Token::Option> options;   ///< in its tokens: those that its steps depend on
  std::filesystem::path folder = {};    ///< of a lesson's program
  Scratch scratch = {};
  std::string input = {};  ///< in a session: what its user would have the program read elsewhere
};

/// A lesson as it was called.
struct LessonCall {
  const Lesson& lesson;
  Executable program;
  OptionValues values;          ///< of all its options (check_options)
  std::set<std::string> given;  ///< those that the user gave
};

/// Makes the folder that the lesson leaves samples in. Throws std::system_error where there can be
/// none.
Subject subject_of(const LessonCall& call, Request& request);

/// What else is to be observed of a command.
struct CommandCall {
  std::vector<std::string> command;
  std::vector<std::string> watch, probes;
  const ClaimsFile* claims = nullptr;  ///< a teacher's, or null
};

/// Throws Problem where the command is no program (find_command).
Subject subject_of(const CommandCall& call, const Request& request);

/// The limits of a request that differ from the usual ones, as a token has them.
std::vector<Token::Option> token_options(const Request& request, const Limits& usual);

/// The working directory, and the folders that the command speaks of, or in which what it speaks of
/// is or may be made.
std::vector<std::string> folders_named_by(const Subject& subject);

/// What the canonical form of its events has to know: the working directory among it, which is
/// empty where somebody has removed it.
Canonical::Surroundings surroundings_of(const Subject& subject);

}  // namespace procdemo::session
