// What machine.h finds, here and where something is forbidden. A test forbids what it likes by a
// seccomp filter of its own, as a container does, or by tracing whoever looks.
#include "world/machine.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <functional>

#include "base/fd.h"
#include "base/pagemap.h"
#include "base/pidfd.h"
#include "base/procfs.h"
#include "catch.h"
#include "machine.h"

using namespace procdemo::world;

namespace {

const std::vector<std::string> no_compiler;

Finding find(const std::vector<Finding>& findings, Ability ability) {
  const auto found = std::find_if(findings.begin(), findings.end(),
                                  [=](const Finding& each) { return each.ability == ability; });
  REQUIRE(found != findings.end());
  return *found;
}

template <std::size_t size>
void install(sock_filter (&lines)[size]) {
  sock_fprog program{size, lines};
  check("no_new_privs", ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
  check("seccomp", ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program));
}

// As docker's default profile does: one call answered EPERM.
void forbid(long call) {
  sock_filter lines[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<__u32>(call), 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  install(lines);
}

// Does `look` in a child below `prepare`, and tells whether it saw what it should.
bool holds_in_child(const std::function<void()>& prepare, const std::function<bool()>& look) {
  const pid_t child = check("fork", ::fork());
  if (child == 0) {
    prepare();
    ::_exit(look() ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool is_denied(const std::vector<Finding>& findings, Ability ability, const std::string& words) {
  for (const Finding& finding : findings) {
    if (finding.ability == ability) {
      return !finding.ok && finding.detail.find(words) != std::string::npos;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("a machine is examined whole, and nobody is left of it") {
  const auto findings = examine_machine(no_compiler);
  CHECK(findings.size() == static_cast<std::size_t>(Ability::compiler) + 1);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    CHECK(findings[i].ability == static_cast<Ability>(i));
  }
  CHECK(::waitpid(-1, nullptr, __WALL | WNOHANG) == -1);
  CHECK(errno == ECHILD);
}

TEST_CASE("where a test can trace, the examination says so") {
  const pid_t child = check("fork", ::fork());
  if (child == 0) {
    for (;;) ::pause();
  }
  const bool traced = ::ptrace(PTRACE_SEIZE, child, nullptr, nullptr) == 0;
  send_signal(open_process(child), SIGKILL);
  ::waitpid(child, nullptr, __WALL);
  const auto findings = examine_machine(no_compiler);
  CHECK(find(findings, Ability::tracing).ok == traced);
  CHECK(find(findings, Ability::seccomp_filter).ok == traced);
  CHECK(find(findings, Ability::untraced).ok == (proc_status(::gettid())->tracer == 0));
}

TEST_CASE("a forbidden call is told in the kernel's words") {
  struct Case {
    long call;
    Ability ability;
    std::string words;
  };
  const Case cases[] = {
      {SYS_ptrace, Ability::tracing, "ptrace(PTRACE_SEIZE): Operation not permitted"},
      {SYS_ptrace, Ability::seccomp_filter, "Operation not permitted"},
      {SYS_personality, Ability::fixed_addresses, "personality(ADDR_NO_RANDOMIZE): Operation not"},
      {SYS_sched_setscheduler, Ability::round_robin, "sched_setscheduler(SCHED_RR): Operation not"},
      {SYS_unshare, Ability::user_namespaces, "unshare"},
      {SYS_unshare, Ability::guard_pid_namespace, "pid-namespace: Operation not permitted"},
      {SYS_mkdir, Ability::guard_cgroup, ""},
      {SYS_prlimit64, Ability::guard_rlimit, ""},
      {SYS_ioctl, Ability::terminals, "Operation not permitted"},
  };
  for (const auto& [call, ability, words] : cases) {
    CAPTURE(call, words);
    CHECK(holds_in_child([&] { forbid(call); },
                         [&] { return is_denied(examine_machine(no_compiler), ability, words); }));
  }
}

TEST_CASE("a single processor is told") {
  CHECK(holds_in_child(
      [] {
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(::sched_getcpu(), &one);
        check("sched_setaffinity", ::sched_setaffinity(0, sizeof one, &one));
      },
      [] { return is_denied(examine_machine(no_compiler), Ability::processors, ""); }));
}

TEST_CASE("32-bit calls are told to be missing where one ends its caller") {
  // On any other architecture than ours the filter kills, as some hypervisors do by SIGSEGV.
  const auto kill_other_architectures = [] {
    sock_filter lines[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    install(lines);
  };
  CHECK(holds_in_child(kill_other_architectures, [] {
    return is_denied(examine_machine(no_compiler), Ability::calls_of_32_bits, "int 0x80");
  }));
}

TEST_CASE("a filter on procdemo itself is why tracing is denied") {
  const Denied usual = why_denied(EPERM).why;
  if (usual != Denied::unknown && usual != Denied::seccomp) SKIP_TEST("Yama explains it here");
  CHECK(holds_in_child([] { forbid(SYS_ptrace); },
                       [] { return why_denied(EPERM).why == Denied::seccomp; }));
}

TEST_CASE("what explains nothing is the kernel's words") {
  // A machine with Yama at 2 or 3, or a filter on the tests themselves, explains it.
  if (why_denied(EPERM).why != Denied::unknown) SKIP_TEST("Yama or a filter explains it here");
  CHECK(why_denied(EPERM).detail == "Operation not permitted");
}

TEST_CASE("who is traced with its children can't trace them, and is told by whom") {
  need_tracing();
  Pipe go = Pipe::make();
  const pid_t tracer = ::getpid();
  const pid_t child = check("fork", ::fork());
  if (child == 0) {
    char byte;
    if (::read(go.read_end.get(), &byte, 1) != 1) ::_exit(2);
    const auto findings = examine_machine(no_compiler);
    const Denial denial = why_denied(EPERM);
    const bool told = denial.why == Denied::traced_already && denial.tracer == tracer &&
                      denial.detail == "world_test";
    const bool found =
        is_denied(findings, Ability::tracing, "Operation not permitted") &&
        is_denied(findings, Ability::untraced, "world_test " + std::to_string(tracer));
    ::_exit(told && found ? 0 : 1);
  }
  check("PTRACE_SEIZE", ::ptrace(PTRACE_SEIZE, child, nullptr,
                                 PTRACE_O_EXITKILL | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                                     PTRACE_O_TRACECLONE));
  write_all(go.write_end.get(), "!");
  int first_status = -1;
  int status = 0;
  while (const pid_t pid = ::waitpid(-1, &status, __WALL)) {
    if (pid < 0) break;
    if (pid == child && !WIFSTOPPED(status)) first_status = status;
    if (!WIFSTOPPED(status)) continue;
    const int signal = status >> 16 == 0 ? WSTOPSIG(status) : 0;
    ::ptrace(PTRACE_CONT, pid, nullptr, static_cast<long>(signal));
  }
  REQUIRE(WIFEXITED(first_status));
  CHECK(WEXITSTATUS(first_status) == 0);
}

TEST_CASE("a compiler is found by compiling") {
  CHECK_FALSE(find(examine_machine(no_compiler), Ability::compiler).ok);
  CHECK_FALSE(find(examine_machine({"no-such-compiler"}), Ability::compiler).ok);
  CHECK_FALSE(find(examine_machine({"false"}), Ability::compiler).ok);
  const Finding usual = find(examine_machine({"c++"}), Ability::compiler);
  CHECK(usual.ok == (std::system("c++ --version > /dev/null 2>&1") == 0));
  CHECK_FALSE(usual.detail.empty());
}

TEST_CASE("a page is private, and shared once a child has it too") {
  need_page_state();
  alignas(4096) static volatile char page[4096];
  page[0] = 1;
  const auto address = reinterpret_cast<std::uint64_t>(&page[0]);
  CHECK(is_page_private(::getpid(), address) == true);
  Pipe end = Pipe::make();
  const pid_t child = check("fork", ::fork());
  if (child == 0) {
    end.write_end.reset();
    char byte;
    ::_exit(static_cast<int>(::read(end.read_end.get(), &byte, 1)));
  }
  CHECK(is_page_private(::getpid(), address) == false);
  CHECK(is_page_private(child, address) == false);
  page[0] = 2;
  CHECK(is_page_private(::getpid(), address) == true);
  end.write_end.reset();
  ::waitpid(child, nullptr, 0);
  CHECK_FALSE(is_page_private(child, address));
}
