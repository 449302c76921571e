#include "observed.h"

#include <grp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "base/pidfd.h"
#include "base/problem.h"
#include "machine.h"
#include "schedule/live.h"
#include "schedule/ordered.h"
#include "setting.h"
#include "trace/json.h"

namespace procdemo::engine {
namespace {

using nlohmann::json;

constexpr int patience = 120;  // seconds until an observer that hangs is killed
constexpr rlim_t fence = 300;  // processes, however many more a bomb wants

// A user of our own, if we are root: RLIMIT_NPROC does not bind root.
void fence_in() {
  if (::getuid() == 0) {
    const auto user = static_cast<uid_t>(50'000 + ::getpid() % 10'000);
    check("setgroups", ::setgroups(0, nullptr));
    check("setresgid", ::setresgid(user, user, user));
    check("setresuid", ::setresuid(user, user, user));
    check("PR_SET_DUMPABLE", ::prctl(PR_SET_DUMPABLE, 1));
  }
  const rlimit limit{fence, fence};
  check("setrlimit", ::setrlimit(RLIMIT_NPROC, &limit));
}

class ToPipe : public Sink {
 public:
  explicit ToPipe(int fd) : fd_(fd) {}
  void event(const Event& event) override { write_all(fd_, to_line(event) + '\n'); }

 private:
  int fd_;
};

json as_json(const Outcome& outcome) {
  return {{"wait_status", outcome.wait_status.raw()},
          {"limit", outcome.limit},
          {"signal", outcome.signal},
          {"deadlock", outcome.deadlock},
          {"interrupted", outcome.interrupted},
          {"processes", outcome.processes},
          {"peak", outcome.peak},
          {"events", outcome.events},
          {"survivors", outcome.survivors},
          {"wall", outcome.wall}};
}

Outcome as_outcome(const json& text) {
  return {.wait_status = WaitStatus(text["wait_status"].get<int>()),
          .limit = text["limit"],
          .signal = text["signal"],
          .deadlock = text["deadlock"],
          .interrupted = text["interrupted"],
          .processes = text["processes"],
          .peak = text["peak"],
          .events = text["events"],
          .survivors = text["survivors"],
          .wall = text["wall"]};
}

// Closes what the test has open, but the three first and `fd`, which gets a number of its own.
int keep_only(int fd) {
  constexpr int kept = 3;
  if (fd != kept) ::dup3(fd, kept, O_CLOEXEC);
  ::close_range(kept + 1, ~0U, 0);
  return kept;
}

// In the observer's process: observes, and writes all of it to `fd`.
json outcome_of(const std::vector<std::string>& command, const How& how, int fd) {
  try {
    const Program what{resolve(command[0]), command, how.fixed_environment};
    if (how.fenced) fence_in();
    ToPipe sink(fd);
    Settings settings = how.settings;
    if (how.schedule.empty()) {
      Live live;
      return {{"outcome", as_json(observe(what, settings, live, sink))}};
    }
    const Order order{.policy = policy_named(how.schedule).value()};
    settings.mode = order.mode();
    Ordered ordered(how.schedule, order);
    return {{"outcome", as_json(observe(what, settings, ordered, sink))}};
  } catch (const Problem& problem) {
    return {{"trouble", "Problem " + std::to_string(static_cast<int>(problem.status()))}};
  } catch (const std::exception& error) {
    return {{"trouble", error.what()}};
  }
}

std::string unique_mark() {
  static int count = 0;
  return "PROCDEMO_TEST=" + std::to_string(::getpid()) + "-" + std::to_string(++count);
}

// What /proc says of one process: empty texts for one that is gone.
struct Look {
  char state = 'X';
  pid_t group = 0, tracer = 0;
  std::string environment;
};

std::string read_or_nothing(const std::string& path) {
  try {
    return read_file(path);
  } catch (const std::system_error&) {
    return "";
  }
}

// The state of the process as a whole: a leader may be a zombie while its threads live.
char state_of(const std::string& folder) {
  char state = 'X';
  std::error_code gone;
  std::filesystem::directory_iterator task(folder + "/task", gone);
  for (; !gone && task != end(task); task.increment(gone)) {
    const std::string stat = read_or_nothing(task->path() / "stat");
    const std::size_t behind_name = stat.rfind(')');
    if (behind_name == stat.npos) continue;
    state = stat[behind_name + 2];
    if (state != 'Z' && state != 'X') return state;
  }
  return state;
}

Look look_at(pid_t pid) {
  const std::string folder = "/proc/" + std::to_string(pid);
  Look look;
  look.state = state_of(folder);
  look.group = ::getpgid(pid);
  look.environment = read_or_nothing(folder + "/environ");
  const std::string status = read_or_nothing(folder + "/status");
  const std::size_t line = status.find("\nTracerPid:\t");
  if (line != status.npos) look.tracer = std::atoi(status.c_str() + line + 12);
  return look;
}

}  // namespace

std::string program(const std::string& name) {
  return std::string(PROCDEMO_PROGRAMS) + "/" + name;
}

std::string Seen::output(int fd) const {
  std::string bytes;
  for (const Event& event : events)
    if (const auto* print = event.as<event::Print>(); print && print->fd == fd)
      bytes += print->text;
  return bytes;
}

How ordered() {
  How how;
  how.schedule = "round-robin";
  return how;
}

std::set<std::string> notes_of(const Seen& seen) {
  std::set<std::string> notes;
  for (const Event& event : all<event::Note>(seen)) notes.insert(event.as<event::Note>()->note);
  return notes;
}

void need_observing() {
  need_tracing();
  need_terminals();
}

Running::Running(const std::vector<std::string>& command, const How& how) : mark_(unique_mark()) {
  need_observing();
  if (how.fenced) need_ordinary_user();
  Pipe pipe = Pipe::make();
  observer_ = check("fork", ::fork());
  if (observer_ == 0) {
    end_with_the_test();
    join_group(how);
    reset_signals();
    ::alarm(patience);
    ::putenv(mark_.data());
    put_input(how);
    const int lines = keep_only(pipe.write_end.get());
    write_all(lines, outcome_of(command, how, lines).dump() + '\n');
    ::_exit(0);
  }
  if (how.terminal_fd < 0) ::setpgid(observer_, observer_);
  lines_ = std::move(pipe.read_end);
}

Running::~Running() {
  if (observer_ < 0) return;
  send_signal(open_process(observer_), SIGKILL);
  ::waitpid(observer_, nullptr, 0);
}

bool Running::read_line(std::string& line) {
  std::size_t end;
  while ((end = unread_.find('\n')) == unread_.npos) {
    pollfd wanted[] = {{lines_.get(), POLLIN, 0}};
    wait_to_read(wanted);
    char bytes[65536];
    const ssize_t size = ::read(lines_.get(), bytes, sizeof bytes);
    if (size <= 0) return false;
    unread_.append(bytes, static_cast<std::size_t>(size));
  }
  line = unread_.substr(0, end);
  unread_.erase(0, end + 1);
  return true;
}

// Takes one line; true when it was an event.
bool Running::take(const std::string& line) {
  if (line.rfind("{\"type\":\"event\"", 0) == 0) {
    seen_.events.push_back(event_from_line(line));
    return true;
  }
  const json last = json::parse(line);
  if (last.contains("outcome")) seen_.outcome = as_outcome(last["outcome"]);
  seen_.trouble = last.value("trouble", "");
  return false;
}

bool Running::until(const std::function<bool(const Event&)>& fits) {
  std::string line;
  while (read_line(line))
    if (take(line) && fits(seen_.events.back())) return true;
  return false;
}

Seen Running::finish() {
  until([](const Event&) { return false; });
  int status = 0;
  if (observer_ >= 0) ::waitpid(std::exchange(observer_, -1), &status, 0);
  if (WIFSIGNALED(status)) seen_.trouble = std::string("killed: ") + ::strsignal(WTERMSIG(status));
  return std::move(seen_);
}

std::vector<pid_t> Running::alive() const {
  std::vector<pid_t> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const pid_t pid = std::atoi(entry.path().filename().c_str());
    if (pid <= 0 || pid == observer_ || pid == ::getpid()) continue;
    const Look look = look_at(pid);
    if (look.state == 'Z' || look.state == 'X') continue;
    const bool marked = ('\0' + look.environment).find('\0' + mark_ + '\0') != std::string::npos;
    if (marked || look.group == observer_ || look.tracer == observer_) found.push_back(pid);
  }
  return found;
}

