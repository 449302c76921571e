// Who is there in a run, and in which lane each stands.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "show/terminal/ink.h"
#include "trace/event.h"

namespace procdemo {

/// A process as the lanes show it.
struct Being {
  enum class State { alive, orphan, ended, zombie, gone };

  Name name;
  Number pid;
  Name parent;
  int lane = 0;
  Ink ink;
  State state = State::alive;
  int tasks = 0;  ///< begun and not ended (probes task_begin, task_end)
};

class FamilyView {
 public:
  explicit FamilyView(int lanes) : lanes_(static_cast<std::size_t>(lanes)) {}

  /// Who has this name, there or gone; nullptr for nobody.
  Being* find(const Name& name);

  /// A lane for one more: one that nobody ever used, else one that is free again, else none.
  std::optional<int> free_lane() const;

  void add_lanes(int count) { lanes_.resize(lanes_.size() + static_cast<std::size_t>(count)); }

  /// It stands in its lane from now on; with others, who are then all named beside what they do.
  void add(const Being& being);

  /// All that were ever added.
  int born() const { return static_cast<int>(beings_.size()); }

  /// It ended. It keeps its place while its parent may ask for it; those that it never asked for
  /// are gone with it.
  void ended(Being& being);

  /// It is gone, and its place is free.
  void gone(Being& being);

  /// Those who are in a lane, in the order of their birth.
  const std::vector<Being*>& in_lane(int lane) const { return at(lane).here; }
  bool shared(int lane) const { return at(lane).shared; }
  int present() const { return present_; }

 private:
  struct Lane {
    std::vector<Being*> here;
    bool used = false;
    bool shared = false;  ///< until the last of those who share it is gone
  };
  Lane& at(int lane) { return lanes_[static_cast<std::size_t>(lane)]; }
  const Lane& at(int lane) const { return lanes_[static_cast<std::size_t>(lane)]; }
  bool awaited(const Being& being);

  std::map<Name, Being> beings_;
  std::vector<Lane> lanes_;
  int present_ = 0;
};

}  // namespace procdemo
