// A run from its header to its end: what narrators show, claims check and --record writes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "trace/event.h"
#include "trace/limits.h"
#include "trace/room.h"

namespace procdemo::trace {

/// The few source lines that matter, shown before the run.
struct Source {
  std::string file;
  int first_line = 0;
  std::string text;
  bool operator==(const Source&) const = default;
};

/// A claim's words for the reader; how it is checked stays in the lesson.
struct ClaimWords {
  std::string id;
  Wording words;
  bool operator==(const ClaimWords&) const = default;
};

/// The first line of a trace. It holds all that a narrator needs, so that a trace is played without
/// its lesson.
struct Run {
  std::string lesson;  ///< "fork"; empty under `watch`
  std::vector<std::string> command;
  std::string schedule = "live";
  double speed = 1;
  bool terminal = true;  ///< the program believes that it writes to one (no --no-tty)
  Limits limits;
  std::vector<std::string> guards;  ///< kernel guards beside the observer: "pid-namespace", ...
  std::vector<std::string>
      loose;         ///< limits that were not enforced, because it ran unobserved: "forks"
  std::string view;  ///< "" or "generations": how many processes are best shown
  Wording title;
  Wording look;  ///< what to look at
  Wording next;  ///< what to try next
  Source source;
  std::vector<ClaimWords> claims;
  bool operator==(const Run&) const = default;
};

/// Why a claim holds, fails or was skipped. A narrator words it: `key` is the kind of finding
/// ("count", "before", "skipped-unobserved" ...: claims/claim.h lists them), `args` its numbers and
/// texts in a fixed order. `evidence` is the lesson's own sentence, filled in, if it gives one.
struct Why {
  std::string key;
  std::vector<std::string> args;
  Wording evidence;
  bool operator==(const Why&) const = default;
};

/// The finding on one claim; `holds` is empty where it was skipped.
struct Verdict {
  std::string id;
  std::optional<bool> holds;
  Why why;
  bool operator==(const Verdict&) const = default;
};

/// The last line of a trace.
struct End {
  std::int64_t processes = 0;
  std::int64_t events = 0;
  std::int64_t survivors = 0;  ///< processes of the run alive after it, counted in /proc
  int status = 0;              ///< procdemo's exit status
  std::optional<double> wall;  ///< seconds of real time; none in the canonical form
  std::optional<double> time;  ///< seconds of virtual time; none in a live run
  std::string token;           ///< names a controlled run; empty for a live one
  std::vector<Verdict> claims;
  bool operator==(const End&) const = default;
};

struct Trace {
  Run run;
  std::vector<Event> events;
  End end;
};

}  // namespace procdemo::trace
