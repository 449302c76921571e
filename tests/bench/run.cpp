#include "bench/run.h"

#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdlib>
#include <stdexcept>

#include "base/fd.h"

namespace procdemo::bench {

using namespace base;

namespace {

// What the command writes to, and where we read it.
struct Channel {
  Fd ours;
  Fd theirs;
};

Channel open_terminal() {
  Fd master(check("posix_openpt", ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)));
  check("grantpt", ::grantpt(master.get()));
  check("unlockpt", ::unlockpt(master.get()));
  const winsize size{.ws_row = 24, .ws_col = 100, .ws_xpixel = 0, .ws_ypixel = 0};
  check("set the terminal's size", ::ioctl(master.get(), TIOCSWINSZ, &size));
  Fd slave = open_file(::ptsname(master.get()), O_RDWR | O_NOCTTY);
  return {std::move(master), std::move(slave)};
}

Channel open_channel(Output output) {
  if (output == Output::terminal) return open_terminal();
  if (output == Output::nowhere) {
    return {open_file("/dev/null", O_RDONLY), open_file("/dev/null", O_WRONLY)};
  }
  Pipe pipe = Pipe::make();
  return {std::move(pipe.read_end), std::move(pipe.write_end)};
}

// posix_spawn(3) answers with an error number, not through errno.
void check_spawn(const std::string& what, int error) {
  if (error != 0) throw std::system_error(error, std::generic_category(), "posix_spawn " + what);
}

pid_t start(const std::vector<std::string>& argv, int output) {
  std::vector<char*> pointers;
  for (const std::string& word : argv) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  check_spawn(argv[0], ::posix_spawn_file_actions_init(&actions));
  ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, output, 1);
  ::posix_spawn_file_actions_adddup2(&actions, output, 2);
  pid_t child = 0;
  const int error =
      ::posix_spawnp(&child, argv[0].c_str(), &actions, nullptr, pointers.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  check_spawn(argv[0], error);
  return child;
}

// Reads until nobody has the other end any more; a terminal says that with EIO.
std::string read_to_end(int fd) {
  constexpr std::size_t kept = 64 * 1024;
  std::string text;
  char buffer[kept];
  while (true) {
    const ssize_t got = ::read(fd, buffer, sizeof buffer);
    if (got == 0 || (got < 0 && errno == EIO)) return text;
    text.append(buffer, static_cast<std::size_t>(check("read its output", got)));
    if (text.size() > kept) text.erase(0, text.size() - kept);
  }
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double processor_time(const rusage& used) {
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

// Those whom nobody has waited for come to us: of multi-fork's processes that is every second one.
double processor_time_of_orphans() {
  double sum = 0;
  rusage used{};
  while (::wait4(-1, nullptr, 0, &used) > 0) sum += processor_time(used);
  return sum;
}

}  // namespace

Cost run(const Command& command) {
  check("prctl", ::prctl(PR_SET_CHILD_SUBREAPER, 1));
  if (!command.before.empty()) run({command.before});
  using Clock = std::chrono::steady_clock;
  Channel channel = open_channel(command.output);

  const Clock::time_point begin = Clock::now();
  const pid_t child = start(command.argv, channel.theirs.get());
  channel.theirs.reset();
  std::string output = read_to_end(channel.ours.get());
  int status = 0;
  rusage used{};
  check("wait4", ::wait4(child, &status, 0, &used));
  const std::chrono::duration<double> wall = Clock::now() - begin;

  if (status != 0) throw std::runtime_error(command.argv[0] + " failed:\n" + output);
  return {wall.count(), processor_time(used) + processor_time_of_orphans(), used.ru_maxrss * 1024,
          std::move(output)};
}

}  // namespace procdemo::bench
