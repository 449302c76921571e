// Who signals processes, forks them and waits for them: few places, and each knows why its target
// is certain. A number that is 0, -1 or another process's by now can end everything a user runs.
#include <map>
#include <regex>

#include "catch.h"
#include "structure/source.h"

using namespace procdemo::structure;

namespace {

// As this code writes system calls (::name), as C does, and by number.
const std::regex touches_processes(
    R"((^|[^\w>:])::(kill|killpg|raise|sigqueue|pthread_kill|tgkill|waitpid|waitid|wait|wait[34]|)"
    R"(v?fork|_Fork|posix_spawnp?|popen|system)\s*\()"
    R"(|(^|[^\w:.>])(killpg|tgkill|sigqueue|pthread_kill|waitpid|waitid|wait[34]|posix_spawnp?|popen)\s*\()"
    R"(|\bstd::(raise|system)\s*\()"
    R"(|\bsyscall\s*\(\s*(SYS|__NR)_\w*(kill|signal|sigqueueinfo|wait4|waitid|fork|clone3?)\b)");

const std::map<std::string, std::string> places = {
    {"src/base/child.cpp", "the one owner of a child: it forks, signals and reaps it itself"},
    {"src/base/child.h", "the same owner: a vfork stands where its child runs"},
    {"src/world/memory_guest.cpp", "forks a child for whoever observes it, and waits for it"},
    {"src/base/own_signal.h", "this process, by getpid()"},
    {"src/base/pidfd.h", "by descriptor, which stays with its process"},
    {"src/base/helper.cpp", "forks an orphan, which nobody signals: the end of its pipe ends it"},
    {"src/engine/brief_wait.cpp", "waits for any child as the observer does; signals this thread"},
    {"src/engine/launch.cpp",
     "whom it has forked itself, as long as nobody traces or has reaped it"},
    {"src/session/unobserved.cpp",
     "reaps any child, which nobody but it signals, and by descriptor"},
    {"src/world/guard.cpp", "waits for whom it has just forked itself"},
    {"src/world/guard_pid_namespace.cpp", "forks a namespace's init, and the program"},
    {"src/world/inside/init.cpp", "a namespace's init, which reaps orphans there"},
    {"src/world/terminal/foreground.cpp", "procdemo itself, by descriptor, with who sent it"},
    {"src/world/keeper.cpp", "the parent of a run: it forks it, and reaps whoever comes to it"},
    {"src/tracee/pidfd.cpp", "asks, with signal 0, for a number that means this very process"},
    {"src/run/signals.cpp", "tracees that nobody has waited for"},
    {"src/run/time/virtual_timers.cpp", "tracees at rest: who has ended is taken out first"},
    {"src/engine/stop_queue.cpp",
     "where the observer waits for its tracees, and remembers whose end"},
    {"src/engine/shutdown.cpp", "the same where no descriptor is left to do it in order"},
};

bool has_call(const std::string& code) {
  return std::regex_search(code, touches_processes);
}

// Tests fork and wait as they like; but a fork that failed says -1, and a signal to -1 goes to all.
const std::regex signals_by_number(R"((^|[^\w>:])::(kill|killpg|sigqueue|tgkill)\s*\()"
                                   R"(|(^|[^\w:.>])(killpg|tgkill|sigqueue)\s*\()"
                                   R"(|\bsyscall\s*\(\s*(SYS|__NR)_\w*(kill|sigqueueinfo)\b)");

bool signals_a_number(const std::string& code) {
  return std::regex_search(code, signals_by_number);
}

}  // namespace

TEST_CASE("processes are signalled, forked and waited for in few places, each with its reason") {
  std::map<std::string, std::string> unused = places;
  for (const Source& file : sources("src", {".cpp", ".h"})) {
    if (!has_call(bare(file.text))) continue;
    INFO(file.path << " signals, forks or waits for processes: base/child.h does that");
    CHECK(places.contains(file.path));
    unused.erase(file.path);
  }
  for (const auto& [path, reason] : unused) {
    INFO(path << " has no such call any more");
    CHECK(false);
  }
}

// The programs that are observed are another matter: that is what they are for.
TEST_CASE("tests signal children that they own, and others by descriptor") {
  for (const Source& file : sources("tests", {".cpp", ".h"})) {
    if (file.path.starts_with("tests/programs/")) continue;
    INFO(file.path << " signals a number, which may be -1: base/child.h and base/pidfd.h don't");
    CHECK_FALSE(signals_a_number(bare(file.text)));
  }
  CHECK(signals_a_number("  ::kill(pid_, SIGKILL);"));
  CHECK(signals_a_number("::syscall(SYS_tgkill, pid, tid, 9);"));
  CHECK_FALSE(signals_a_number("  child.kill();"));
}

// A file system may be served by somebody who never answers, and its stat(2) waits for that.
TEST_CASE("the observer asks no file system that could make it wait") {
  const std::regex asks(
      R"((^|[^\w>:])::(l?stat|fstatat|statx|access|faccessat)(64)?\s*\()"
      R"(|\b(fs|filesystem)::(exists|status|symlink_status|file_size|is_\w+|equivalent|canonical|)"
      R"(weakly_canonical|last_write_time)\s*\()");
  for (const Source& file : sources("src/engine", {".cpp", ".h"})) {
    if (file.path == "src/engine/launch.cpp") continue;  // looks for the command: nothing runs yet
    INFO(file.path << " asks for a file's status: base/procfs.h does without waiting");
    CHECK_FALSE(std::regex_search(bare(file.text), asks));
  }
  for (const char* code : {"if (::stat(path, &facts) != 0)", "fs::exists(path)",
                           "std::filesystem::is_directory(path)", "::lstat(path, &facts)"}) {
    CHECK(std::regex_search(code, asks));
  }
  CHECK_FALSE(std::regex_search("stat_descriptor(tid, fd, facts)", asks));
}

TEST_CASE("such calls are found in every way to write them, and others are not") {
  for (const char* code :
       {"  ::kill(pid, SIGTERM);", "if (::waitpid(-1, &status, WNOHANG) > 0)", "=::fork();",
        "::syscall(SYS_tgkill, pid, tid, 9);", "syscall(__NR_kill, pid, 9)", "waitpid(pid, 0, 0);",
        "::syscall(SYS_pidfd_send_signal, fd, 9, 0, 0)", "!::killpg(0, 9)", "std::raise(SIGINT);",
        "::kill (pid, 9)"}) {
    INFO(code);
    CHECK(has_call(code));
  }
  for (const char* code : {"void Process::kill() {", "child.kill();", "Child::fork(kill_at_once)",
                           "set(Call::kill, SYS_kill);", "worker->kill();",
                           "enter_waitid(run, task)", "multiprocess::wait(all)", "guard->fork()"}) {
    INFO(code);
    CHECK_FALSE(has_call(code));
  }
}
