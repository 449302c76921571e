// A run told to its reader, who may go back in it.
//
// What was told stays where it is: it may stand in a pipe. So to go back is to tell on from there;
// the narrator is a new one, which has heard of what still holds.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "faces/room.h"
#include "show/narrator.h"
#include "trace/trace.h"

namespace procdemo::faces {

/// The last one that somebody did, and procdemo did not end with the run; nothing where there is
/// none yet.
std::optional<std::uint64_t> last_act(const std::vector<Event>& events);

class Telling {
 public:
  Telling(Format format, const Style& style, Out out);
  Telling(const Telling&) = delete;
  Telling& operator=(const Telling&) = delete;

  void begin(const Run& run);
  void event(const Event& event);
  void end(const End& end);

  /// The reader is asked: what was kept back, to be counted with more, is told.
  void pause();

  /// So many events still hold.
  void back(std::uint64_t events);

  const Run& run() const { return run_; }
  const std::vector<Event>& events() const { return events_; }  ///< that hold

 private:
  std::unique_ptr<Narrator> make();

  Format format_;
  Style style_;
  Out out_;
  bool silent_ = false;
  std::unique_ptr<Narrator> narrator_;
  Run run_;
  std::vector<Event> events_;
};

}  // namespace procdemo::faces
