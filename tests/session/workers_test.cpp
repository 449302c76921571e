#include "session/workers.h"

#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "base/fd.h"
#include "base/own_signal.h"
#include "catch.h"
#include "tracee/reader.h"
#include "world/inside/run_pids.h"

namespace procdemo::session {
namespace {

namespace fs = std::filesystem;

/// Of the process that first asks for it: every worker's PID is the same.
const std::string& own_number() {
  static const std::string number = std::to_string(std::random_device()());
  return number;
}

/// A child that outlives the run.
void leave_behind(Fence& fence) {
  const pid_t child = fence.fork([] { return ::fork(); });
  while (child == 0) ::pause();
}

/// Has a reader's helper, when a process of the run has come and gone already.
void look_late() {
  world::RunPids pids(true);
  pids.run_makes_one();
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
  tracee::Reader().start();
}

/// Does what the first word says, and prints its process and its folder.
int act(const WorkerRequest& request, Assignment& assignment) {
  const std::string& what = request.words.front();
  write_all(STDOUT_FILENO, own_number() + "\n" + fs::current_path().string() + "\n");
  if (what == "die") signal_self(SIGKILL);
  if (what == "write") std::ofstream("file") << "written";
  if (what == "read") return fs::exists("file") ? 7 : 8;
  if (what == "plan") assignment.steps = StepLog{.steps = {{.name = request.plan->choices[0]}}};
  if (what == "stay" && assignment.fence) leave_behind(*assignment.fence);
  if (what == "look") look_late();
  if (what == "trace") assignment.trace = "{}\n";
  return 0;
}

constexpr key_t meeting_place = 0x776f726b;

using Results = std::vector<std::vector<JobResult>>;

Results run(Workers& workers, const std::vector<Job>& jobs) {
  Results all(jobs.size());
  const int signal = workers.run(jobs, [&](std::size_t job, std::vector<JobResult> results) {
    CHECK(all[job].empty());
    all[job] = std::move(results);
  });
  CHECK(signal == 0);
  return all;
}

std::string line(const JobResult& result, int number) {
  std::istringstream lines(result.answer.printed);
  std::string line;
  for (int i = 0; i <= number; ++i) std::getline(lines, line);
  return line;
}

}  // namespace

TEST_CASE("a worker makes one run after another, each job in a folder of its own") {
  Workers workers(1, act);
  const Results first =
      run(workers, {{.commands = {{"write"}, {"read"}}}, {.commands = {{"read"}}}});
  REQUIRE(first[0].size() == 2);
  CHECK(first[0][1].answer.status == 7);
  CHECK(first[1][0].answer.status == 8);
  CHECK(line(first[0][0], 1) == line(first[0][1], 1));
  CHECK(line(first[0][0], 1) != line(first[1][0], 1));
  CHECK_FALSE(fs::exists(line(first[0][0], 1)));
  const Results second = run(workers, {{.commands = {{"read"}}}});
  const std::set<std::string> workers_seen = {line(first[0][0], 0), line(first[1][0], 0),
                                              line(second[0][0], 0)};
  CHECK(workers_seen.size() == 1);
}

TEST_CASE("what one job leaves under a fixed name no other finds, at once or later") {
  Workers workers(3, [](const WorkerRequest& request, Assignment&) {
    const int found = ::semget(meeting_place, 1, 0600) >= 0 ? 1 : 0;
    ::semget(meeting_place, 1, IPC_CREAT | 0600);
    const bool file = fs::exists("/tmp/procdemo_workers_test");
    std::ofstream("/tmp/procdemo_workers_test") << request.words.front();
    return found + (file ? 2 : 0);
  });
  const Results all = run(workers, std::vector<Job>(9, {.commands = {{"first"}, {"second"}}}));
  if (!workers.why_shared().empty()) SKIP_TEST("the kernel allows no world of namespaces");
  for (const auto& job : all) {
    CHECK(job[0].answer.status == 0);
    CHECK(job[1].answer.status == 3);  // the same job goes on where it was
  }
  CHECK(::semget(meeting_place, 1, 0600) < 0);
  CHECK_FALSE(fs::exists("/tmp/procdemo_workers_test"));
}

TEST_CASE("what a run tells beside what it prints comes back") {
  Workers workers(2, act);
  const Results all =
      run(workers, {{.commands = {{"trace"}}},
                    {.commands = {{"plan"}}, .plan = Plan{.choices = {"P.1"}, .sleep = {}}}});
  CHECK(all[0][0].answer.trace == "{}\n");
  CHECK_FALSE(all[0][0].answer.steps);
  REQUIRE(all[1][0].answer.steps);
  CHECK(all[1][0].answer.steps->steps.front().name == "P.1");
}

TEST_CASE("a worker that dies costs its own command alone: another one goes on") {
  Workers workers(2, act);
  std::vector<Job> jobs(5, {.commands = {{"read"}}});
  jobs[2].commands = {{"write"}, {"die"}, {"read"}};
  const Results all = run(workers, jobs);
  for (const std::size_t job : {0u, 1u, 3u, 4u}) CHECK(all[job][0].answer.status == 8);
  REQUIRE(all[2].size() == 3);
  CHECK(all[2][1].answer.status == 128 + SIGKILL);
  CHECK_FALSE(all[2][1].hung);
  CHECK(all[2][2].answer.status == 7);
  CHECK(line(all[2][2], 0) != line(all[2][0], 0));
}

TEST_CASE("a worker whose run has left somebody behind ends, and another does what comes next") {
  Workers workers(1, act);
  const Results all =
      run(workers, {{.commands = {{"write"}, {"stay"}, {"read"}}}, {.commands = {{"read"}}}});
  CHECK(all[0][1].answer.status == 0);
  CHECK(all[0][2].answer.status == 7);
  CHECK(all[1][0].answer.status == 8);
  if (!all[0][1].answer.ends) SKIP_TEST("no run has a control group of its own here");
  CHECK(line(all[0][2], 0) != line(all[0][1], 0));
}

TEST_CASE("what a worker reads with is nobody whom a run has left behind") {
  Workers workers(1, act);
  const Results all = run(workers, {{.commands = {{"look"}, {"read"}}}});
  CHECK_FALSE(all[0][0].answer.ends);
  CHECK(line(all[0][1], 0) == line(all[0][0], 0));
}

TEST_CASE("a worker that ends without an answer has not succeeded") {
  Workers workers(1, [](const WorkerRequest&, Assignment&) -> int { ::_exit(0); });
  CHECK(run(workers, {{.commands = {{}}}})[0][0].answer.status != 0);
}

TEST_CASE("where a deadline has come, nobody waits for what is under way") {
  // A worker is ended by SIGTERM, and no handler of the test program's has anything to say of it.
  const auto before = std::signal(SIGTERM, SIG_DFL);
  Workers workers(1, [](const WorkerRequest&, Assignment&) { return ::pause(); });
  bool told = false;
  const auto done = [&](std::size_t, std::vector<JobResult>) { told = true; };
  CHECK(workers.run({{.commands = {{}}}}, done, Workers::Clock::now()) == 0);
  CHECK_FALSE(told);
  std::signal(SIGTERM, before);
}

}  // namespace procdemo::session
