// The events against what the processes found out themselves, and against strace.
#include <sys/wait.h>

#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "observed.h"

using namespace procdemo::engine;

namespace {

std::string number(pid_t pid) {
  return std::to_string(pid);
}

// What the events say, in the words of tests/programs/family.cpp.
std::vector<std::string> told_by_events(const Seen& seen) {
  std::map<Name, pid_t> pids;
  std::string text;
  for (const Event& event : seen.events) {
    pids[event.process] = event.pid;
    if (const auto* fork = event.as<event::Fork>())
      text += "fork pid " + number(event.pid) + " to pid " + number(fork->child_pid) + "\n";
    if (const auto* start = event.as<event::Start>(); start && !start->parent.empty())
      text += "born pid " + number(event.pid) + " of pid " + number(pids[start->parent]) + "\n";
    if (const auto* reap = event.as<event::Reap>())
      text += "reap pid " + number(pids[reap->child]) + " by pid " + number(event.pid) +
              ": exited " + std::to_string(reap->code.value_or(-1)) + "\n";
  }
  return sorted_lines(text);
}

// For each process, named by its ancestry, what happened to it, in its order.
using Stories = std::map<Name, std::vector<std::string>>;

Stories stories_of(const Seen& seen) {
  Stories stories;
  for (const Event& event : seen.events) {
    std::vector<std::string>& story = stories[event.process];
    if (const auto* fork = event.as<event::Fork>()) story.push_back("makes " + fork->child);
    if (const auto* reap = event.as<event::Reap>()) story.push_back("reaps " + reap->child);
    if (const auto* exit = event.as<event::Exit>())
      story.push_back(exit->code ? "exits " + std::to_string(*exit->code) : "by " + *exit->signal);
  }
  return stories;
}

// A wait that told of a stop or continuation, not of an end.
bool is_of_a_stop(const std::string& line) {
  return line.find("{WIFSTOPPED") != line.npos || line.find("{WIFCONTINUED") != line.npos;
}

// The same from strace's words: "4711 clone(...) = 4712", "4711 wait4(...) = 4712",
// "4711 +++ exited with 3 +++". A call that was cut in two is "<unfinished ...>", "resumed>".
Stories stories_of_strace(const std::string& text) {
  static const std::regex made(R"(^(\d+) +.*(clone|fork|vfork)3?(\(| resumed>).*= (\d+)$)");
  static const std::regex reaped(R"(^(\d+) +.*wait4(\(| resumed>).*= (\d+)$)");
  static const std::regex ended(R"(^(\d+) +\+\+\+ exited with (\d+) \+\+\+$)");
  static const std::regex killed(R"(^(\d+) +\+\+\+ killed by (\w+).*)");
  std::map<std::string, Name> names;
  std::map<Name, int> children;
  Stories stories;
  std::istringstream lines(text);
  const auto name = [&](const std::string& pid) { return names.at(pid); };
  std::vector<std::string> later;  // of processes whose maker was told of them afterwards
  const auto take = [&](const std::string& line) {
    std::smatch part;
    if (std::regex_match(line, part, made)) {
      const Name maker = name(part[1]);
      names[part[4]] = maker + "." + std::to_string(++children[maker]);
      stories[maker].push_back("makes " + names[part[4]]);
    } else if (std::regex_match(line, part, reaped) && !is_of_a_stop(line)) {
      stories[name(part[1])].push_back("reaps " + names[part[3]]);
    } else if (std::regex_match(line, part, ended)) {
      stories[name(part[1])].push_back("exits " + part[2].str());
    } else if (std::regex_match(line, part, killed)) {
      stories[name(part[1])].push_back("by " + part[2].str());
    }
  };
  // A child may act before its maker's call is reported: such lines wait until it has a name.
  for (std::string line; std::getline(lines, line);) {
    const std::string pid = line.substr(0, line.find(' '));
    if (names.empty()) names[pid] = "P";
    if (!names.contains(pid)) {
      later.push_back(line);
      continue;
    }
    take(line);
    for (std::size_t i = 0; i < later.size();) {
      if (!names.contains(later[i].substr(0, later[i].find(' ')))) {
        ++i;
        continue;
      }
      const std::string waiting = later[i];
      later.erase(later.begin() + static_cast<std::ptrdiff_t>(i));
      take(waiting);
      i = 0;
    }
  }
  return stories;
}

bool strace_is_there() {
  try {
    return !find_command("strace").empty() &&
           alone({"strace", "-o", "/dev/null", "true"}).wait_status.is_success();
  } catch (...) {
    return false;
  }
}

// On a full machine strace itself now and then loses a SIGCONT, and waits for ever.
std::string strace(const std::vector<std::string>& command) {
  char path[] = "/tmp/procdemo-strace-XXXXXX";
  const Fd file(::mkstemp(path));
  std::vector<std::string> traced = {"timeout",       "-k", "1", "60", "strace", "-f", "-q", "-e",
                                     "trace=process", "-o", path};
  traced.push_back(program(command[0]));
  traced.insert(traced.end(), command.begin() + 1, command.end());
  const WaitStatus status = alone(traced).wait_status;
  const std::string text = read_file(path);
  ::unlink(path);
  if (status == WaitStatus::of_exit(124)) SKIP_TEST("strace came to no end with " + command[0]);
  return text;
}

}  // namespace

TEST_CASE("every fork, birth and reaping that processes saw is an event, with the same PIDs") {
  const Seen seen = observed({"family", "3", "3"});
  CHECK(told_by_events(seen) == sorted_lines(seen.output()));
  CHECK(seen.outcome.processes == 40);
}

TEST_CASE("each process's forks, reapings and end are those that strace reports") {
  if (!strace_is_there()) SKIP_TEST("strace is not installed, or may not trace here");
  for (const auto& command : std::vector<std::vector<std::string>>{
           {"family", "2", "3"}, {"static_fork"}, {"vfork"}, {"daemon"}, {"spawn"}, {"stop"}}) {
    INFO(command[0]);
    CHECK(stories_of(observed(command)) == stories_of_strace(strace(command)));
  }
}

TEST_CASE("order: a fork before the birth, a birth before all else, an exit before its reaping") {
  const Seen seen = observed({"crowd", "20"});
  std::set<Name> announced = {"P"}, born, ended;
  std::uint64_t seq = 0;
  double time = 0;
  for (const Event& event : seen.events) {
    CHECK(event.seq == ++seq);
    CHECK(event.time >= time);
    time = event.time;
    if (event.as<event::Start>()) {
      CHECK(announced.contains(event.process));
      CHECK(born.insert(event.process).second);
    } else {
      CHECK(born.contains(event.process));
    }
    if (const auto* fork = event.as<event::Fork>()) CHECK(announced.insert(fork->child).second);
    if (event.as<event::Exit>()) CHECK(ended.insert(event.process).second);
    if (const auto* reap = event.as<event::Reap>()) CHECK(ended.contains(reap->child));
  }
  CHECK(ended.size() == 21);
}

TEST_CASE("a program's fixed environment is the one the design names") {
  How how;
  how.fixed_environment = true;
  const Seen seen = observed({"sh", "-c",
                              "env | cut -d= -f1 | sort | grep -v -e PWD -e SHLVL -e ^_"
                              "; umask; echo $LANG $TZ $TERM"},
                             how);
  std::vector<std::string> told;
  for (const std::string& line : lines_of(seen)) told.push_back(line);
  CHECK(told == std::vector<std::string>{"HOME", "LANG", "PATH", "TERM", "TZ", "0022",
                                         "C.UTF-8 UTC xterm"});
}
