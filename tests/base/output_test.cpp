#include "base/output.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <termios.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>

#include "base/child.h"
#include "catch.h"
#include "refuse.h"

using namespace procdemo::base;

namespace {

bool readable(int fd, int milliseconds) {
  pollfd waiting{fd, POLLIN, 0};
  return ::poll(&waiting, 1, milliseconds) == 1;
}

std::string read_some(const Fd& fd) {
  std::string bytes(1 << 16, '\0');
  bytes.resize(
      static_cast<std::size_t>(check("read", ::read(fd.get(), bytes.data(), bytes.size()))));
  return bytes;
}

std::size_t waiting_in(const Fd& pipe) {
  int bytes = 0;
  check("ioctl FIONREAD", ::ioctl(pipe.get(), FIONREAD, &bytes));
  return static_cast<std::size_t>(bytes);
}

std::set<std::string> tasks() {
  std::set<std::string> all;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/task")) {
    all.insert(entry.path().filename());
  }
  return all;
}

// The signals that a task blocks, as /proc tells them.
unsigned long blocked_signals(const std::string& task) {
  const std::string status = read_file("/proc/self/task/" + task + "/status");
  return std::stoul(status.substr(status.find("SigBlk:") + 7), nullptr, 16);
}

}  // namespace

TEST_CASE("what is pushed reaches the reader in one write, in order") {
  int ends[2];
  check("pipe2", ::pipe2(ends, O_CLOEXEC | O_DIRECT));  // packets: one for each write(2)
  const Fd reader(ends[0]);
  Output output{Fd(ends[1])};
  output.write("first\nline\n");
  output.push();
  output.write("");
  output.push();
  output.write("second\n");
  output.push();
  CHECK(read_some(reader) == "first\nline\n");
  CHECK(read_some(reader) == "second\n");
  CHECK(output.error() == 0);
}

TEST_CASE("a row begins at the left, also on a terminal that a program has made raw") {
  const Fd master(check("posix_openpt", ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)));
  check("unlockpt", ::unlockpt(master.get()));
  Fd slave(check("TIOCGPTPEER", ::ioctl(master.get(), TIOCGPTPEER, O_RDWR | O_NOCTTY)));
  termios settings;
  check("tcgetattr", ::tcgetattr(slave.get(), &settings));
  ::cfmakeraw(&settings);
  check("tcsetattr", ::tcsetattr(slave.get(), TCSANOW, &settings));
  Output output(std::move(slave));
  output.write("first\nsecond\n");
  output.flush();
  CHECK(read_some(master) == "first\r\nsecond\r\n");
}

TEST_CASE("what was collected is written when more comes later") {
  Pipe pipe = Pipe::make();
  Output output(std::move(pipe.write_end));
  output.write("first\n");
  while (!readable(pipe.read_end.get(), 0)) output.write("");
  CHECK(read_some(pipe.read_end) == "first\n");
}

