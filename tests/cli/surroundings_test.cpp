// What procdemo finds where it is started: a /proc that is not its own, limits that are too small,
// a reader that goes away.
#include <unistd.h>

#include "catch.h"
#include "cli/desk.h"
#include "machine.h"

namespace procdemo::cli::test {
namespace {

using Words = std::vector<std::string>;

const std::vector<Words> running = {
    {"fork", "--rounds", "1"},
    {"fork", "--rounds", "1", "--schedule", "parent-first"},
    {"fork", "--rounds", "1", "--schedule", "parent-first", "--stable"},
    {"check", "fork", "--in", "cpp"},
    {"explore", "multi-fork"},
    {"fork-bomb"}};

/// In namespaces of this user's, root or not, where `script` prepares the place.
Result run_in(const Words& namespaces, const std::string& script, const Words& command,
              const Desk& desk = {}) {
  Words words = {"unshare"};
  if (::geteuid() != 0) words.emplace_back("-Ur");
  words.insert(words.end(), namespaces.begin(), namespaces.end());
  words.insert(words.end(), {"bash", "-c", script + "\"$@\"", "bash"});
  words.insert(words.end(), command.begin(), command.end());
  return run_command(words, desk);
}

void as_ordinary_user(Words& command) {
  if (::geteuid() != 0) return;
  need_ordinary_user();
  command.insert(command.begin(), {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"});
}

void check_told(const Words& namespaces, const std::string& script) {
  need_no_sanitizer();
  const Result trial = run_in(namespaces, script, {"true"});
  if (trial.status != 0) SKIP_TEST("no such namespaces for this user: " + trial.err);
  for (const Words& command : running) {
    Words words = {procdemo_path()};
    words.insert(words.end(), command.begin(), command.end());
    const Result result = run_in(namespaces, script, words);
    CAPTURE(command, result.out, result.err);
    CHECK(result.status == 3);
    CHECK_THAT(result.err, contains("/proc does not show procdemo itself"));
  }
  const Result watched = run_in(namespaces, script, {procdemo_path(), "watch", "--", "true"});
  CHECK(watched.status == 125);
  const Result doctor = run_in(namespaces, script, {procdemo_path(), "doctor"});
  CAPTURE(doctor.out, doctor.err);
  CHECK(doctor.status == 3);
  CHECK_THAT(doctor.out, contains("✗ /proc shows") && !contains("✓") && !contains("by themselves"));
  CHECK(run_in(namespaces, script, {procdemo_path(), "list"}).status == 0);
}

/// With a small stack procdemo goes on in another thread, and a process that this one forks has no
/// main thread: LeakSanitizer would miss what that one's stack leads to.
Result limited(const std::string& limit, const Words& command) {
  const std::string no_leaks =
      "export ASAN_OPTIONS=\"${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0\"; ";
  Words words = {"bash", "-c", no_leaks + "ulimit " + limit + "; exec \"$@\"", "bash"};
  words.insert(words.end(), command.begin(), command.end());
  return run_command(words);
}

}  // namespace

TEST_CASE("a PID namespace without a /proc of its own is told, and doctor knows it") {
  check_told({"-pf"}, "");
}

TEST_CASE("a /proc with nothing in it is told, and doctor knows it") {
  check_told({"-m"}, "mount -t tmpfs none /proc && ");
}

// As in a container: every orphan comes to it, its own helpers among them.
TEST_CASE("where procdemo is PID 1 it does not take its own helpers for the run's") {
  const Words alone = {"-pfm"};
  const std::string script = "mount -t proc proc /proc && exec ";
  if (run_in(alone, script, {"true"}).status != 0) SKIP_TEST("no such namespaces for this user");
  Words words = {procdemo_path(), "watch", "--", programs + "threads"};
  as_ordinary_user(words);       // who can make no cgroup
  for (int i = 0; i < 6; ++i) {  // each began within the same hundredth of a second, or not
    const Result result = run_in(alone, script, words);
    CAPTURE(result.out, result.err);
    CHECK(result.status == 0);
    CHECK_THAT(result.out, !contains("lost sight"));
  }
}

TEST_CASE("a lesson that nobody may observe ends where procdemo is PID 1") {
  const std::string script = "mount -t proc proc /proc && exec ";
  if (run_in({"-pfm"}, script, {"true"}).status != 0) SKIP_TEST("no such namespaces for this user");
  const Result result = run_in({"-pfm"}, script, {procdemo_path(), "pid"}, {.ptrace_denied = true});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
}

// hidepid=2 hides other users' processes. An instance of its own: the machine's is left alone.
TEST_CASE("a /proc that hides others' processes is good enough") {
  const Words alone = {"-pfm"};
  const std::string script = "mount -t proc -o hidepid=2 proc /proc && ";
  if (run_in(alone, script, {"true"}).status != 0) SKIP_TEST("no /proc with hidepid here");
  Words words = {procdemo_path(), "fork", "--rounds", "1"};
  as_ordinary_user(words);
  const Result result = run_in(alone, script, words);
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
}

TEST_CASE("where no terminal is to be had, a program can have pipes") {
  need_tracing();
  const std::string script = "mount -t tmpfs none /dev/pts && mount --bind /dev/null /dev/ptmx && ";
  if (run_in({"-m"}, script, {"true"}).status != 0) SKIP_TEST("no such namespaces for this user");
  const Result refused = run_in({"-m"}, script, {procdemo_path(), "watch", "--", "true"});
  CAPTURE(refused.out, refused.err);
  CHECK(refused.status == 125);
  CHECK_THAT(refused.err,
             contains("can't have a terminal of its own here") && contains("--no-tty"));
  const Result piped = run_in({"-m"}, script, {procdemo_path(), "watch", "--no-tty", "--", "true"});
  CAPTURE(piped.out, piped.err);
  CHECK(piped.status == 0);
}

// There explore's own process is PID 1; its program is observed by another one.
TEST_CASE("nor does a program reach a procdemo that /proc does not show") {
  need_no_sanitizer();
  const Words alone = {"-pfm"};
  const std::string script = "mount -t proc -o hidepid=2 proc /proc && exec ";
  if (run_in(alone, script, {"true"}).status != 0) SKIP_TEST("no /proc with hidepid here");
  Words words = {procdemo_path(),
                 "explore",
                 "--limit",
                 "1",
                 "--",
                 "bash",
                 "-c",
                 "kill -STOP 1 || echo refused"};
  as_ordinary_user(words);
  const Result result = run_in(alone, script, words);
  CAPTURE(result.out, result.err);
  CHECK_THAT(result.out, contains("refused"));
}

TEST_CASE("where no thread is to be had that has enough stack, that is told") {
  need_no_sanitizer();
  const Result result = limited("-s 64 -v 16000", {procdemo_path(), "list"});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 3);
  CHECK_THAT(result.err, contains("procdemo: ") && contains("Resource temporarily unavailable"));
}

TEST_CASE("a recording that ulimit -f stops is told, and the program is left what procdemo got") {
  const std::string file = "/tmp/procdemo-limited-" + std::to_string(::getpid());
  const Result result =
      limited("-f 0", {procdemo_path(), "fork", "--rounds", "1", "--record", file});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 3);
  CHECK_THAT(result.err, contains("File too large"));
  CHECK(::access(file.c_str(), F_OK) != 0);
  const Result program = limited(
      "-f 0", {procdemo_path(), "watch", "--", "bash", "-c", "echo x > " + file + "; echo after"});
  CHECK(program.status == 128 + 25);  // SIGXFSZ, as alone
  ::unlink(file.c_str());
}

// Each process that prints much keeps two descriptors of procdemo's open, up to a number.
TEST_CASE("descriptors that run out are procdemo's own failure, and no fault of the program") {
  const std::string crowd =
      "for i in {1..12}; do (printf '%0600d\\n' 0; kill -STOP $BASHPID) & done; wait";
  const Result result =
      limited("-n 45", {procdemo_path(), "watch", "--timeout", "10", "--", "bash", "-c", crowd});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 125);
  CHECK_THAT(result.err, contains("Too many open files"));
  CHECK_THAT(result.out, !contains("Bad address"));
}

