// A child whose last exec has failed, and that went on as a copy of its parent: it forked, waited,
// printed, and perhaps ended with 0.
//
// What is right: a word to standard error, or down an error pipe, and _exit(127). What fails first
// and then succeeds is a search (execvp(3)); and who got ENOEXEC is a shell that runs a script
// itself.
#include <cerrno>
#include <map>

#include "findings/rules/rules.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

class ExecFailedWentOn final : public Rule {
 public:
  explicit ExecFailedWentOn(const Lives& lives) : lives_(lives) {}

  void event(const Event& event) override;
  void fact(const Fact& fact) override;
  std::vector<Found> found() override;

 private:
  struct Failure {
    std::string path;
    std::uint64_t after;  // the event before it
    std::optional<SourcePlace> place;
    std::uint64_t printed = 0;  // to standard output, since then
    std::uint64_t went_on = 0;  // what shows that it did
  };

  const Lives& lives_;
  std::map<Name, Failure> failures_;  // by process
};

// What nobody does who only says that something has failed.
bool goes_on(const Event& event) {
  const auto* read = event.as<event::Read>();
  return event.as<event::Fork>() || event.as<event::Wait>() || event.as<event::Sleep>() ||
         event.as<event::Lock>() || event.as<event::Thread>() || (read && read->bytes > 0);
}

void ExecFailedWentOn::event(const Event& event) {
  const Name name(process_of(event.process));
  const auto found = failures_.find(name);
  if (found == failures_.end()) return;
  if (event.as<event::Exec>()) {
    failures_.erase(found);
    return;
  }
  Failure& failure = found->second;
  if (failure.went_on != 0) return;
  const auto* line = event.as<event::Line>();
  if (line && line->fd == 1 && failure.printed == 0) failure.printed = event.seq;
  const auto* exit = event.as<event::Exit>();
  const bool as_if_well = exit && exit->code == 0 && failure.printed != 0;
  if (goes_on(event) || as_if_well) {
    failure.went_on = failure.printed != 0 ? failure.printed : event.seq;
  }
}

void ExecFailedWentOn::fact(const Fact& fact) {
  const auto* failed = fact.as<fact::ExecFailed>();
  const Name name(process_of(fact.task));
  const Life* life = lives_.find(name);
  if (!failed || !life || life->maker.empty() || life->executed) return;
  if (failed->error == ENOEXEC) {
    failures_.erase(name);
    return;
  }
  failures_.insert_or_assign(name, Failure{failed->path, fact.after, fact.place});
}

std::vector<Found> ExecFailedWentOn::found() {
  std::vector<Found> all;
  for (const auto& [name, failure] : failures_) {
    if (failure.went_on == 0) continue;
    all.push_back({.process = name,
                   .args = {failure.path},
                   .events = {failure.after, failure.went_on},
                   .place = failure.place});
  }
  return all;
}

}  // namespace

std::unique_ptr<Rule> exec_failed_went_on(const Lives& lives) {
  return std::make_unique<ExecFailedWentOn>(lives);
}

}  // namespace procdemo::findings
