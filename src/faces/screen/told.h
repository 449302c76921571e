// What has been told of a run so far, and what follows from it: its lanes at some width, who made
// whom, the watched variables. A reader may go back in the run; then the rest was never told.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "faces/room.h"
#include "show/lineage.h"
#include "show/narrator.h"
#include "show/sentences/short_names.h"
#include "show/terminal/ink.h"
#include "trace/trace.h"

namespace procdemo::faces {

/// A watched variable, as one process last had it.
struct SeenVariable {
  Name process;
  event::Value value;
};

class ToldRun {
 public:
  explicit ToldRun(Language language) : language_(language) {}
  ToldRun(const ToldRun&) = delete;
  ToldRun& operator=(const ToldRun&) = delete;

  void begin(const Run& run);
  void event(const Event& event);
  void end(const End& end);

  /// So many events still hold, and it is not over any more.
  void back(std::uint64_t events);

  const Run& run() const { return run_; }
  const std::vector<Event>& events() const { return events_; }
  const std::optional<End>& end() const { return end_; }
  const Lineage& lineage() const { return lineage_; }

  /// The lanes of all that was told, in rows of this width.
  const std::vector<Rich>& lanes(int width);

  /// The ink of a process, as its lane has it.
  Ink ink_of(const Name& name) const;

  /// Of an object as events name it: "pipe 1" for "pipe:[4711]".
  std::string short_name(const std::string& object);

  /// In the order in which they were first seen.
  std::vector<SeenVariable> variables() const;

 private:
  void learn(const Event& event);
  void narrate_from_start();

  Language language_;
  Run run_;
  std::vector<Event> events_;
  std::optional<End> end_;
  Lineage lineage_;
  ShortNames short_names_;
  std::vector<SeenVariable> variables_;

  int width_ = 0;
  bool silent_ = false;
  std::unique_ptr<Narrator> narrator_;  // at that width, told of all
  std::vector<Rich> rows_;              // what it has said
};

/// What paint() has written, taken apart again.
Rich unpainted(std::string_view line);

}  // namespace procdemo::faces
