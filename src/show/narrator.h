// A narrator tells a trace to a reader in some format: it makes rows of the events (rows.h), which
// the format's writer writes (writer.h).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/language.h"
#include "show/room.h"
#include "trace/trace.h"

namespace procdemo::show {

/// Told of a run as it happens, or as it is played from a file; the same trace gives the same text.
class Narrator {
 public:
  virtual ~Narrator() = default;
  virtual void begin(const Run& run) = 0;
  virtual void event(const Event& event) = 0;
  virtual void end(const End& end) = 0;

  /// Nothing has happened for so long, a moment at least: what was kept back, to be counted with
  /// more, is told.
  virtual void pause(double /*seconds*/) {}
};

/// How long something is kept back at most, in seconds of the run at speed 1: nobody notices.
constexpr double moment = 0.1;

/// Where the text goes: from a narrator at most one call for an event, of whole lines, to be
/// written at once (base/output.h does).
using Out = std::function<void(std::string_view text)>;

struct Style {
  Language language = Language::en;
  bool color = false;
  int width = 80;  ///< columns of the reader's terminal; fewer than 20 are taken as 20, more than
                   ///< 1000 as 1000
  bool evidence = false;  ///< what shows a claim that holds; of others it is always told
  bool lines = false;     ///< where in the program's source it happened
  bool findings = true;   ///< what is wrong with the program, at the end
  int rows = 0;           ///< of the reader's screen; 0: it is none, or scrolls as it likes
  bool spoken = false;    ///< the reader hears it: no lines are drawn beside words
  std::string page;       ///< the command that shows the lesson's page, where there is one
};

/// lanes: a column for each process (lanes.h; folded.h on narrow terminals). plain: a line for each
/// event (plain.h). jsonl: the trace itself (trace/json.h). A run whose header says view =
/// "generations" is shown so in lanes and plain (generations.h). What they leave out: noise.h.
enum class Format { lanes, plain, jsonl };

std::unique_ptr<Narrator> make_narrator(Format format, const Style& style, Out out);

}  // namespace procdemo::show
