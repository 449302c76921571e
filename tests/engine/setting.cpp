#include "setting.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>

#include <csignal>
#include <filesystem>
#include <stdexcept>

#include "machine.h"

// libelf 0.188 loses what it had to convert of a file when a function's name is looked up in it
// (elf_getdata(3) below dwfl_module_addrname): the Dwfl itself, and all else of it, is given back.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libelf.so";
}

namespace procdemo::engine {

std::string resolve(const std::string& name) {
  const bool ours = name.find('/') == name.npos && std::filesystem::exists(program(name));
  return ours ? program(name) : find_command(name);
}

void reset_signals() {
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_DFL);
}

void end_with_the_test() {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
}

void wait_to_read(std::span<pollfd> wanted) {
  constexpr int patience = 150'000;  // milliseconds: an observer that hangs is killed before
  if (::poll(wanted.data(), wanted.size(), patience) != 0) return;
  tell_all_processes();
  throw std::runtime_error("nothing came for 150 seconds");
}

void join_group(const How& how) {
  if (how.terminal_fd < 0) {
    ::setpgid(0, 0);
  } else {
    ::setsid();
    ::ioctl(how.terminal_fd, TIOCSCTTY, 0);
  }
}

void put_input(const How& how) {
  if (how.terminal_fd >= 0) {
    ::dup2(how.terminal_fd, 0);
  } else if (how.input_fd >= 0) {
    ::dup2(how.input_fd, 0);
  } else if (!how.input.empty()) {
    const Pipe pipe = Pipe::make();
    write_all(pipe.write_end.get(), how.input);
    ::dup2(pipe.read_end.get(), 0);
  } else {
    ::dup2(open_file("/dev/null", O_RDWR).get(), 0);
  }
}

}  // namespace procdemo::engine
