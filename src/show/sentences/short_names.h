// Files, pipes and sockets by names that fit into a column.
//
//   /tmp/procdemo-1a2b3c4d/numbers.txt    numbers.txt
//   old/a.txt, then new/a.txt             a.txt, then new/a.txt: no two share a name
//   pipe:[4711], then pipe:[4712]         pipe 1, pipe 2: in the order in which they are told
#pragma once

#include <map>
#include <set>
#include <string>

#include "show/room.h"
#include "trace/event.h"

namespace procdemo::show {

/// What the event is about, as it names it: a path, "pipe:[4711]"; empty for most.
const std::string& object_of(const Event& event);

class ShortNames {
 public:
  /// Empty where the event is about no such object. Told of each event, in order.
  std::string of(const Event& event);

  /// The same of one of the objects of an event that has several.
  std::string of_object(const std::string& object);

 private:
  std::string of_unmarked(const std::string& object);
  std::string of_path(const std::string& path);
  std::string numbered(const std::string& object, const std::string& kind);

  std::map<std::string, std::set<std::string>> paths_;  ///< by their last component
  std::map<std::string, std::string> numbered_;
  std::map<std::string, int> of_kind_;
};

/// The text with the folders that procdemo makes for one run (session/scratch.h) as [scratch], as
/// the canonical form has them.
std::string without_scratch(std::string text);

}  // namespace procdemo::show
