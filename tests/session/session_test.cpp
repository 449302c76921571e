// A session that goes step by step, forward and back.
#include "session/session.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <system_error>

#include "base/problem.h"
#include "base/procfs.h"
#include "catch.h"
#include "lesson/fixture.h"
#include "machine.h"
#include "session/problems.h"
#include "trace/json.h"
#include "world/inside/inside.h"

namespace procdemo::session {

namespace {

class Heard : public Sink {
 public:
  void event(const Event& event) override { events.push_back(event); }
  std::vector<Event> events;
};

// A program under control, in this very process: nobody else here has children to wait for.
struct Stepped {
  explicit Stepped(const std::string& script, const std::string& policy = "round-robin")
      : Stepped(std::vector<std::string>{"sh", "-c", script}, policy) {}
  explicit Stepped(const std::vector<std::string>& command,
                   const std::string& policy = "round-robin")
      : request{.schedule = policy, .order = order_of(policy), .limits = {}},
        subject(subject_of(CommandCall{.command = command}, request)) {}

  static std::optional<Order> order_of(const std::string& policy) {
    return policy == "live" ? std::nullopt : std::optional(Order{*policy_named(policy)});
  }

  Heard sink;
  Request request;
  Subject subject;
  Session session{subject, request};
};

// A folder in the working directory, where nothing is put back: what is in /tmp may be the run's
// own.
struct FolderHere {
  FolderHere() {
    std::string name = (std::filesystem::current_path() / "procdemo-here-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()));
    path = name;
  }
  FolderHere(const FolderHere&) = delete;
  FolderHere& operator=(const FolderHere&) = delete;
  ~FolderHere() { std::filesystem::remove_all(path); }

  std::filesystem::path path{};
};

const std::string makes_children = "(true | true; exit 3); echo done";

// What is told of the run when it is not stepped.
std::size_t events_of_a_whole_run() {
  Stepped whole(makes_children);
  whole.session.run(whole.sink);
  return whole.sink.events.size();
}

std::vector<std::string> names_of(const std::vector<Ready>& steps) {
  std::vector<std::string> names;
  for (const Ready& step : steps) names.push_back(step.name + " " + step.call);
  return names;
}

}  // namespace

TEST_CASE("whoever goes back and on again sees the same, told once") {
  need_tracing();
  const std::size_t whole = events_of_a_whole_run();
  Stepped run(makes_children);
  run.session.start(run.sink);
  std::vector<std::vector<std::string>> ready{names_of(run.session.state().ready)};
  while (run.session.step()) ready.push_back(names_of(run.session.state().ready));
  const int steps = run.session.steps();
  REQUIRE(steps > 6);

  for (const int target : {steps - 1, 3, 0}) {
    CAPTURE(target);
    run.sink.events.resize(run.session.back(run.session.steps() - target));
    CHECK(run.session.steps() == target);
    CHECK(names_of(run.session.state().ready) == ready.at(static_cast<std::size_t>(target)));
  }
  while (run.session.step()) continue;
  CHECK(run.session.steps() == steps);
  CHECK(run.session.stop().outcome.survivors == 0);
  CHECK(run.sink.events.size() == whole);
  for (std::size_t i = 0; i < run.sink.events.size(); ++i) {
    CHECK(run.sink.events[i].seq == i + 1);
  }
}

TEST_CASE("further back than the beginning is the beginning") {
  need_tracing();
  Stepped run(makes_children);
  run.session.start(run.sink);
  REQUIRE(run.session.step());
  CHECK(run.session.back(7) >= 1);  // that it began
  CHECK(run.session.steps() == 0);
  CHECK(run.session.step());
}

TEST_CASE("a run that was ended halfway leaves nobody, and its token names its choices alone") {
  need_tracing();
  Stepped run(makes_children);
  run.session.start(run.sink);
  for (int i = 0; i < 4; ++i) REQUIRE(run.session.step());
  const Finished finished = run.session.stop();
  CHECK(finished.outcome.survivors == 0);
  CHECK(finished.token == "sh@r");
  CHECK(count_traced_by(::gettid()) == 0);
}

TEST_CASE("a signal to procdemo that comes between two steps ends the run") {
  need_tracing();
  Stepped run(makes_children);
  run.session.start(run.sink);
  REQUIRE(run.session.step());
  ::raise(SIGTERM);
  while (run.session.step()) continue;
  const Finished finished = run.session.stop();
  CHECK(finished.outcome.signal == SIGTERM);
  CHECK(finished.outcome.survivors == 0);
}

TEST_CASE("a live run goes on step by step, and not back") {
  need_tracing();
  Stepped run(makes_children, "live");
  run.session.start(run.sink);
  while (run.session.step()) continue;
  try {
    run.session.back(1);
    FAIL("it went back");
  } catch (const Problem& problem) {
    CHECK(problem.is(SessionProblem::back_live));
  }
  CHECK(run.session.stop().outcome.survivors == 0);
}

TEST_CASE("a program that does something else when it is begun again is found out") {
  need_tracing();
  const FolderHere folder;
  const std::string file = folder.path / "been";
  Stepped run("if test -e " + file + "; then (true); (true); fi; echo end");
  run.session.start(run.sink);
  while (run.session.step()) continue;
  std::ofstream(file) << "somebody else was here";
  try {
    run.session.back(1);
    FAIL("it was not noticed");
  } catch (const Problem& problem) {
    CHECK(problem.is(SessionProblem::back_differs));
  }
  const auto told = run.sink.events.size();
  const Finished finished = run.session.stop();
  CHECK(finished.outcome.survivors == 0);
  CHECK(finished.token.empty());
  CHECK(run.sink.events.size() == told);  // that it was ended so is not the program's
}

TEST_CASE(
    "whoever goes back would read a file that somebody has changed: said, and the run goes on") {
  need_tracing();
  const FolderHere folder;
  const std::string file = folder.path / "data";
  std::ofstream(file) << "one\n";
  Stepped run("read x <" + file + "; (true); echo $x; (true)");
  run.session.start(run.sink);
  const auto is_reap = [](const Event& event) { return event.as<event::Reap>() != nullptr; };
  while (std::ranges::none_of(run.sink.events, is_reap)) REQUIRE(run.session.step());
  run.sink.events.resize(run.session.back(1));
  std::ofstream(file) << "another\n";
  try {
    run.session.back(1);
    FAIL("it went back");
  } catch (const Problem& problem) {
    CHECK(problem.is(SessionProblem::back_changed));
    CHECK(problem.args() == std::vector<std::string>{file});
  }
  while (run.session.step()) continue;
  CHECK(run.session.stop().outcome.survivors == 0);
}

TEST_CASE(
    "what was read decides what is to come: it is compared, also where no event tells of it") {
  need_tracing();
  const FolderHere folder;
  const std::string file = folder.path / "data";
  std::ofstream(file) << "one\n";
  struct stat facts;
  REQUIRE(::stat(file.c_str(), &facts) == 0);
  Stepped run("read x <" + file + "; (true); echo $x");
  run.session.start(run.sink);
  const auto makes_child = [&] {
    return run.session.state().ready.at(0).does.index() == Intention(intention::Fork{}).index();
  };
  while (!makes_child()) REQUIRE(run.session.step());

  std::ofstream(file) << "two\n";
  const timespec times[] = {facts.st_atim, facts.st_mtim};
  REQUIRE(::utimensat(AT_FDCWD, file.c_str(), times, 0) == 0);
  try {
    run.session.back(0);
    FAIL("it was not noticed");
  } catch (const Problem& problem) {
    CHECK(problem.is(SessionProblem::back_differs));
  }
}

TEST_CASE("a run that has changed a file which is not put back can't be begun again") {
  need_tracing();
  const FolderHere folder;
  const std::string file = folder.path / "log";
  Stepped run("(true); echo once >>" + file + "; (true)");
  run.session.start(run.sink);
  for (int i = 0; i < 3; ++i) REQUIRE(run.session.step());
  run.session.back(1);
  while (run.session.step()) continue;
  try {
    run.session.back(1);
    FAIL("it went back");
  } catch (const Problem& problem) {
    CHECK(problem.is(SessionProblem::back_outside));
  }
  CHECK(read_file(file) == "once\n");
}

TEST_CASE("no second run goes where two of them would meet outside") {
  need_tracing();
  const FolderHere folder;
  const std::string outside = folder.path / "lock", fifo = folder.path / "fifo";
  std::ofstream(outside) << "x";
  REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
  const std::string sends =  // sendmsg(2), to an address
      "perl -e 'socket(S, 2, 2, 0); $to = pack(\"SnNx8\", 2, 9, 0x7f000001);"
      " syscall(46, fileno(S), pack(\"PLx4Q5\", $to, 16, 0, 0, 0, 0, 0), 0)'";
  const std::vector<std::string> programs = {
      "flock " + outside + " true", "perl -e 'socket(S, 2, 1, 0); bind(S, pack(\"Snx12\", 2, 0))'",
      "perl -e 'sysopen(F, \"" + fifo + "\", 0x800); sysread(F, $x, 1)'", sends};
  const std::string& program = programs.at(GENERATE(0, 1, 2, 3));
  Stepped run("(true); (true); " + program + "; (true)");
  run.session.start(run.sink);
  if (!world::is_inside()) return;  // then there is none at all
  for (int i = 0; i < 3; ++i) REQUIRE(run.session.step());
  CHECK(run.session.may_run_beside(3));
  while (run.session.step()) continue;
  CHECK(run.session.may_run_beside(3));
  CHECK(!run.session.may_run_beside(run.session.steps()));
}

TEST_CASE("a program that was changed meanwhile is not begun again, and the old one goes on") {
  need_tracing();
  const lesson::fixture::Folder folder;
  const std::string program = folder.write("program", "#!/bin/sh\necho a\necho b\n").string();
  REQUIRE(::chmod(program.c_str(), 0700) == 0);
  Stepped run(std::vector<std::string>{program});
  run.session.start(run.sink);
  for (int i = 0; i < 3; ++i) REQUIRE(run.session.step());
  folder.write("program", "#!/bin/sh\necho a\necho another\n");
  try {
    run.session.back(1);
    FAIL("it went back");
  } catch (const Problem& problem) {
    CHECK(problem.is(SessionProblem::back_changed));
  }
  CHECK(run.session.steps() == 3);
  CHECK(run.session.step());
}

TEST_CASE("a signal is sent between two steps, undone, and sent again where the run goes on so") {
  need_tracing();
  Stepped run("trap 'echo caught' INT; (true); echo end");
  run.session.start(run.sink);
  for (int i = 0; i < 3; ++i) REQUIRE(run.session.step());
  const std::size_t before = run.sink.events.size();
  CHECK(run.session.way().empty());
  CHECK(run.session.signal("INT", "P"));
  CHECK(run.session.has_intervened());
  REQUIRE(run.session.step());
  REQUIRE(run.session.step());
  const auto sent = std::ranges::count_if(run.sink.events, [](const Event& event) {
    const auto* signal = event.as<event::Signal>();
    return signal && signal->signal == "SIGINT" && signal->from == "reader";
  });
  CHECK(sent == 1);
  const std::size_t after = run.sink.events.size();
  run.sink.events.resize(run.session.back(2));
  CHECK(run.sink.events.size() == before);
  CHECK_FALSE(run.session.has_intervened());
  REQUIRE(run.session.step());
  REQUIRE(run.session.step());
  CHECK(run.sink.events.size() == after);
  CHECK(run.session.way().size() == 4);  // on to step 3, the signal, on to where it is, the end
  CHECK(run.session.stop().token.empty());
}

TEST_CASE("a signal that there is not, and one to nobody, are refused") {
  need_tracing();
  Stepped run(makes_children);
  run.session.start(run.sink);
  for (const auto& [signal, to] : {std::pair("SIGFOO", "P"), std::pair("INT", "P.7")}) {
    CHECK_THROWS_AS(run.session.signal(signal, to), Problem);
  }
  CHECK_FALSE(run.session.has_intervened());
  CHECK_FALSE(run.session.signal("SIGKILL", ""));
  CHECK_FALSE(run.session.step());
  run.session.back(0);
  CHECK(run.session.step("P"));
}

namespace {

// Goes back where this process may have so few descriptors. Whether it could; where not, it threw
// std::system_error.
bool goes_back_with(rlim_t descriptors, Session& session) {
  rlimit before;
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  const rlimit few{descriptors, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
  bool goes = true;
  try {
    session.back(2);
  } catch (const std::system_error&) {
    goes = false;
  }
  ::setrlimit(RLIMIT_NOFILE, &before);
  return goes;
}

}  // namespace

// Whatever it is that there is no descriptor for: each limit is one descriptor further.
TEST_CASE("where a run can't be begun again, it is over, and may be asked all the same") {
  need_tracing();
  constexpr rlim_t least = 3;
  rlim_t descriptors = least;
  for (bool goes = false; !goes; ++descriptors) {
    CAPTURE(descriptors);
    Stepped run(makes_children);
    run.session.start(run.sink);
    while (run.session.ready().size() < 2) REQUIRE(run.session.step());
    goes = goes_back_with(descriptors, run.session);
    if (!goes) {
      CHECK_FALSE(run.session.step());
      CHECK(run.session.state().ready.empty());
      CHECK(run.session.stop().token.empty());
      CHECK(count_traced_by(::gettid()) == 0);
      CHECK(::waitpid(-1, nullptr, WNOHANG | __WALL) == -1);
    }
  }
  CHECK(descriptors > least + 1);
}

}  // namespace procdemo::session