bool Running::all_end() const {
  for (std::vector<pid_t> living; !(living = alive()).empty();) {
    const Fd pidfd(static_cast<int>(::syscall(SYS_pidfd_open, living[0], 0)));
    pollfd end = {pidfd.get(), POLLIN, 0};
    constexpr int long_enough = 20'000;  // milliseconds; ends much earlier where all is well
    if (pidfd && ::poll(&end, 1, long_enough) == 0) return false;
  }
  return true;
}

Seen observed(const std::vector<std::string>& command, const How& how) {
  Seen seen = Running(command, how).finish();
  INFO(command[0] << ": " << seen.trouble);
  REQUIRE(seen.trouble == "");
  return seen;
}

bool all_born_ended(const Seen& seen) {
  std::set<Name> unborn, living;
  for (const Event& event : seen.events) {
    if (const auto* fork = event.as<event::Fork>()) unborn.insert(fork->child);
    if (event.as<event::Start>() && unborn.erase(event.process)) living.insert(event.process);
    if (event.as<event::Exit>()) living.erase(event.process);
  }
  return unborn.empty() && living.empty();
}

FencedProgram::FencedProgram(const std::string& name) {
  check("mkdtemp", ::mkdtemp(folder_) ? 0 : -1);
  std::filesystem::permissions(folder_, std::filesystem::perms(0755));
  std::filesystem::copy_file(program(name), path());
}

FencedProgram::~FencedProgram() {
  std::filesystem::remove_all(folder_);
}

std::string without_pids(const std::string& text) {
  static const std::regex pid("pid [0-9]+");
  return std::regex_replace(text, pid, "pid N");
}

std::vector<std::string> sorted_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  std::ranges::sort(lines);
  return lines;
}

Seen same_as_alone(const std::vector<std::string>& command, const How& how) {
  const Alone expected = alone(command, how);
  Seen seen = observed(command, how);
  INFO(command[0] << " " << (command.size() > 1 ? command[1] : ""));
  CHECK(without_pids(seen.output(1)) == without_pids(expected.out));
  CHECK(without_pids(seen.output(2)) == without_pids(expected.err));
  CHECK(seen.outcome.wait_status == expected.wait_status);
  CHECK(seen.outcome.survivors == 0);
  return seen;
}

bool ready(const Event& event) {
  const auto* line = event.as<event::Line>();
  return line && line->text == "ready";
}

std::vector<std::string> lines_of(const Seen& seen, const Name& process, int fd) {
  std::vector<std::string> texts;
  for (const Event& event : all<event::Line>(seen, process))
    if (event.as<event::Line>()->fd == fd) texts.push_back(event.as<event::Line>()->text);
  return texts;
}

}  // namespace procdemo::engine