TEST_CASE("flush waits until the reader could have it") {
  Pipe pipe = Pipe::make();
  Output output(std::move(pipe.write_end));
  for (int i = 0; i < 1000; ++i) output.write("0123456789\n");
  output.flush();
  CHECK(read_some(pipe.read_end).size() == 11'000);
}

TEST_CASE("a reader with room is not given up because our own thread comes late") {
  for (int i = 0; i < 20; ++i) {
    Pipe pipe = Pipe::make();
    Output output(std::move(pipe.write_end));
    output.write("why it failed");
    CHECK(output.flush_while_read(std::chrono::milliseconds(0)));
    CHECK(waiting_in(pipe.read_end) == 13);
  }
}

TEST_CASE("a slow reader fills the buffer and nobody waits; room is told") {
  Pipe pipe = Pipe::make();
  Output output(std::move(pipe.write_end), 100'000);
  std::size_t written = 0;
  while (!output.full()) {
    output.write(std::string(1000, 'x'));
    written += 1000;
  }
  CHECK(written >= 100'000);
  CHECK_FALSE(readable(output.ready_fd(), 0));

  std::size_t got = 0;
  while (!readable(output.ready_fd(), 0)) got += read_some(pipe.read_end).size();
  CHECK(got + waiting_in(pipe.read_end) >= written - 50'000);
  CHECK_FALSE(output.full());
  CHECK_FALSE(readable(output.ready_fd(), 0));  // asking made it unreadable again
  while (got < written) got += read_some(pipe.read_end).size();
  output.flush();
  CHECK(got == written);
}

TEST_CASE("a reader that is gone is an error, told at once, and no signal") {
  Pipe pipe = Pipe::make();
  pipe.read_end.reset();
  Output output(std::move(pipe.write_end));
  output.write("to nobody\n");
  output.push();
  CHECK(readable(output.ready_fd(), -1));
  output.flush();
  CHECK(output.error() == EPIPE);
  output.write("dropped\n");
  output.flush();
  CHECK_FALSE(output.full());
}

TEST_CASE("a reader that leaves while the buffer is full ends the waiting") {
  Pipe pipe = Pipe::make();
  Output output(std::move(pipe.write_end), 1000);
  while (!output.full()) output.write(std::string(1000, 'x'));
  pipe.read_end.reset();
  CHECK(readable(output.ready_fd(), -1));
  CHECK_FALSE(output.full());
  CHECK(output.error() == EPIPE);
}

TEST_CASE("a full disk is an error") {
  Output output(open_file("/dev/full", O_WRONLY));
  output.write("too much\n");
  output.flush();
  CHECK(output.error() == ENOSPC);
}

TEST_CASE("a run that is over does not wait for a reader that hangs") {
  Pipe pipe = Pipe::make();
  {
    Output output(std::move(pipe.write_end), 1000);
    for (int i = 0; i < 200; ++i) output.write(std::string(1000, 'x'));  // more than a pipe holds
    output.discard();
    output.flush();
    output.write("too late\n");
    CHECK(output.error() == 0);
  }
  CHECK(read_some(pipe.read_end).find("too late") == std::string::npos);
}

TEST_CASE("a descriptor that somebody made non-blocking still gets everything") {
  Pipe pipe = Pipe::make();
  check("fcntl", ::fcntl(pipe.write_end.get(), F_SETFL, O_NONBLOCK));
  Output output(std::move(pipe.write_end));
  for (int i = 0; i < 300; ++i) output.write(std::string(1000, 'x'));
  std::size_t got = 0;
  output.push();
  while (got < 300'000) got += read_some(pipe.read_end).size();
  output.flush();
  CHECK(output.error() == 0);
}

TEST_CASE("where no thread can be started that is told, as often as it is tried") {
  Child child = Child::run(kill_at_once, [] {
    Pipe pipe = Pipe::make();
    Output output(std::move(pipe.write_end));
    output.write("text");
    refuse({SYS_clone, SYS_clone3}, EAGAIN);
    int told = 0;
    for (int i = 0; i < 3; ++i) {
      try {
        output.flush();
      } catch (const std::system_error&) {
        ++told;
      }
    }
    return told == 3 ? 0 : 1;
  });
  REQUIRE(child.wait_for(std::chrono::minutes(1)));
  CHECK(child.status() == WaitStatus::of_exit(0));
}

TEST_CASE("its thread begins with the first text, and takes no signal") {
  const std::set<std::string> before = tasks();
  Pipe pipe = Pipe::make();
  Output output(std::move(pipe.write_end));
  for (const std::string& task : tasks()) CHECK(before.contains(task));
  output.write("now\n");
  output.push();
  CHECK(read_some(pipe.read_end) == "now\n");
  int writers = 0;
  for (const std::string& task : tasks()) {
    if (before.contains(task)) continue;
    ++writers;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGCHLD, SIGALRM, SIGPIPE, SIGUSR1}) {
      CHECK((blocked_signals(task) >> (signal - 1) & 1) == 1);
    }
  }
  CHECK(writers == 1);
  sigset_t mine;
  ::sigprocmask(SIG_SETMASK, nullptr, &mine);
  CHECK(::sigismember(&mine, SIGINT) == 0);
}
