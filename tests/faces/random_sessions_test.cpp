// Sessions of readers who do anything: choose, go back, go on. With PROCDEMO_SESSIONS=200 in the
// environment there are so many for each lesson, and so many kills for each face.
#include <poll.h>
#include <pty.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <random>
#include <sstream>

#include "base/child.h"
#include "base/exec.h"
#include "base/problem.h"
#include "base/signal_mask.h"
#include "catch.h"
#include "cli/desk.h"
#include "faces/json_client.h"
#include "machine.h"
#include "trace/json.h"
#include "trace/trace_reader.h"

namespace procdemo::faces::test {
namespace {

using namespace session;
using namespace base;
using cli::test::procdemo;
using cli::test::procdemo_path;

int times(int usual) {
  const char* const wanted = std::getenv("PROCDEMO_SESSIONS");
  return wanted ? std::atoi(wanted) : usual;
}

/// Whoever is left of procdemo becomes this process's child.
void adopt_orphans() {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
}

/// Whether all of them have ended, or end within some seconds.
bool nobody_is_left() {
  const SignalFd ends(signal_set({SIGCHLD}));
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (std::chrono::steady_clock::now() < deadline) {
    const pid_t pid = ::waitpid(-1, nullptr, WNOHANG | __WALL);
    if (pid < 0) return errno == ECHILD;
    if (pid > 0) continue;
    pollfd end = {ends.fd(), POLLIN, 0};
    ::poll(&end, 1, 100);
    while (ends.next()) continue;
  }
  return false;
}

class RandomReader {
 public:
  RandomReader(const std::string& lesson, unsigned seed)
      : random_(seed), client_({procdemo_path(), lesson, "--stable", "--step", "json"}) {
    client_.hear();
  }

  // Does something; false where something came that should not.
  bool act() {
    if (client_.end || below(6) == 0) return goes_back();
    const unsigned what = below(8);
    if (what == 0) return asks(request::Continue{.event = below(2) ? "fork" : "print"});
    if (what == 1 || what == 2) return asks(request::Go{});
    const auto& ready = client_.asked.ready;
    const Name& who = ready[below(ready.size())].name;
    if (what == 3) return asks(request::Continue{.process = who});
    return asks(request::Go{who});
  }

  bool goes_to_end() { return client_.end || asks(request::Continue{}); }

  JsonClient& client() { return client_; }

 private:
  // What it was to go on to did not come before the end; nothing is wrong with the run.
  static bool has_missed(const message::Error& error) {
    return error.over && error.status == static_cast<int>(Status::usage);
  }

  std::size_t below(std::size_t count) { return random_() % count; }

  bool asks(const ReaderRequest& request) {
    client_.ask(request);
    return !client_.error || has_missed(*client_.error);
  }

  // And now and then the same way again: what comes is what came the first time.
  bool goes_back() {
    const int now = client_.asked.step;
    if (now == 0) return true;
    const int steps = 1 + static_cast<int>(below(static_cast<std::size_t>(std::min(now, 12))));
    const auto events = client_.events;
    const bool was_over = client_.end.has_value();
    if (!asks(request::Back{steps}) || client_.asked.step != now - steps) return false;
    if (below(2) == 0) return true;
    for (int i = 0; i < steps; ++i) {
      if (!asks(request::Go{})) return false;
    }
    return client_.events == events && client_.end.has_value() == was_over;
  }

  std::mt19937 random_;
  JsonClient client_;
};

std::vector<std::string> events_in(const std::string& trace) {
  std::vector<std::string> events;
  std::istringstream lines(trace);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(R"({"type":"event")")) {
      events.push_back(timeless(trace::event_from_line(line)));
    }
  }
  return events;
}

// The lines of its session, and what it is like when it is over.
void expect_session(const std::string& lesson, unsigned seed) {
  CAPTURE(lesson, seed);
  RandomReader reader(lesson, seed);
  for (int i = 0; i < 25; ++i) {
    const bool well = reader.act();
    const std::string problem = reader.client().error ? reader.client().error->problem : "";
    CAPTURE(problem, i);
    REQUIRE(well);
  }
  REQUIRE(reader.goes_to_end());
  const trace::End end = *reader.client().end;
  CHECK(end.survivors == 0);
  CHECK(reader.client().quit() == end.status);
  const auto replayed =
      procdemo({lesson, "--stable", "--schedule", end.token, "--format", "jsonl"});
  CHECK(replayed.status == end.status);
  CHECK(events_in(replayed.out) == reader.client().events);
}

// --- kills ---

/// A command whose input and output are a terminal's, or pipes.
class Victim {
 public:
  Victim(const std::vector<std::string>& argv, bool at_terminal) {
    winsize size{24, 80, 0, 0};
    Fd theirs;
    if (at_terminal) {
      int master, slave;
      check("openpty", ::openpty(&master, &slave, nullptr, nullptr, &size));
      ours_ = Fd(master), theirs = Fd(slave);
    }
    Pipe in = Pipe::make(), out = Pipe::make();
    if (!theirs) ours_ = std::move(out.read_end), types_ = std::move(in.write_end);
    child_ = Child::run(kill_at_once, [&] {
      ::setsid();
      ::dup2(theirs ? theirs.get() : in.read_end.get(), STDIN_FILENO);
      ::dup2(theirs ? theirs.get() : out.write_end.get(), STDOUT_FILENO);
      ::setenv("TERM", "xterm", 1);
      ::execv(argv.front().c_str(), pointers(argv).data());
      return 127;
    });
  }

  void type(const std::string& keys) { write_all((types_ ? types_ : ours_).get(), keys); }

  // Until it has said so many bytes, or ends.
  void read(std::size_t bytes) {
    char piece[256];
    while (bytes > 0) {
      const ssize_t got = ::read(ours_.get(), piece, std::min(bytes, sizeof piece));
      if (got <= 0) return;
      bytes -= static_cast<std::size_t>(got);
    }
  }

  void kill() {
    child_->signal(SIGKILL);
    child_->wait();
  }

 private:
  Fd ours_, types_;
  std::optional<Child> child_;
};

struct Face {
  std::string name;
  bool at_terminal;
  std::string typed;
};

std::string repeated(const std::string& text, int count) {
  std::string all;
  while (count-- > 0) all += text;
  return all;
}

}  // namespace

TEST_CASE("whatever a reader does, going back is exact, and the end's token repeats it",
          "[random]") {
  need_tracing();
  adopt_orphans();
  const std::string lesson = GENERATE("fork", "pid", "exit", "isolation", "multi-fork", "process",
                                      "join", "subclass", "pool", "apply", "queue", "locked-write");
  for (int i = 0; i < times(1); ++i) {
    expect_session(lesson, static_cast<unsigned>(i + 1));
    REQUIRE(nobody_is_left());
  }
}

TEST_CASE("nobody is left of a session that is killed at any moment", "[random]") {
  need_tracing();
  adopt_orphans();
  const Face face = GENERATE(
      Face{"json", false, repeated("{\"do\":\"go\"}\n{\"do\":\"go\"}\n{\"do\":\"back\"}\n", 40)},
      Face{"lines", false, repeated("\n\nb\n", 40)}, Face{"screen", true, repeated("  b", 40)});
  std::mt19937 random(1);
  for (int i = 0; i < times(3); ++i) {
    CAPTURE(face.name, i);
    Victim victim({procdemo_path(), "multi-fork", "--step", face.name}, face.at_terminal);
    victim.type(face.typed);
    victim.read(random() % 8'000);
    victim.kill();
    REQUIRE(nobody_is_left());
  }
}

}  // namespace procdemo::faces::test
