// Calls are written as strace(1) writes them: the same program, traced by both.
#include "syscalls/call_text.h"

#include <sys/personality.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <map>
#include <regex>
#include <sstream>

#include "base/child.h"
#include "base/fd.h"
#include "catch.h"
#include "machine.h"
#include "own_folder.h"
#include "run/run_state.h"
#include "syscalls/table.h"

using namespace procdemo::syscalls;

namespace {

using Calls = std::vector<std::string>;

const std::string program = std::string(PROCDEMO_PROGRAMS) + "/written_calls";

class NoSink : public Sink {
 public:
  void event(const Event&) override {}
};

const Syscall* row_of(std::int64_t number) {
  const auto found = std::ranges::find_if(
      syscalls(), [&](const Syscall& call) { return number_of(call) == number; });
  return found == syscalls().end() ? nullptr : &*found;
}

// In a folder of its own, at the same addresses each time, and not as a terminal's job.
int become(const std::vector<const char*>& words, const std::string& folder) {
  ::personality(ADDR_NO_RANDOMIZE);
  ::setpgid(0, 0);
  if (::chdir(folder.c_str()) != 0) return 1;
  const char* const environment[] = {"PATH=/usr/bin:/bin", nullptr};
  std::vector<const char*> argv = words;
  argv.push_back(nullptr);
  ::execvpe(argv[0], const_cast<char**>(argv.data()), const_cast<char**>(environment));
  return 127;
}

// Stops at each call's entry and exit.
class Traced {
 public:
  explicit Traced(const std::string& folder)
      : child_(Child::run(kill_at_once, [&] {
          ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
          return become({program.c_str()}, folder);
        })) {
    int status = 0;
    REQUIRE(::waitpid(child_.pid(), &status, 0) == child_.pid());
    REQUIRE(WIFSTOPPED(status));
    ::ptrace(PTRACE_SETOPTIONS, child_.pid(), nullptr, PTRACE_O_TRACESYSGOOD);
  }

  pid_t pid() const { return child_.pid(); }

  /// False where it has ended.
  bool go_to_stop() {
    int signal = 0;
    while (true) {
      ::ptrace(PTRACE_SYSCALL, pid(), nullptr, signal);
      int status = 0;
      if (::waitpid(pid(), &status, 0) != pid() || !WIFSTOPPED(status)) return false;
      if (WSTOPSIG(status) == (SIGTRAP | 0x80)) return true;
      signal = WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
    }
  }

 private:
  Child child_;
};

Calls as_we_write(const std::string& folder) {
  const Settings settings;
  NoSink nobody;
  RunState run(settings, nobody);
  Traced traced(folder);
  Task& task = run.family.add_process(traced.pid(), nullptr, nullptr);
  Calls lines;
  while (traced.go_to_stop()) {
    task.memory = run.new_memory();
    task.registers.run_on();
    if (!task.registers.read(task.tid)) break;
    const Arguments arguments = task.registers.arguments();
    const std::int64_t number = task.registers.call_number();
    const Syscall* const row = row_of(number);
    const Calls before = written_arguments({task, arguments}, row);
    if (!traced.go_to_stop()) break;
    task.registers.run_on();
    if (!task.registers.read(task.tid)) break;
    const std::int64_t result = task.registers.result();
    lines.push_back(call_text(EndedCall{{task, arguments}, result}, row, number, before));
  }
  return lines;
}

Calls as_strace_writes(const std::string& folder) {
  const std::string file = folder + "/strace.out";
  Child strace = Child::run(kill_at_once, [&] {
    return become({"strace", "-o", file.c_str(), "-e", "signal=none", program.c_str()}, folder);
  });
  int status = 0;
  REQUIRE(::waitpid(strace.pid(), &status, 0) == strace.pid());
  Calls lines;
  std::istringstream text(read_file(file));
  for (std::string line; std::getline(text, line);) {
    lines.push_back(std::regex_replace(line, std::regex("\\) +="),
                                       ") =", std::regex_constants::format_first_only));
  }
  return lines;
}

// The calls between the program's two marks, and the one behind them.
Calls between_marks(const Calls& lines) {
  const auto is_mark = [](const std::string& line) {
    return line.starts_with("write(-1, \"mark\"");
  };
  const auto first = std::ranges::find_if(lines, is_mark);
  REQUIRE(first != lines.end());
  const auto last = std::find_if(first + 1, lines.end(), is_mark);
  REQUIRE(lines.end() - last > 1);
  return {first, last + 2};
}

// Numbers that the kernel chose get names, in the calls that are about such.
Calls with_names(Calls lines) {
  const std::regex chosen("^(get|fork|clone|shm|sem|msg)(pid|ppid|get|)\\(.* = ([0-9]+)$");
  const std::regex of_processes("^(get.*pid|getpgrp|gettid|fork|clone|kill|tgkill|wait)");
  std::map<std::string, std::map<std::string, std::string>> names;  // by the call's beginning
  std::smatch found;
  const auto kind_of = [&](const std::string& line) {
    return std::regex_search(line, of_processes) ? "process" : line.substr(0, 3);
  };
  for (const std::string& line : lines) {
    if (std::regex_match(line, found, chosen)) {
      names[kind_of(line)].emplace(found[3], "[" + found[1].str() + found[2].str() + "]");
    }
  }
  const std::string places[] = {"^[a-z0-9]+\\(", "^tgkill\\([^,]*, ", "P_PID, ",
                                "si_pid=", "^(?:...get|get.*|fork|clone|wait4)\\(.*\\) = "};
  for (std::string& line : lines) {
    for (const auto& [value, name] : names[kind_of(line)]) {
      for (const std::string& place : places) {
        const std::regex there("(" + place + ")" + value + "(?![0-9])");
        line = std::regex_replace(line, there, "$1" + name);
      }
    }
  }
  return lines;
}

}  // namespace

TEST_CASE("the usual calls are written as strace writes them") {
  procdemo::base::need_tracing();
  if (::access("/usr/bin/strace", X_OK) != 0) SKIP_TEST("strace is not installed");
  const procdemo::OwnFolder ours, theirs;
  const Calls written = with_names(between_marks(as_we_write(ours.path())));
  const Calls expected = with_names(between_marks(as_strace_writes(theirs.path())));
  REQUIRE(written.size() == expected.size());
  for (std::size_t i = 0; i < written.size(); ++i) CHECK(written[i] == expected[i]);
}
