// A session: a run of a subject, made and observed; to its end, or step by step, forward and back.
//
// It makes the run's world and its schedule, has the engine observe it, keeps what claims need, and
// checks them at the end. Whoever has a session tells what comes of it, in words of its own.
//
// A process can't be set back. So to go back is to begin again: the program is started anew, and
// the same choices are made, as many as are to remain. What it tells meanwhile has been told
// already, and is only compared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "session/room.h"
#include "session/stepping/interventions.h"
#include "session/stepping/protocol.h"
#include "session/stepping/put_back.h"
#include "session/stepping/spare_task.h"
#include "session/stepping/typed_input.h"
#include "session/subject.h"
#include "world/inside/own_copies.h"

namespace procdemo::session {

struct RunProgress;

/// How a run came to its end, and what was found.
struct Finished {
  Outcome outcome;
  std::string token;  ///< empty for a live run, one that was not its token's, and one in which its
                      ///< reader has done more than choose (Session::way); of one that was stopped
                      ///< it names the choices so far, and the policy
  std::vector<Verdict> claims;
  bool quit = false;  ///< nothing ended it but its reader, who did not go on
};

/// For one thread, and one at a time, as an Engine.
class Session {
 public:
  /// Makes the world, and completes the header of the subject. Both arguments live longer. A
  /// controlled run goes on in a world of namespaces first, where the kernel allows one
  /// (world/inside); and in a stable run, where PIDs are told from other numbers, they are large.
  /// Throws Problem where a guard is needed and there is none (unguarded), std::system_error where
  /// there are no processes or descriptors left.
  Session(Subject& subject, const Request& request);
  ~Session();  ///< ends the run

  /// Observes it to its end; events go to `sink`. Once, and instead of the others. Throws as
  /// Engine does: PtraceDenied before anything was told.
  Finished run(Sink& sink);

  /// Begins a run that goes step by step (Engine::step), and throws likewise. `sink` lives longer.
  void start(Sink& sink);

  /// Of a controlled run `who` takes it; without a name whoever next() names. False once the run is
  /// over. Throws Problem where that one can't go on: nothing has changed then. `goes_on`: that one
  /// was named before, and only goes on from there.
  bool step(const Name& who = {}, bool goes_on = false);
  int steps() const;           ///< taken so far
  std::size_t events() const;  ///< told so far, of this way
  double time() const;         ///< of the last one of them, in seconds of the program's time
  std::vector<Name> ready() const;
  RunStatus state() const;

  /// Of an exploration's order every call is a step (schedule/mode.h), and most of them tell a
  /// reader nothing. Whether there may be such steps; and whether that one's next step is one.
  bool has_hidden_steps() const { return request_.order && request_.order->every_step; }
  bool is_hidden(const Name& ready) const;

  /// Engine::why: what is behind an event, or how a process stands. Nothing where there is none.
  std::optional<Evidence> why(std::uint64_t seq) const;
  std::optional<Evidence> why(const Name& name) const;

  /// Whose step the next one would be: where the reader went back, the one that was taken, else the
  /// order's. Empty where nobody can go on, and in a live run.
  Name next() const;

  /// Goes back by so many steps, or to the beginning; by none to before what was typed or sent
  /// since the last one. Returns how many of the events that were told still hold; what comes after
  /// them will be told anew. The steps that were taken stay the next ones, until somebody else is
  /// chosen.
  ///
  /// Throws Problem where the run is live, where its program or a file that it has opened was
  /// changed, where a step has changed a file that would not be as it was, and where the way back
  /// leads through a step after which nothing can be repeated (a note "inexact-..."): nothing has
  /// changed then. Also where the run, begun again, turns out to be another one, or to have read
  /// something else: it is over then, and has no token. Where it can't be begun again, throws as
  /// start() does; it is over then, and nobody knows how.
  ///
  /// `goes_on` is asked between steps that are taken once more; where it says no, the run stands
  /// there, on the same way.
  std::size_t back(int steps, const std::function<bool()>& goes_on = [] { return true; });

