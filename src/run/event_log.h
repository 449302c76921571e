// The events of a run: each gets its number and its time, and goes to the sink.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "findings/fact.h"
#include "run/evidence_log.h"
#include "run/family.h"
#include "run/lines.h"
#include "run/places.h"
#include "run/room.h"
#include "run/settings.h"
#include "run/time/program_clock.h"

namespace procdemo::run {

class EventLog {
 public:
  /// All of these have to live as long.
  EventLog(Sink& sink, const ProgramClock& clock, Family& family, Places& places,
           EvidenceLog& evidence);

  /// The program has been executed. What comes before that is procdemo's own, and not told.
  void begin() { begun_ = true; }
  bool has_begun() const { return begun_; }

  void emit(const Name& task, pid_t pid, event::Any what, std::optional<SourcePlace> place = {});
  void emit(const Process& process, const Name& task, event::Any what);

  /// With the place where it stands.
  void emit(const Task& task, event::Any what);

  /// What no reader asks for, but a rule of findings/: goes to the sink between the events.
  void state(const Task& task, AnyFact what);

  /// Sink::got.
  void got(const Task& task, std::int64_t bytes, std::string data);

  /// Tells something once in a run.
  void note(const Task& task, const std::string& what);

  /// One print: told, and put into lines.
  void print(const Task& task, int fd, const std::string& text);

  /// The unfinished pieces of one process, of all, or those that have grown old: they are told.
  void flush(std::string_view process) { lines_.flush(process); }
  void flush_all();
  void flush_older(double limit) { lines_.flush_older(limit); }
  void flush_stale() { lines_.flush_older(now() - stale_piece); }

  /// When the oldest unfinished piece grows stale.
  std::optional<double> next_stale() const;

  /// Where one process at a time runs, everybody who is left is killed in no order: from now on
  /// only ends are kept, and told in the order of names by tell_ends().
  void keep_ends() { keeps_ends_ = true; }
  void tell_ends();

  std::int64_t events() const { return static_cast<std::int64_t>(events_); }
  std::int64_t printed() const { return printed_; }  ///< bytes

 private:
  void keep_evidence(const Name& task, const event::Any& what);
  double now() const;  ///< by which clock an unfinished line grows old

  Sink& sink_;
  const ProgramClock& clock_;
  Family& family_;
  Places& places_;
  EvidenceLog& evidence_;
  Lines lines_;
  bool begun_ = false;
  bool keeps_ends_ = false;
  std::vector<std::tuple<Name, pid_t, event::Any>> ends_;
  std::set<std::string> notes_;
  std::uint64_t events_ = 0;
  std::int64_t printed_ = 0;
};

}  // namespace procdemo::run
