// Lessons and runs for tests: small folders that are gone afterwards, events without a process.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "claims/claim.h"
#include "lesson/room.h"

namespace procdemo::lesson::fixture {

/// A folder of its own below the temporary one; removed with all that is in it.
class Folder {
 public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path path_;
};

/// A lesson without mistakes: lesson.toml, program and pages.
extern const std::string good_toml, good_program, good_en, good_zh;

/// Writes it below `parent`; returns its folder.
std::filesystem::path write_lesson(const Folder& parent, const std::string& id = "01-demo",
                                   const std::string& toml = good_toml);

/// good_toml with one text replaced, which has to be there.
std::string changed(const std::string& from, const std::string& to);

/// The 1-based line of `text` in `whole`.
int line_of(const std::string& text, const std::string& whole);

/// What `action` throws; the test fails when it throws nothing.
Problem problem_of(const std::function<void()>& action);

/// A page's block of a command and what it prints.
std::string console(const std::string& lines);

/// A claim from the keys of a [[claim]], its options being `rounds` (3) and `variant` (a or b).
Claim claim(const std::string& toml);

/// A live run with rounds = 3 and variant = a.
Conditions conditions();

/// What becomes of such a claim on this run, under these conditions.
Verdict verdict_on(const std::string& toml, const std::vector<Event>& run);

/// Events with seq 1, 2 ... and the PID of their process: 100 for P, 101 for P.1 ...
class Events {
 public:
  Events& add(const std::string& process, event::Any what);
  operator const std::vector<Event>&() const { return events_; }

 private:
  std::vector<Event> events_;
};

event::Line line(const std::string& text);

/// A parent that prints "one" twice, and a child that prints "two" once.
Events three_lines();

}  // namespace procdemo::lesson::fixture
