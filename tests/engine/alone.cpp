// The same command without an observer, on terminals or pipes of its own.
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>

#include "machine.h"
#include "observed.h"
#include "setting.h"

namespace procdemo::engine {

namespace {

// Both ends of one output: a terminal that leaves bytes as they are, or a pipe.
Pipe make_output(bool terminal) {
  if (!terminal) return Pipe::make();
  int master, slave;
  termios mode{};
  ::cfmakeraw(&mode);
  winsize size{24, 80, 0, 0};
  check("openpty", ::openpty(&master, &slave, nullptr, &mode, &size));
  ::fcntl(master, F_SETFD, FD_CLOEXEC);
  ::fcntl(slave, F_SETFD, FD_CLOEXEC);
  return {Fd(master), Fd(slave)};
}

[[noreturn]] void become(const std::vector<std::string>& command, const How& how, int out,
                         int err) {
  end_with_the_test();
  ::setpgid(0, 0);
  reset_signals();
  put_input(how);
  ::dup2(out, 1);
  ::dup2(err, 2);
  std::vector<char*> argv;
  for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  ::execv(resolve(command[0]).c_str(), argv.data());
  ::_exit(127);
}

// Reads both outputs until nobody can write to them any more. (A terminal says EIO then.)
void collect(int out, int err, Alone& run) {
  pollfd wanted[] = {{out, POLLIN, 0}, {err, POLLIN, 0}};
  std::string* texts[] = {&run.out, &run.err};
  while (wanted[0].fd >= 0 || wanted[1].fd >= 0) {
    wait_to_read(wanted);
    for (int i = 0; i < 2; ++i) {
      if (wanted[i].fd < 0 || wanted[i].revents == 0) continue;
      char bytes[65536];
      const ssize_t size = ::read(wanted[i].fd, bytes, sizeof bytes);
      if (size > 0) texts[i]->append(bytes, static_cast<std::size_t>(size));
      if (size <= 0) wanted[i].fd = -1;
    }
  }
}

}  // namespace

Alone alone(const std::vector<std::string>& command, const How& how) {
  if (how.settings.terminal) need_terminals();
  Pipe out = make_output(how.settings.terminal), err = make_output(how.settings.terminal);
  const pid_t child = check("fork", ::fork());
  if (child == 0) become(command, how, out.write_end.get(), err.write_end.get());
  ::setpgid(child, child);
  out.write_end.reset();
  err.write_end.reset();
  Alone run;
  collect(out.read_end.get(), err.read_end.get(), run);
  int status = 0;
  ::waitpid(child, &status, 0);
  run.wait_status = WaitStatus(status);
  return run;
}

}  // namespace procdemo::engine
