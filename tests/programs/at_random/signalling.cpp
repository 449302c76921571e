// Signals and ptrace, by every door, at whoever is there: procdemo's own processes among them.
#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <ctime>
#include <string>

#include "at_random.h"

#ifndef SIOCSPGRP
#define SIOCSPGRP 0x8902
#endif
#ifndef FIOSETOWN
#define FIOSETOWN 0x8901
#endif

namespace at_random {

namespace {

int any_signal(Random& random) {
  constexpr int signals[] = {SIGSTOP, SIGTSTP, SIGKILL, SIGUSR1, SIGTRAP, SIGCHLD, SIGINT,
                             SIGTERM, SIGCONT, SIGALRM, SIGTTIN, SIGPIPE, SIGSEGV, 0};
  return random.one_of(signals);
}

void send(Random& random) {
  const int whom = somebody(random), signal = any_signal(random);
  siginfo_t info{};
  info.si_code = SI_QUEUE;
  info.si_signo = signal;
  switch (random.up_to(7)) {
    case 0:
      ::syscall(random.wide(SYS_kill), whom, random.wide(signal));
      break;
    case 1:
      ::syscall(random.wide(SYS_tkill), whom, signal);
      break;
    case 2:
      ::syscall(random.wide(SYS_tgkill), whom, whom, signal);
      break;
    case 3:
      ::syscall(random.wide(SYS_rt_sigqueueinfo), whom, signal, &info);
      break;
    case 4:
      ::syscall(random.wide(SYS_rt_tgsigqueueinfo), whom, whom, signal, &info);
      break;
    case 5:
      ::syscall(random.wide(SYS_kill), -whom, signal);
      break;
    default:
      const int process = static_cast<int>(::syscall(SYS_pidfd_open, whom, 0));
      ::syscall(SYS_pidfd_send_signal, process, signal, nullptr, 0);
      ::close(process);
  }
}

void send_to_many(Random& random) {
  constexpr int signals[] = {SIGUSR1, SIGTERM, SIGSTOP, SIGCONT, SIGCHLD};
  ::kill(random.up_to(2) == 0 ? 0 : -1, random.one_of(signals));
}

// A pipe that is written to sends its owner a signal.
void own_pipe(Random& random) {
  const int whom = somebody(random);
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return;
  f_owner_ex owner = {random.up_to(2) == 0 ? F_OWNER_PID : F_OWNER_PGRP, whom};
  const int group = -whom;
  switch (random.up_to(5)) {
    case 0:
      ::fcntl(ends[0], F_SETOWN, whom);
      break;
    case 1:
      ::fcntl(ends[0], F_SETOWN, group);
      break;
    case 2:
      ::fcntl(ends[0], F_SETOWN_EX, &owner);
      break;
    case 3:
      ::ioctl(ends[0], FIOSETOWN, &whom);
      break;
    default:
      ::ioctl(ends[0], SIOCSPGRP, &group);
  }
  ::fcntl(ends[0], F_SETSIG, any_signal(random));
  ::fcntl(ends[0], F_SETFL, O_ASYNC);
  [[maybe_unused]] const ssize_t written = ::write(ends[1], "!", 1);
}

void set_timers(Random& random) {
  sigevent event{};
  event.sigev_notify = SIGEV_THREAD_ID;
  event.sigev_signo = SIGUSR1;
  event._sigev_un._tid = somebody(random);
  timer_t timer;
  const itimerspec soon = {{0, 1'000'000}, {0, 1'000'000}};
  ::signal(SIGALRM, SIG_IGN);
  if (::timer_create(CLOCK_MONOTONIC, &event, &timer) == 0)
    ::timer_settime(timer, 0, &soon, nullptr);
  const itimerval often = {{0, 1000}, {0, 1000}};
  ::setitimer(ITIMER_REAL, &often, nullptr);
}

void trace(Random& random) {
  const int whom = somebody(random);
  constexpr int requests[] = {PTRACE_ATTACH, PTRACE_SEIZE, PTRACE_TRACEME,  PTRACE_CONT,
                              PTRACE_DETACH, PTRACE_KILL,  PTRACE_INTERRUPT};
  ::ptrace(static_cast<__ptrace_request>(random.one_of(requests)), whom, nullptr, nullptr);
  ::prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
}

void write_into(Random& random) {
  const int whom = somebody(random);
  char byte = 0;
  const iovec here = {&byte, 1}, there = {reinterpret_cast<void*>(0x400000), 1};
  ::process_vm_writev(whom, &here, 1, &there, 1, 0);
  const int memory = ::open(("/proc/" + std::to_string(whom) + "/mem").c_str(), O_RDWR | O_CLOEXEC);
  if (memory >= 0) ::close(memory);
}

void hamper(Random& random) {
  const int whom = somebody(random);
  const rlimit none = {0, 0};
  const sched_param lowest{};
  switch (random.up_to(4)) {
    case 0:
      ::prlimit(whom, RLIMIT_CPU, &none, nullptr);
      break;
    case 1:
      ::prlimit(whom, RLIMIT_NOFILE, &none, nullptr);
      break;
    case 2:
      ::setpriority(PRIO_PROCESS, static_cast<id_t>(whom), 19);
      break;
    default:
      ::sched_setscheduler(whom, 5 /* SCHED_IDLE */, &lowest);
  }
}

void be_deaf(Random& random) {
  for (int signal = 1; signal < 32; ++signal) {
    if (random.up_to(2) == 0) ::signal(signal, SIG_IGN);
  }
  sigset_t all;
  ::sigfillset(&all);
  if (random.up_to(3) == 0) ::sigprocmask(SIG_SETMASK, &all, nullptr);
}

void hide(Random& random) {
  ::prctl(PR_SET_DUMPABLE, random.up_to(2));
  ::prctl(PR_SET_NAME, "procdemo-janitor");
  ::prctl(PR_SET_CHILD_SUBREAPER, random.up_to(2));
  ::prctl(PR_SET_PDEATHSIG, any_signal(random));
}

}  // namespace

std::vector<Deed> signalling() {
  return {{"send", send},   {"send-many", send_to_many}, {"own", own_pipe},  {"timers", set_timers},
          {"trace", trace}, {"write-into", write_into},  {"hamper", hamper}, {"deaf", be_deaf},
          {"hide", hide}};
}

}  // namespace at_random
