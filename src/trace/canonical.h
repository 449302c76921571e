// The canonical form of a run: what two runs in the same order have in common, byte for byte.
//
//   PIDs of the run        [pid P.1], in fields, and where they stand as whole numbers in a text
//   procdemo's own PID     [pid procdemo]: it is the parent of P
//   an orphan's new parent [init], its PID [orphan P.1], also where the orphan itself prints it
//   addresses              [addr g_num] for a watched variable; others, of nine digits or more, by
//                          numbers in the order in which they are first seen: [addr 1]
//   pipes and sockets      by such numbers: pipe:[1]; pseudo-terminals, too: /dev/pts/[1]
//   what is typed from     a session's file in memory is told as the user's own standard input
//   the run's directory    [dir]; the lesson's: [lesson]; that of its samples: [scratch]
//   the kernel's guards    left out: which of them a user may have depends on the machine
//   time                   as it is where it is virtual, else 0; what was measured is left out, and
//                          stands as [wall] in what is said of claims
//
// A number below 10,000 in a text is never taken for a PID: a run that is to be told in this form
// has larger ones (world/pids.h), so that a lesson's `num = 6` stays what it is. In a world of its
// own (world/inside) P is 10000, and procdemo 9999: such round numbers are PIDs only where the
// text speaks of one.
#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "trace/evidence.h"
#include "trace/meanings.h"
#include "trace/room.h"
#include "trace/run_status.h"
#include "trace/trace.h"

namespace procdemo::trace {

class Canonical {
 public:
  /// What differs between runs and is in no event.
  struct Surroundings {
    // Paths; empty: unknown, or there is none.
    std::string folder;                  ///< the run's directory
    std::string lesson;                  ///< where the lesson's program lies
    std::string scratch;                 ///< where the lesson leaves what is removed at the end
    pid_t procdemo = 0;                  ///< the process that observes; 0: unknown
    bool evidence_is_canonical = false;  ///< it says [wall] already, and quotes other figures alone
    std::string input = {};              ///< what input_in_memory is told as; empty: itself
  };

  static constexpr std::int64_t smallest_pid = 10'000;

  /// What a program finds at its standard input in a session, where its reader may type: elsewhere
  /// it has its user's own.
  static constexpr std::string_view input_in_memory = "/memfd:input (deleted)";

  explicit Canonical(Surroundings surroundings);

  // To be called in the order of the run: what one event tells, later ones' texts may hold. What
  // is canonical already stays as it is.
  Run run(Run run);
  Event event(Event event);
  End end(End end);

  /// Of what was told so far: of PIDs, and of who adopts.
  Meanings meanings() const;

  // What is about to happen, and how one stands: it is no part of the run, and nothing is learnt of
  // it.
  RunStatus status(RunStatus status) const;
  Evidence evidence(Evidence evidence) const;

 private:
  void learn(const Event& event);
  void learn_pid(Number pid, const Name& process);
  void learn_address(const event::Value& value);
  void adopt(const Event& event, event::Orphan& orphan);
  void measured(std::string_view field, std::optional<double>& value);

  /// A part of a text that stands for something, and what it becomes.
  struct Change {
    std::size_t length;
    std::string text;
  };
  static std::string bracketed(const std::string& kind, const std::string& name) {
    return "[" + kind + " " + name + "]";
  }
  std::optional<Change> folder_at(std::string_view text, std::size_t at) const;
  std::optional<Change> input_at(std::string_view text, std::size_t at);
  std::optional<Change> object_at(std::string_view text, std::size_t at);
  std::optional<Change> address_at(std::string_view text, std::size_t at);
  std::optional<Change> number_at(std::string_view text, std::size_t at) const;
  std::optional<Change> measured_at(std::string_view text, std::size_t at) const;
  std::optional<Change> change_at(std::string_view text, std::size_t at);

  void change(std::string& text);
  template <class What>
  void change_fields(What& what);
  void change(Number& number) const;
  void change(std::vector<std::string>& texts) {
    for (std::string& text : texts) change(text);
  }
  template <class Value>
  void change(Value&) const {}  // flags, counts and seconds are the same in every run

  Surroundings surroundings_;
  bool live_ = false;
  std::map<std::int64_t, std::string> pids_;      // and what is said for each
  std::map<Name, std::int64_t> orphans_;          // their new parents
  std::string adopter_;                           // what such a parent is called
  std::map<std::string, std::string> addresses_;  // without 0x
  std::map<std::string, int> times_named_;        // variables, by the addresses they had
  std::map<std::string, std::string> objects_;    // pipes and sockets
  std::map<std::string, int> objects_of_kind_;
  int other_addresses_ = 0;
  std::map<std::string, std::string> measured_;  // to the thousandth, as evidence has it
  bool ended_ = false;
  std::vector<Name> speakers_;  // the orphans whose words the text may hold
};

}  // namespace procdemo::trace
