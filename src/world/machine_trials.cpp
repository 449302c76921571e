#include "world/machine_trials.h"

#include <linux/seccomp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <functional>
#include <system_error>

#include "base/child.h"
#include "base/exec.h"
#include "base/fd.h"
#include "base/own_signal.h"
#include "base/pagemap.h"
#include "base/seccomp.h"

namespace procdemo::world {
namespace {

TrialAnswer failed(const std::string& call, int error) {
  return {false, call + ": " + std::generic_category().message(error)};
}

// A child that waits for go(), then calls `deed`, whose result is its exit status: 0, or errno.
// When this process ends before that, so does the child.
class Subject {
 public:
  explicit Subject(const std::function<int()>& deed)
      : process_(Child::run(kill_at_once, [&] {
          go_.write_end.reset();
          char byte;
          return ::read(go_.read_end.get(), &byte, 1) == 1 ? deed() : 0;
        })) {
    go_.read_end.reset();
  }

  pid_t pid() const { return process_.pid(); }
  void go() { write_all(go_.write_end.get(), "!"); }

  // The next stop, or its end.
  WaitStatus next_status() { return process_.wait_for_stop(); }

 private:
  Pipe go_ = Pipe::make();
  Child process_;
};

TrialAnswer try_call(const std::string& call, const std::function<int()>& deed) {
  Subject subject(deed);
  subject.go();
  const auto exited = subject.next_status().exited();
  if (!exited) return {false, call};
  return exited->code == 0 ? TrialAnswer{true, ""} : failed(call, exited->code);
}

bool seize(const Subject& subject, long options) {
  return ::ptrace(PTRACE_SEIZE, subject.pid(), nullptr, options) == 0;
}

// kill(2) with signal 0 does nothing, and is a call that the filter stops.
int kill_below_filter() {
  const std::vector<sock_filter> filter = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_kill, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  if (const int error = install_filter(filter)) return error;
  return signal_self(0);
}

// Runs the command with `source` as its input; its exit status, and the first line it printed.
std::pair<int, std::string> run(const std::vector<std::string>& command,
                                const std::string& source) {
  Pipe input = Pipe::make(), output = Pipe::make();
  const ExecFailure failure;
  Child child = start_command(command, input.read_end.get(), output.write_end.get(), failure);
  input.read_end.reset();
  output.write_end.reset();
  // The pipe has room for all of it, read or not; and SIGPIPE must not end us when the reader is
  // gone.
  const auto before = ::signal(SIGPIPE, SIG_IGN);
  [[maybe_unused]] const ssize_t sent =
      ::write(input.write_end.get(), source.data(), source.size());
  ::signal(SIGPIPE, before);
  input.write_end.reset();
  std::string text = read_file("/proc/self/fd/" + std::to_string(output.read_end.get()));
  const auto status = child.wait();
  const auto exited = status ? status->exited() : std::nullopt;
  return {exited ? exited->code : 127, text.substr(0, text.find('\n'))};
}

}  // namespace

TrialAnswer try_tracing() {
  const Subject subject([] { return 0; });
  if (!seize(subject, PTRACE_O_EXITKILL)) return failed("ptrace(PTRACE_SEIZE)", errno);
  return {true, ""};
}

TrialAnswer try_seccomp_filter() {
  Subject subject(kill_below_filter);
  if (!seize(subject, PTRACE_O_EXITKILL | PTRACE_O_TRACESECCOMP)) {
    return failed("ptrace(PTRACE_SEIZE)", errno);
  }
  subject.go();
  bool stopped = false;
  WaitStatus status = subject.next_status();
  for (; const auto stop = status.stop(); status = subject.next_status()) {
    stopped = stopped || stop->at == Stopped::At::filter;
    ::ptrace(PTRACE_CONT, subject.pid(), nullptr, nullptr);
  }
  const int error = status.exited().value_or(Exited()).code;
  if (error != 0) return failed("seccomp(SECCOMP_SET_MODE_FILTER)", error);
  return {stopped, stopped ? "" : "SECCOMP_RET_TRACE"};
}

// What 07-isolation shows: a private page, then shared by fork.
TrialAnswer try_page_state() {
  const auto size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  void* page = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return failed("mmap", errno);
  *static_cast<volatile char*>(page) = 1;
  const auto address = reinterpret_cast<std::uint64_t>(page);
  const auto before = is_page_private(::getpid(), address);
  std::optional<bool> after;
  {
    const Subject child([] { return 0; });
    after = is_page_private(::getpid(), address);
  }
  ::munmap(page, size);
  return {before == true && after == false, before ? "" : "/proc/PID/pagemap"};
}

TrialAnswer try_fixed_addresses() {
  return try_call("personality(ADDR_NO_RANDOMIZE)",
                  [] { return ::personality(ADDR_NO_RANDOMIZE) == -1 ? errno : 0; });
}

TrialAnswer try_terminals() {
  const Fd master(::open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC));
  if (!master) return failed("open /dev/ptmx", errno);
  if (::grantpt(master.get()) != 0) return failed("grantpt", errno);
  if (::unlockpt(master.get()) != 0) return failed("unlockpt", errno);
  const Fd slave(::ioctl(master.get(), TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC));
  if (!slave) return failed("ioctl(TIOCGPTPEER)", errno);
  return {::isatty(slave.get()) == 1, ""};
}

TrialAnswer try_processors() {
  cpu_set_t allowed;
  if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) {
    return failed("sched_getaffinity", errno);
  }
  return {CPU_COUNT(&allowed) > 1, ""};
}

TrialAnswer try_round_robin() {
  return try_call("sched_setscheduler(SCHED_RR)", [] {
    const sched_param lowest{::sched_get_priority_min(SCHED_RR)};
    return ::sched_setscheduler(0, SCHED_RR, &lowest) == 0 ? 0 : errno;
  });
}

// Some hypervisors and kernels answer it with SIGSEGV. 20 is getpid there.
TrialAnswer try_calls_of_32_bits() {
  return try_call("int 0x80", [] {
    int result;
    asm volatile("int $0x80" : "=a"(result) : "a"(20) : "memory", "r8", "r9", "r10", "r11");
    return result < 0 ? -result : 0;
  });
}

// Some systems let the namespace be made, and then allow nothing in it.
TrialAnswer try_user_namespaces() {
  return try_call("unshare(CLONE_NEWUSER|CLONE_NEWPID)", [] {
    if (::unshare(CLONE_NEWUSER) != 0) return errno;
    return ::unshare(CLONE_NEWPID) == 0 ? 0 : errno;
  });
}

TrialAnswer try_compiler(const std::vector<std::string>& command) {
  if (command.empty()) return {false, ""};
  std::vector<std::string> compile = command;
  compile.insert(compile.end(), {"-std=c++20", "-fsyntax-only", "-x", "c++", "-"});
  const auto [status, trouble] = run(compile, "#include <concepts>\nint main() {}\n");
  if (status != 0) return {false, trouble.empty() ? command.front() : trouble};
  std::vector<std::string> version = command;
  version.push_back("--version");
  return {true, run(version, "").second};
}

}  // namespace procdemo::world