TEST_CASE("every command runs with a small stack, and programs get that") {
  for (const char* limit : {"-s 64", "-Ss 64"}) {
    for (const Words& command : std::vector<Words>{{"fork", "--rounds", "1"},
                                                   {"multi-fork", "--schedule", "random:1"},
                                                   {"check", "fork", "--in", "cpp"},
                                                   {"explore", "fork", "--rounds", "1"},
                                                   {"list"}}) {
      Words words = {procdemo_path()};
      words.insert(words.end(), command.begin(), command.end());
      const Result result = limited(limit, words);
      CAPTURE(limit, command, result.out, result.err);
      CHECK(result.status == 0);
    }
    const Result asked =
        limited(limit, {procdemo_path(), "watch", "--", "bash", "-c", "echo stack $(ulimit -s)"});
    CAPTURE(limit, asked.out);
    CHECK_THAT(asked.out, contains("stack 64"));
  }
}

TEST_CASE("with a small stack a signal still ends a run in order") {
  const Result result = run_command(
      {"bash", "-c",
       "ulimit -s 64; coproc \"$1\" watch -- bash -c 'echo here; read -r x < <(sleep 1000)'; "
       "until IFS= read -r line <&\"${COPROC[0]}\" && [[ $line == *here ]]; do :; done; "
       "kill -TERM \"$COPROC_PID\"; wait \"$COPROC_PID\"",
       "bash", procdemo_path()});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 128 + 15);
}

TEST_CASE("an exploration or a check whose reader is gone ends") {
  for (const Words& command : std::vector<Words>{{"explore", "pool"}, {"check"}, {"list"}}) {
    const Result result = procdemo(command, {.reader_gone = true});
    CAPTURE(command, result.err);
    CHECK(result.status == 128 + 13);
  }
}

TEST_CASE("a working directory that was removed keeps nobody from running") {
  const std::string script =
      "cd \"$(mktemp -d)\" && rmdir \"$PWD\" && exec \"$0\" watch --stable -- /bin/echo here";
  const Result result = run_command({"sh", "-c", script, procdemo_path()});
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("| here"));
}

}  // namespace procdemo::cli::test
