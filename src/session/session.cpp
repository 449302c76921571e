#include "session/session.h"

#include <utility>

#include "base/problem.h"
#include "claims/order_sense.h"
#include "trace/canonical.h"
#include "world/pids.h"
#include "world/problems.h"
#include "world/terminal_settings.h"

namespace procdemo {
namespace {

/// Keeps the events that claims are about, and tells an exploration which steps made events whose
/// order claims see.
class Witness : public Sink {
 public:
  Witness(const Subject& subject, Explored* explored, Sink& next)
      : keeps_(subject.claims), explored_(explored), next_(next) {
    if (keeps_ && explored_) sense_.emplace(*subject.claims, subject.conditions);
  }

  void event(const Event& event) override {
    next_.event(event);
    if (keeps_) events_.push_back(event);
    if (!sense_) return;
    for (auto& [object, exclusive] : sense_->of(event)) {
      explored_->touch({std::move(object), exclusive ? Touch::How::change : Touch::How::look});
    }
  }
  bool full() const override { return next_.full(); }
  int ready_fd() const override { return next_.ready_fd(); }
  void rest() override { next_.rest(); }
  bool closed() const override { return next_.closed(); }

  const std::vector<Event>& events() const { return events_; }

 private:
  bool keeps_;
  Explored* explored_;
  Sink& next_;
  std::optional<OrderSense> sense_;
  std::vector<Event> events_;
};

/// Hands over what an exploration's run has seen, also where it is given up by an exception.
class StepsKept {
 public:
  StepsKept(Explored* explored, Assignment* assignment)
      : explored_(explored), assignment_(assignment) {}
  StepsKept(const StepsKept&) = delete;
  StepsKept& operator=(const StepsKept&) = delete;
  ~StepsKept() {
    if (explored_) assignment_->steps = explored_->log();
  }

 private:
  Explored* explored_;
  Assignment* assignment_;
};

/// Nobody and nothing cut it short.
bool is_whole(const Outcome& outcome, const Sink& sink) {
  return outcome.signal == 0 && !outcome.interrupted && outcome.limit.empty() && !sink.closed();
}

}  // namespace

Session::Session(Subject& subject, const Request& request)
    : subject_(subject), request_(request), schedule_(request) {
  if (request_.stable) go_on_beyond(Canonical::smallest_pid - 1);
  world_ = make_live_world(subject_.wishes);
  if (subject_.wishes.guarded && world_->guard().empty()) {
    throw Problem(Status::not_allowed, MachineProblem::unguarded, {subject_.name});
  }
  if (subject_.wishes.guarded) subject.header.guards = {world_->guard()};
  subject.header.schedule = schedule_.schedule().name();
}

Finished Session::run(Sink& sink) {
  Settings settings = subject_.settings;
  settings.mode = schedule_.mode(request_.speed);
  settings.world = world_.get();
  Witness witness(subject_, schedule_.explored(), sink);
  const StepsKept steps(schedule_.explored(), request_.assignment);
  Finished finished;
  Outcome& outcome = finished.outcome;
  {
    const TerminalSettings put_back;
    outcome = observe(subject_.program, settings, schedule_.schedule(), witness);
  }
  if (is_whole(outcome, sink) && !outcome.differs) outcome.differs = schedule_.ended();
  if (!outcome.differs) finished.token = schedule_.token(subject_.name, subject_.options);
  finished.claims = verdicts(outcome, witness.events(), sink.closed());
  return finished;
}

std::vector<Verdict> Session::verdicts(const Outcome& outcome, const std::vector<Event>& events,
                                       bool closed) const {
  if (!subject_.claims) return {};
  const bool cut_short = outcome.interrupted || outcome.differs || outcome.signal != 0 || closed;
  return cut_short ? skip_all(*subject_.claims, subject_.conditions, Skip::interrupted)
                   : check_all(*subject_.claims, events, subject_.conditions);
}

std::vector<Verdict> unobserved_claims(const Subject& subject) {
  if (!subject.claims) return {};
  return skip_all(*subject.claims, subject.conditions, Skip::unobserved);
}

}  // namespace procdemo
