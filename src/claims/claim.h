// Claims: what a lesson teaches, stated so that a machine can check it on the trace of a run.
//
// A claim has words in each language, one verb, and one or two patterns (claims/pattern.h), here
// called A and B. It says what must be so in every order in which the processes may run.
//
//   count     how many events match, within bounds
//   distinct  how many different values a field takes in them, within bounds
//   before    each match of A precedes each match of B
//   overlap   at most N intervals, opened by A and closed by B, are open at once; a process closes
//             its own (fields = ["child", "process"]: the value of one field in A, of one in B)
//   same      a field of A and one of B take the same values, as a sequence or as a multiset; an
//             array counts as its elements (the records of a file)
//   compare   a field's sum or last value in A, divided by that in B, is within a range
//
// Nothing passes for lack of evidence. `count` alone can speak of events that did not happen; every
// other verb fails with "missing" when a pattern of its own matched nothing. An expected failure
// (expect = "broken") is one of the verb: "missing" does not make such a claim hold.
//
// `per` checks a claim within each value of a field, and all must hold. The values are those of the
// matches; for per = "process", every process of the run whose name the patterns allow, so that one
// in which nothing happened is found, too.
//
// `unless` names what a program says where it can't show what the claim speaks of (there is but one
// processor): when an event matches, the claim is skipped for the lesson's own `reason`.
//
// A Verdict says why in a Why (trace/trace.h): a key, and arguments that a narrator words. {0} is
// always the value of `per` that the finding is about, or empty. An event stands as its seq,
// process, kind and fields: `#12 P.1 line fd=1 text=---1---`. Arguments and evidence may hold a
// program's own bytes: who shows them escapes them.
//
//   key                  {1}           {2}          {3}          {4}          {5}        {6}
//   count                found         at least     at most      the events
//   distinct             found         at least     at most      field        values
//   before               last of A     first of B
//   overlap              most at once  at most      the events that had opened them
//   same                 values in A   values in B  A's value    its event    B's value  its event
//   compare              A's figure    B's figure   ratio        at least     at most
//   missing              pattern 1, 2  the pattern
//   unbroken             -             the failure that this variant is to show did not come
//   each                 field         its values   the claim holds within each of them ({0} empty)
//   by-sleep             a key above  its {1}      its {2} ...  (broken; by = "sleep", live)
//   skipped-unobserved   field, kind   could not be seen here; {1} empty: nothing could
//   skipped-interrupted  -             Ctrl-C reached the program
//   skipped-refused      -             broken, where the kernel refused a process
//   skipped-live         -             needs the real clock and the real scheduler
//   skipped-overslept    sleeper       asked        slept        (seconds; by = "sleep", live)
//   skipped-any-sleep    -             by = "sleep", broken, where sleeps could end at any time
//   skipped-unless       the event     the run itself says that it could not be shown here
//
// Bounds: both equal means exactly; an empty one, none. Lists are joined with ", "; of more than
// five events the first five are given, then "...". `same` gives the first difference; all four are
// empty where there is none, and one pair is empty where that side has nothing more.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "claims/pattern.h"
#include "claims/room.h"
#include "trace/trace.h"

namespace procdemo::claims {

struct Claim {
  enum class Verb { count, distinct, before, overlap, same, compare };
  enum class Take { sum, last };

  std::string id;
  Wording words;
  Verb verb = Verb::count;
  std::vector<Pattern> patterns;    ///< one, or A and B
  std::vector<std::string> fields;  ///< one for each pattern, where the verb looks at a field
  Bounds bounds;                    ///< count, distinct, overlap; compare: of the ratio
  bool multiset = false;            ///< same: order does not matter
  Take take = Take::sum;            ///< compare
  std::string per;                  ///< a field: the claim within each of its values
  OptionValues when;                ///< applies only to these values of options
  bool expect_broken = false;       ///< holds when the failure came
  bool by_sleep = false;            ///< only sleeping arranges it
  bool needs_live = false;          ///< only the real clock and the real scheduler show it
  Pattern unless;                   ///< skipped when an event matches; empty: never
  Wording reason;                   ///< of that skip; {1.FIELD} is the event's
  Wording evidence;                 ///< "fork() returned {1.returned}": see claims/evidence.h
  int line = 0;                     ///< in lesson.toml
};

/// The conditions of a run that claims depend on.
struct Conditions {
  OptionValues options;  ///< of the lesson, all of them
  Limits limits;         ///< stand in patterns by the names of their options: {max-processes}
  bool terminal = true;  ///< the program believes that it writes to one: when = { no-tty = false }
  bool live = true;      ///< the kernel schedules, the clock is the real one
  bool any_sleep = false;  ///< sleeps may end at any time: what only they arrange may not come
  bool canonical = false;  ///< evidence says [wall] where it would quote what was measured
};

/// Checks one claim on a whole run. Never throws on any trace.
Verdict check_claim(const Claim& claim, const std::vector<Event>& events,
                    const Conditions& conditions);

/// Whether the kernel, and no limit of the run, refused a process: this machine allows no more.
bool is_refused_by_kernel(const Event& event);

/// All claims that apply under the conditions (see Claim::when), in order. What fails in a run that
/// was refused a process says nothing about the program: such a claim is skipped.
std::vector<Verdict> check_all(const std::vector<Claim>& claims, const std::vector<Event>& events,
                               const Conditions& conditions);

/// Why claims can't be checked; the first two concern all claims of a run.
enum class Skip { unobserved, interrupted, refused, live };

/// Whether the claim was skipped for that.
bool is_skipped(const Verdict& verdict, Skip reason);

/// The claims that apply, each skipped for this reason.
std::vector<Verdict> skip_all(const std::vector<Claim>& claims, const Conditions& conditions,
                              Skip reason);

/// Whether a claim asks where in the source something happened: its run has to look that up.
bool asks_for_places(const std::vector<Claim>& claims);

/// Whether the claim speaks of a run under these conditions.
bool applies(const Claim& claim, const Conditions& conditions);

}  // namespace procdemo::claims
