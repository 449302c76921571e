// What is kept of a run that is one of many: its trace, or the part of it that whoever asked for
// the run will read. To write and read JSON costs more than all else of a small run's telling.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "session/room.h"
#include "trace/canonical.h"
#include "trace/trace.h"

namespace procdemo::session {

enum class Keep {
  all,
  output,  ///< what was printed, what cut the run short, how the program ended, what is wrong with
           ///< it (but not the events that show it), and the end; all, though, of a run that is
           ///< worth showing: a claim is broken, or nobody could go on
  end      ///< how it ended, with the verdicts; likewise all of one that is worth showing
};

/// As a request has it; nothing for another word.
std::string_view word_of(Keep keep);
std::optional<Keep> keep_named(std::string_view word);

/// Where not all is kept, it is a trace all the same: its header is a plain one, without the words
/// of a lesson, and its events are numbered anew.
class KeptTrace {
 public:
  /// Writes JSON Lines (trace/json.h) to `lines`, which lives longer.
  KeptTrace(Keep keep, std::string& lines) : keep_(keep), lines_(lines) {}

  void begin(const Run& run);
  void event(const Event& event);

  /// `canonical`: what it was told by, or null. Where all is kept, the last line says what stood
  /// for what (trace/meanings.h).
  void end(const End& end, const Canonical* canonical = nullptr);

 private:
  bool is_worth_showing(const End& end) const;
  void leave_out();

  Keep keep_;
  std::string& lines_;
  Run run_;                    // where the end decides what is kept
  std::vector<Event> events_;  // likewise
};

}  // namespace procdemo::session
