#include "engine/launch.h"

#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cstdlib>

#include "base/child.h"
#include "base/exec.h"
#include "base/file_problems.h"
#include "base/own_limits.h"
#include "base/problem.h"
#include "base/seccomp.h"
#include "world/own_processes.h"

namespace procdemo::engine {

namespace {

constexpr long options = PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK |
                         PTRACE_O_TRACEVFORK | PTRACE_O_TRACEVFORKDONE | PTRACE_O_TRACECLONE |
                         PTRACE_O_TRACEEXEC | PTRACE_O_TRACEEXIT | PTRACE_O_TRACESECCOMP;

}  // namespace

std::vector<std::string> environment_of(const Program& program) {
  if (program.fixed_environment) {
    return {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/", "LANG=C.UTF-8", "TZ=UTC", "TERM=xterm"};
  }
  std::vector<std::string> variables;
  for (char** variable = environ; *variable; ++variable) variables.emplace_back(*variable);
  return variables;
}

Launch::Launch(const Program& program, LeakCheckers& leak_checkers, World& world,
               const Outputs& outputs, std::vector<sock_filter> filter,
               const Surroundings& surroundings)
    : path_(program.path),
      go_(Pipe::make()),
      file_(::open(program.path.c_str(), O_PATH | O_CLOEXEC)),
      environment_(environment_of(program)),
      has_leak_checker_(leak_checkers.silence(program.path, environment_)),
      argv_(pointers(program.argv)),
      envp_(pointers(environment_)),
      filter_(std::move(filter)) {
  const Ends ends{go_.read_end.get(), go_.write_end.get(), failure_.descriptor()};
  pid_ = check("fork", world.start([this, ends, &program, &world, &outputs, surroundings] {
    become(ends, program, world, outputs, surroundings);
  }));
  go_.read_end.reset();
  failure_.only_listen();
}

// Where it is not a child of this process (world/guard.h), the end of the pipe ends it.
Launch::~Launch() {
  if (seized_ || !is_unreaped(pid_)) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, __WALL);
}

void Launch::seize() {
  seized_ = ::ptrace(PTRACE_SEIZE, pid_, nullptr, options) == 0;
  if (!seized_) throw PtraceDenied(errno, std::generic_category(), "ptrace(PTRACE_SEIZE)");
}

std::optional<Launch::Failure> Launch::failure() const {
  const auto told = failure_.error();
  if (!told) return std::nullopt;
  return Failure{std::abs(*told), *told < 0};
}

void Launch::go() {
  write_all(go_.write_end.get(), "!");
}

// Nothing in memory is changed here.
void Launch::become(const Ends& ends, const Program& program, World& world, const Outputs& outputs,
                    const Surroundings& surroundings) const {
  const auto fail = [&](int error) {  // negative: of the filter
    ExecFailure::tell(ends.failure, error);
    ::_exit(127);
  };
  ::close(ends.go_on);
  char sign;
  if (::read(ends.go, &sign, 1) != 1) ::_exit(127);  // the observer died

  ::sigaction(SIGCHLD, &surroundings.on_child, nullptr);
  give_back_limits();
  if (program.fixed_environment) ::umask(022);
  if (surroundings.same_addresses) ::personality(ADDR_NO_RANDOMIZE);  // refused: told at the exec
  // Kept when a program is executed, and inherited; where the processor has no such thing, refused.
  if (surroundings.stops_at_counter) ::prctl(PR_SET_TSC, PR_TSC_SIGSEGV, 0, 0, 0);
  if (surroundings.reads_output && ::dup2(outputs.program_end(1), 0) < 0) fail(errno);
  if (::dup2(outputs.program_end(1), 1) < 0 || ::dup2(outputs.program_end(2), 2) < 0) fail(errno);
  if (const int error = world.enter()) fail(error);
  ::sigprocmask(SIG_SETMASK, &surroundings.mask, nullptr);
  give_up_tracing();
  if (const int error = install_filter(filter_)) fail(-error);
  ::execve(program.path.c_str(), argv_.data(), envp_.data());
  if (errno == EACCES) {  // a guard has made it another user: the open file is still ours
    ::syscall(SYS_execveat, file_.get(), "", argv_.data(), envp_.data(), AT_EMPTY_PATH);
  }
  fail(errno);
  ::abort();
}

std::string find_command(const std::string& command) {
  const auto refuse = [&](const std::string& path) -> std::optional<Problem> {
    struct stat facts;
    if (::stat(path.c_str(), &facts) != 0) {
      return Problem(Status::watch_not_found, ProgramProblem::not_found, {command});
    }
    if (S_ISDIR(facts.st_mode)) {
      return Problem(Status::watch_not_executable, ProgramProblem::is_folder, {path});
    }
    if (!S_ISREG(facts.st_mode) || ::access(path.c_str(), X_OK) != 0) {
      return Problem(Status::watch_not_executable, ProgramProblem::not_executable, {path});
    }
    return std::nullopt;
  };
  if (command.find('/') != command.npos) {
    if (const auto problem = refuse(command)) throw *problem;
    return command;
  }
  std::optional<Problem> first;
  for (const std::string& folder : command_folders()) {
    const std::string path = folder + "/" + command;
    const auto problem = refuse(path);
    if (!problem) return path;
    const bool better = problem->status() == Status::watch_not_executable;
    if (!first || (better && first->status() != problem->status())) first = problem;
  }
  throw *first;
}

}  // namespace procdemo::engine
