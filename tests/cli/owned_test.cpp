// Where this machine gives procdemo too little to work with: it says so, and nobody is hurt. All of
// it in a PID namespace, for what is tested for is a signal to everybody.
#include <unistd.h>

#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"
#include "machine.h"

namespace procdemo::cli::test {
namespace {

using Words = std::vector<std::string>;

/// A namespace in which this user, or the user nobody, is alone with what it starts.
Words alone_as(bool nobody) {
  if (!nobody) return {"unshare", "-pf", "--mount-proc"};
  const Words drop = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
  Words words = ::geteuid() == 0 ? drop : Words{};
  for (const char* word : {"unshare", "-Urpf", "--mount-proc"}) words.emplace_back(word);
  return words;
}

Result run_alone(bool nobody, const std::string& script, const Words& arguments = {}) {
  Words words = alone_as(nobody);
  words.insert(words.end(), {"bash", "-c", script, "bash"});
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_command(words);
}

/// Why such a namespace can't be had, or is of no use to that user; or empty.
std::string why_not(bool nobody) {
  if (!nobody && ::geteuid() != 0) return "a PID namespace without a user namespace is for root";
  const Result trial = run_alone(nobody, "test -x \"$1\"", {procdemo_path()});
  return trial.status == 0 ? "" : "no PID namespace for this user: " + trial.err;
}

/// Somebody else's process, in a session of its own, while procdemo runs below a limit. (Where
/// there is a LeakSanitizer, it wants a process to look from.)
const std::string beside_a_bystander = R"(
setsid sleep 1000 &
bystander=$!
until grep -q sleep "/proc/$bystander/comm"; do :; done
limit=$1
shift
export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0
(ulimit $limit && exec "$@")
status=$?
grep -q '^State:.[SR]' "/proc/$bystander/status" && echo the bystander lives
exit $status
)";

void check_harmless(bool nobody, const std::string& limit, const Words& command) {
  Words words = {limit, procdemo_path()};
  words.insert(words.end(), command.begin(), command.end());
  const Result result = run_alone(nobody, beside_a_bystander, words);
  CAPTURE(nobody, limit, command, result.out, result.err);
  CHECK_THAT(result.out, contains("the bystander lives"));
  CHECK((result.status == 0 || result.status == 3));
  if (result.status == 3) CHECK(result.out.size() + result.err.size() > 30);
  CHECK_THAT(result.err, !contains("terminate called"));
}

// A page on which a reader goes step by step wants a process more than its other runs.
const std::vector<Words> commands = {{"check", "isolation"},
                                     {"explore", "multi-fork"},
                                     {"fork", "--rounds", "1", "--speed", "50"},
                                     {"list"}};

void check_without_descriptors(bool nobody) {
  need_no_sanitizer();
  if (const std::string why = why_not(nobody); !why.empty()) SKIP_TEST(why);
  for (int descriptors = 8; descriptors <= 20; ++descriptors) {
    for (const Words& command : commands) {
      check_harmless(nobody, "-n " + std::to_string(descriptors), command);
    }
  }
}

/// A lesson whose program, where it is asked to, makes sure that the kernel refuses it a process.
const std::string refused_program = R"(#include <sys/resource.h>
#include <cstdio>
#include <sys/wait.h>
#include <unistd.h>
int main(int, char** words) {
  if (*words[1] == 't') {
    [[maybe_unused]] const int dropped = setuid(65534);  // the limit does not bind root
    const rlimit none = {0, 0};
    setrlimit(RLIMIT_NPROC, &none);
  }
  if (fork() == 0) _exit(0);
  wait(nullptr);
  puts("done");
}
)";
const std::string refused_lesson = R"(name = "demo"
order = 90
program = "demo.cpp"
title = { en = "Refused", zh = "被拒绝" }
summary = { en = "A process is refused", zh = "拒绝创建进程" }

[[option]]
name = "refuse"
default = false
help = { en = "have it refused", zh = "使其被拒绝" }

[[question]]
id = "how-many"
asked = "after"
run = "demo --refuse"
words = { en = "How many forks?", zh = "fork 了几次？" }
number = { event = "fork" }
tempting = [{ answer = 0, why = { en = "None.", zh = "没有。" } }]

[[question]]
id = "always"
asked = "after"
run = "demo --refuse"
words = { en = "Is there a child, in every order?", zh = "是否总有子进程？" }

[[question.choice]]
words = { en = "yes", zh = "是" }
holds = { orders = "every", count = { event = "fork" }, equals = 1 }

[[question.choice]]
words = { en = "no", zh = "否" }
holds = { orders = "some", count = { event = "fork" }, equals = 0 }
)";

}  // namespace

TEST_CASE("what the kernel refused to a question's run is not checked, and no fault of it") {
  const fixture::Folder folder;
  fixture::write_lesson(folder, "mine", refused_lesson);
  folder.write("mine/demo.cpp", refused_program);
  const Result result = procdemo({"check", folder.path() / "mine"});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 3);
  CHECK_THAT(result.out, contains("0 failed, 2 not checked"));
  CHECK_THAT(result.out, contains("ulimit -u"));
}

TEST_CASE("root's runner without descriptors signals nobody, and says what is missing") {
  check_without_descriptors(false);
}

TEST_CASE("a user's runner without descriptors signals nobody, and says what is missing") {
  check_without_descriptors(true);
}

// RLIMIT_NPROC does not bind root.
TEST_CASE("a user's runner without processes signals nobody, and says what is missing", "[plain]") {
  if (const std::string why = why_not(true); !why.empty()) SKIP_TEST(why);
  for (int processes = 3; processes <= 12; ++processes) {
    for (const Words& command : commands) {
      check_harmless(true, "-u " + std::to_string(processes), command);
    }
  }
}

}  // namespace procdemo::cli::test
