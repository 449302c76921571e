// Calls that a signal breaks off, and that are made again: by the kernel as they were, or as a
// handler has changed them meanwhile, on the stack to which it returns.
//
// restarted untraced | changed-flags | changed-write | changed-descriptor
#include <linux/sched.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <ucontext.h>

#include <csignal>
#include <thread>

#include "tell.h"

namespace {

constexpr int many = 300;
const char hidden[] = "not to be hidden\n";

// x86-64: the call's number is back in rax, and the instruction makes it again.
void change_flags(int, siginfo_t*, void* context) {
  auto& registers = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
  if (registers[REG_RAX] != SYS_clone || registers[REG_RDI] != SIGCHLD) return;
  registers[REG_RDI] |= CLONE_UNTRACED;
}

void change_write(int, siginfo_t*, void* context) {
  auto& registers = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
  registers[REG_RDI] = 1;
  registers[REG_RSI] = reinterpret_cast<long long>(hidden);
  registers[REG_RDX] = sizeof hidden - 1;
}

void ignore(int, siginfo_t*, void*) {}

void handle(void (*handler)(int, siginfo_t*, void*)) {
  struct sigaction action{};
  action.sa_sigaction = handler;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  ::sigaction(SIGALRM, &action, nullptr);
}

// Once: a clone that were broken off again and again would never end.
void signal_after(int microseconds) {
  const itimerval once = {{0, 0}, {0, microseconds}};
  ::setitimer(ITIMER_REAL, &once, nullptr);
}

// Each child says by its exit status whether it is traced. That asks for no call that a tracer's
// filter would stop.
void clone_many(unsigned long flags) {
  int untraced = 0;
  for (int i = 0; i < many; ++i) {
    signal_after(10 + i % 50);
    const long child = ::syscall(SYS_clone, flags, 0, 0, 0, 0);
    if (child == 0) ::_exit(tracer() == 0 ? 1 : 0);
    int status = 0;
    if (child > 0 && ::waitpid(static_cast<pid_t>(child), &status, 0) == child && status != 0)
      ++untraced;
  }
  tell("untraced: %d", untraced);
}

// The end of a pipe that is full: who writes there waits until a signal comes.
int full_pipe() {
  int ends[2];
  if (::pipe(ends) != 0) std::abort();
  const std::string much(65536, '.');
  if (::write(ends[1], much.data(), much.size()) < 0) std::abort();
  return ends[1];
}

void write_on() {
  const int pipe = full_pipe();
  signal_after(20'000);
  const ssize_t written = ::write(pipe, "!", 1);
  tell("written: %zd", written);
}

// The same call, with the same arguments; but meanwhile a thread has put something else behind the
// descriptor.
void write_elsewhere() {
  const int pipe = full_pipe();
  const pthread_t writer = ::pthread_self();
  std::thread beside([&] {
    until_sleeping(::getpid());
    ::dup2(1, pipe);
    ::pthread_kill(writer, SIGALRM);
  });
  const ssize_t written = ::write(pipe, hidden, sizeof hidden - 1);
  beside.join();
  tell("written: %zd", written);
}

}  // namespace

int main(int, char** argv) {
  const std::string how = argv[1];
  if (how == "untraced") handle(ignore), clone_many(CLONE_UNTRACED | SIGCHLD);
  if (how == "changed-flags") handle(change_flags), clone_many(SIGCHLD);
  if (how == "changed-write") handle(change_write), write_on();
  if (how == "changed-descriptor") handle(ignore), write_elsewhere();
}
