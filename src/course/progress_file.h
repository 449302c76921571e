// Where progress is kept: $XDG_STATE_HOME/procdemo/progress.json, else in ~/.local/state (XDG Base
// Directory Specification).
//
// Nothing that a student does depends on it. Where it can't be written (a read-only home, a full
// disk), it is remembered as long as this procdemo runs, and that is said once.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/fd.h"
#include "base/problem.h"
#include "course/problems.h"
#include "course/progress.h"
#include "course/room.h"

namespace procdemo::course {

/// The folder; empty where the environment names none.
std::string progress_folder();

class ProgressFile {
 public:
  explicit ProgressFile(const std::string& folder = progress_folder());

  const std::string& path() const { return path_; }

  /// As it is now: others may have changed it. What can't be read is kept aside, under a name
  /// beside it, and the student begins anew.
  Progress read();

  /// Reads it, changes it and writes it, whole or not at all: no other procdemo's marks are lost,
  /// for the two take turns (flock(2) on a file beside it).
  void change(const std::function<void(Progress& progress)>& change);

  /// Whether what is marked is there the next time, as far as is known.
  bool is_kept() const { return kept_; }

  /// What has to be said of it, each once.
  std::vector<Problem> take_troubles() { return std::exchange(troubles_, {}); }

 private:
  Fd lock();
  Progress read_in_turn();
  void change_in_turn(const std::function<void(Progress& progress)>& change);
  void keep_aside(const std::string& field);
  void write(const std::string& text);
  void give_up(const std::string& reason);
  void give_up(CourseProblem why, std::vector<std::string> args);

  std::string path_;     // empty: there is no place for it
  bool kept_ = true;     // it can be written
  Progress remembered_;  // where it can't be
  std::vector<Problem> troubles_;
};

}  // namespace procdemo::course
