// A child whose last exec has failed, and that went on as a copy of its parent: it forked, waited,
// printed, and perhaps ended with 0.
//
// What is right: a word to standard error, or down an error pipe, and _exit(127). Who ends so, or
// with 126, as shells do, has known, whatever it did before to say it. What fails first
// and then succeeds is a search (execvp(3)); and who got ENOEXEC is a shell that runs a script
// itself. Where a whole search has failed, the program is called by what was searched for, not by
// the last path that was tried.
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
    bool is_missing = false;                // no such file
    std::vector<std::string> folders = {};  // where it was missing in a row
    std::uint64_t after = 0;                // the event before it
    std::optional<SourcePlace> place = {};
    std::uint64_t printed = 0;  // to standard output, since then
    std::uint64_t went_on = 0;  // what shows that it did
  };

  static bool is_searched_on(const Failure& before, const Failure& next);
  static std::vector<std::string> args_of(const Failure& failure);

  const Lives& lives_;
  std::map<Name, Failure> failures_;  // by process
};

std::string name_in(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

// "/usr/bin, /bin"
std::string list_in(const std::vector<std::string>& folders) {
  std::string text;
  for (const std::string& folder : folders) text += (text.empty() ? "" : ", ") + folder;
  return text;
}

// What nobody does who only says that something has failed.
bool goes_on(const Event& event) {
  const auto* read = event.as<event::Read>();
  return event.as<event::Fork>() || event.as<event::Wait>() || event.as<event::Sleep>() ||
         event.as<event::Lock>() || event.as<event::Thread>() || (read && read->bytes > 0);
}

bool says_exec_failed(const event::Exit& exit) {
  constexpr int not_executable = 126, not_found = 127;
  return exit.code == not_executable || exit.code == not_found;
}

void ExecFailedWentOn::event(const Event& event) {
  const Name name(process_of(event.process));
  const auto found = failures_.find(name);
  if (found == failures_.end()) return;
  const auto* exit = event.as<event::Exit>();
  if (event.as<event::Exec>() || (exit && says_exec_failed(*exit))) {
    failures_.erase(found);
    return;
  }
  Failure& failure = found->second;
  if (failure.went_on != 0) return;
  const auto* line = event.as<event::Line>();
  if (line && line->fd == 1 && failure.printed == 0) failure.printed = event.seq;
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
  Failure next{.path = failed->path,
               .is_missing = failed->error == ENOENT || failed->error == ENOTDIR,
               .after = fact.after,
               .place = fact.place};
  const auto known = failures_.find(name);
  if (known != failures_.end() && is_searched_on(known->second, next)) {
    // A file that is there, and can't be executed, is what was meant.
    if (!next.is_missing) known->second.path = next.path;
    known->second.is_missing = known->second.is_missing && next.is_missing;
    known->second.folders.push_back(folder_of(next.path));
    return;
  }
  if (next.path.find('/') != next.path.npos) next.folders = {folder_of(next.path)};
  failures_.insert_or_assign(name, std::move(next));
}

// The same name in another folder, and nothing happened in between.
bool ExecFailedWentOn::is_searched_on(const Failure& before, const Failure& next) {
  return !before.folders.empty() && next.path.find('/') != next.path.npos &&
         name_in(before.path) == name_in(next.path) && before.after == next.after &&
         before.place == next.place && before.folders.back() != folder_of(next.path);
}

std::vector<std::string> ExecFailedWentOn::args_of(const Failure& failure) {
  if (!failure.is_missing || failure.folders.size() < 2) return {failure.path};
  return {name_in(failure.path), list_in(failure.folders)};
}

std::vector<Found> ExecFailedWentOn::found() {
  std::vector<Found> all;
  for (const auto& [name, failure] : failures_) {
    if (failure.went_on == 0) continue;
    all.push_back({.process = name,
                   .args = args_of(failure),
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
