// Who is there in a run, and in which lane each stands.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "show/room.h"
#include "trace/event.h"

namespace procdemo::show {

/// A process as pictures show it.
struct ShownProcess {
  enum class State { alive, orphan, ended, zombie, gone };

  Name name;
  Number pid;
  Name parent;
  int number = 0;           ///< how many were born before it
  std::optional<int> lane;  ///< none in a picture without lanes
  State state = State::alive;
  int tasks = 0;  ///< begun and not ended (probes task_begin, task_end)
};

/// How many lanes a picture has room for: they double when there is need. A picture without lanes
/// has room for none.
struct LaneRoom {
  int at_first = 0;
  int at_most = 0;
};

class FamilyTree {
 public:
  explicit FamilyTree(LaneRoom room)
      : room_(room), lanes_(static_cast<std::size_t>(room.at_first)) {}

  /// Who has this name, there or gone; nullptr for nobody.
  ShownProcess* find(const Name& name);

  /// One more, with a lane: one that nobody ever used, else one that is free again, else one of
  /// those that are there when all have doubled; where there is no room for these, it shares the
  /// last one. It is not there yet.
  ShownProcess newborn(const Name& name, const Number& pid, const Name& parent);

  /// It is there from now on.
  ShownProcess& add(const ShownProcess& newborn);

  /// It ended. It keeps its place while its parent may ask for it; those that it never asked for
  /// are gone with it.
  void ended(ShownProcess& process);

  /// It is gone, and its place is free.
  void gone(ShownProcess& process);

  int lanes() const { return static_cast<int>(lanes_.size()); }

  /// Those who are in a lane, in the order of their birth.
  const std::vector<ShownProcess*>& in_lane(int lane) const { return at(lane).here; }
  bool shared(int lane) const { return at(lane).shared; }
  int present() const { return present_; }

 private:
  struct Lane {
    std::vector<ShownProcess*> here;
    bool used = false;
    bool shared = false;  ///< until the last of those who share it is gone
  };
  Lane& at(int lane) { return lanes_[static_cast<std::size_t>(lane)]; }
  const Lane& at(int lane) const { return lanes_[static_cast<std::size_t>(lane)]; }
  std::optional<int> free_lane() const;
  std::optional<int> place();
  bool awaited(const ShownProcess& process);

  LaneRoom room_;
  std::unordered_map<Name, ShownProcess> processes_;
  std::unordered_map<Name, std::vector<ShownProcess*>> children_;
  std::vector<Lane> lanes_;
  int present_ = 0;
};

}  // namespace procdemo::show