  /// Throws Problem, as back(), where it would refuse so many steps.
  void expect_back(int steps) const;

  // A spare run, in another session of the same subject (stepping/twin.h), which goes the way that
  // this one has gone.

  /// Whether it may go on beside this one as far as that step, and nobody notices: each has a world
  /// of its own, in which they are the same; they have met nobody outside; and there is room for
  /// both.
  bool may_run_beside(int step) const;

  /// What it has to know. The way to that step has not changed since as long as is_on_way(step).
  SpareTask task_to(int step);
  bool is_on_way(int step) const;

  /// This one is to be it: it goes there, begun anew where it has gone another way, as long as
  /// `goes_on`. Whether it has come there, and all that was told is as it was the first time.
  bool follow(const SpareTask& task, Sink& sink, const std::function<bool()>& goes_on);

  /// The program's standard input has this, too, from here on; where the request has one.
  void type(std::string text);

  /// Sends a signal, "SIGINT" or "INT", to the process of this name, or without one to P's process
  /// group (Engine::signal). False once the run is over. Throws Problem where there is no such
  /// signal, or nobody of that name: nothing has changed then.
  bool signal(const std::string& signal, const Name& to);

  /// A file that the run has opened, or its program, which its user has changed since: it has the
  /// old one, and finds that again. Empty where there is none.
  std::string changed_meanwhile() const;

  /// What was typed or sent here before the reader went back: the step of nobody in particular does
  /// it again.
  std::vector<ReaderRequest> done_again() const;

  /// Whether something was typed or sent since the last step.
  bool has_intervened() const;

  /// What leads from the run's beginning to where it is, as a reader would ask for it; empty where
  /// the token tells all: nothing was typed, and no signal sent.
  std::vector<ReaderRequest> way() const;

  /// Whether a task of that name is there, or may still be made.
  bool may_come(const Name& name) const;

  /// Whether it would find nothing there, were it let go. `who` is one of those that are ready.
  bool awaits_input(const Name& who) const;

  /// Files that the run has written into copies, which are gone with this session; sorted. To be
  /// asked before stop().
  std::vector<std::string> written_into_copies() const;

  /// Ends it, where it is not over, and says how it ended.
  Finished stop();

  /// The same where nobody is to be told. The sink may end before this does.
  void abandon();

  /// The last line of its trace: in the canonical form, where the run is told so.
  End as_told(End end) const;

 private:
  struct Attempt;

  std::optional<Evidence> as_told(std::optional<Evidence> evidence) const;
  void go_where_it_lives();
  std::unique_ptr<World> make_world() const;
  std::unique_ptr<Attempt> attempt(Sink& sink, bool by_steps);
  void took_step();
  std::size_t events_before(int steps) const;
  void begin_again(std::size_t events);
  bool has_gone_way_of(const SpareTask& task) const;
  std::uint64_t found() const;
  bool make_due();
  Name usual_next() const;
  bool intervene(const Intervention& one);
  void put_surroundings_back();
  void expect_ready(const Name& who) const;
  void expect_repeatable(std::size_t events) const;
  void expect_same_files() const;
  FoundFile program_found() const;
  void look_at_found();
  Finished finish(Attempt& attempt, bool to_its_end);
  std::vector<Verdict> verdicts(const Outcome& outcome, const std::vector<Event>& events,
                                bool cut_short) const;

  Subject& subject_;
  const Request& request_;
  std::optional<TypedInput> input_;
  std::optional<OwnCopies> copies_;        // of a run that goes step by step, where there are any
  std::optional<PutBack> put_back_;        // likewise
  std::unique_ptr<World> world_;           // of the first attempt, before it begins
  std::unique_ptr<RunProgress> progress_;  // of a run that goes step by step
  std::unique_ptr<Attempt> attempt_;       // likewise
};

/// The claims of a subject whose run nobody could observe: skipped.
std::vector<Verdict> unobserved_claims(const Subject& subject);

}  // namespace procdemo::session
