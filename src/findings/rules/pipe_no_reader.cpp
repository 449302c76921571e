// A write into a pipe that nobody can read from: SIGPIPE, or EPIPE where that is ignored (pipe(7)).
//
// That is how a pipeline ends whose reader has had enough (yes | head), and no fault: so nothing is
// said of shells and of pipes that they give to programs, of a pipe whose reading end another
// program was started with, and of one that came from outside. So it is with a program that was
// started to write into a pipe (popen(3), Python's Popen), once somebody has read from it. Of
// others it is said where nobody has ever read from it, or where the writer died of it.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "findings/rules/rules.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

constexpr std::array<std::string_view, 10> shells = {"sh",   "bash", "dash", "zsh",     "ksh",
                                                     "mksh", "fish", "ash",  "busybox", "csh"};

class PipeNoReader final : public Rule {
 public:
  explicit PipeNoReader(const Lives& lives) : lives_(lives) {}

  void event(const Event& event) override;
  void fact(const Fact& fact) override;
  std::vector<Found> found() override;

 private:
  struct Broken {
    Name process;
    std::string pipe;
    std::optional<SourcePlace> place;
    std::uint64_t signal = 0;  // the event that tells of SIGPIPE
  };

  bool is_shell(const Name& process) const;
  bool is_started_to_write(Name process, const std::string& pipe) const;
  bool is_fault(const Broken& broken) const;

  const Lives& lives_;
  std::map<Name, std::string> programs_;
  std::map<std::string, std::uint64_t> read_;  // pipes: the last event that tells of it
  std::map<Name, bool> by_shell_;              // a shell has executed its program
  std::set<std::string> given_;                // to programs: for reading, or by a shell
  std::set<std::pair<Name, std::string>> given_to_write_;
  std::vector<Broken> broken_;
};

std::string last_part(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

void PipeNoReader::event(const Event& event) {
  if (const auto* start = event.as<event::Start>()) {
    programs_[event.process] =
        start->command.empty() ? programs_[start->parent] : last_part(start->command.front());
  }
  if (const auto* exec = event.as<event::Exec>()) {
    const Name process(process_of(event.process));
    by_shell_[process] = is_shell(process);
    programs_[process] = last_part(exec->path);
  }
  if (const auto* read = event.as<event::Read>(); read && read->bytes > 0) {
    read_[read->object] = event.seq;
  }
  const auto* signal = event.as<event::Signal>();
  const bool its = signal && signal->signal == "SIGPIPE" && !broken_.empty() &&
                   broken_.back().process == process_of(event.process);
  if (its) broken_.back().signal = event.seq;
}

// P had from outside what it has at its beginning.
void PipeNoReader::fact(const Fact& fact) {
  const Name process(process_of(fact.task));
  if (const auto* with = fact.as<fact::ExecutedWith>()) {
    const bool outside = process == "P" && lives_.all().size() == 1;
    for (const fact::PipeEnd& end : with->ends) {
      if (end.reads || outside || by_shell_[process]) given_.insert(end.pipe);
      if (end.writes) given_to_write_.emplace(process, end.pipe);
    }
  }
  const auto* broken = fact.as<fact::BrokenPipe>();
  if (!broken || is_shell(process)) return;
  const bool known = std::ranges::any_of(broken_, [&](const Broken& one) {
    return one.process == process && one.pipe == broken->pipe;
  });
  if (!known) broken_.push_back({process, broken->pipe, fact.place});
}

bool PipeNoReader::is_shell(const Name& process) const {
  const auto program = programs_.find(process);
  return program != programs_.end() && std::ranges::count(shells, program->second) != 0;
}

// It, or who made it.
bool PipeNoReader::is_started_to_write(Name process, const std::string& pipe) const {
  while (!given_to_write_.contains({process, pipe})) {
    const Life* const life = lives_.find(process);
    if (!life || life->maker.empty()) return false;
    process = life->maker;
  }
  return true;
}

bool PipeNoReader::is_fault(const Broken& broken) const {
  if (given_.contains(broken.pipe)) return false;
  if (!read_.contains(broken.pipe)) return true;
  const Life* life = lives_.find(broken.process);
  const bool died = broken.signal != 0 && life && life->end.signal == "SIGPIPE";
  return died && !is_started_to_write(broken.process, broken.pipe);
}

std::vector<Found> PipeNoReader::found() {
  std::vector<Found> all;
  for (const Broken& broken : broken_) {
    if (!is_fault(broken)) continue;
    const auto read = read_.find(broken.pipe);
    Found found{.process = broken.process, .args = {broken.pipe}, .place = broken.place};
    if (read != read_.end()) found.events.push_back(read->second);
    if (broken.signal != 0) found.events.push_back(broken.signal);
    all.push_back(std::move(found));
  }
  return all;
}

}  // namespace

std::unique_ptr<Rule> pipe_no_reader(const Lives& lives) {
  return std::make_unique<PipeNoReader>(lives);
}

}  // namespace procdemo::findings
