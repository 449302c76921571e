#include "base/fd.h"

#include <sys/syscall.h>
#include <sys/wait.h>

#include "base/child.h"
#include "base/inherited.h"
#include "catch.h"
#include "refuse.h"

using namespace procdemo::base;

namespace {

bool is_open(int fd) {
  return ::fcntl(fd, F_GETFD) >= 0;
}

}  // namespace

TEST_CASE("a descriptor is closed by its owner's end, once") {
  int number = -1;
  {
    const Fd owner = open_file("/dev/null", O_RDONLY);
    number = owner.get();
    CHECK(is_open(number));
  }
  CHECK_FALSE(is_open(number));
}

TEST_CASE("moving a descriptor hands it over") {
  Fd first = open_file("/dev/null", O_RDONLY);
  const int number = first.get();
  Fd second = std::move(first);
  CHECK_FALSE(first);
  CHECK(second.get() == number);

  second = open_file("/dev/null", O_RDONLY);
  CHECK_FALSE(is_open(number));
  CHECK(is_open(second.get()));
}

TEST_CASE("descriptors do not reach another program") {
  const Pipe pipe = Pipe::make();
  const Fd file = open_file("/dev/null", O_RDONLY);
  for (const int fd : {pipe.read_end.get(), pipe.write_end.get(), file.get()}) {
    CHECK((::fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
  }
}

TEST_CASE("a call that fails is named, with the kernel's reason") {
  try {
    open_file("/nowhere/at/all", O_RDONLY);
    FAIL("it opened what is not there");
  } catch (const std::system_error& error) {
    CHECK(error.code() == std::errc::no_such_file_or_directory);
    CHECK(std::string(error.what()).find("/nowhere/at/all") != std::string::npos);
  }
  CHECK_THROWS_AS(read_file("/proc/self"), std::system_error);
}

TEST_CASE("every byte goes through a pipe, however small it is") {
  Pipe pipe = Pipe::make();
  ::fcntl(pipe.write_end.get(), F_SETPIPE_SZ, 4096);
  const std::string sent(100'000, 'x');
  const pid_t writer = check("fork", ::fork());
  if (writer == 0) {
    write_all(pipe.write_end.get(), sent);
    ::_exit(0);
  }
  pipe.write_end.reset();
  CHECK(read_file("/proc/self/fd/" + std::to_string(pipe.read_end.get())) == sent);
  CHECK(::waitpid(writer, nullptr, 0) == writer);
}

TEST_CASE("all descriptors from one on are closed, with close_range and without") {
  for (const bool refused : {false, true}) {
    Child child = Child::run(kill_at_once, [&] {
      for (const int fd : {7, 8, 300}) check("dup2", ::dup2(STDERR_FILENO, fd));
      if (refused) refuse({SYS_close_range}, ENOSYS);
      close_from(8);
      const auto is_open = [](int fd) { return ::fcntl(fd, F_GETFD) >= 0; };
      return is_open(7) && !is_open(8) && !is_open(300) ? 0 : 1;
    });
    child.wait();
    CHECK(child.status() == WaitStatus::of_exit(0));
  }
}

TEST_CASE("a write that fails is told") {
  const Fd full = open_file("/dev/full", O_WRONLY);
  try {
    write_all(full.get(), "x");
    FAIL("a full disk took a byte");
  } catch (const std::system_error& error) {
    CHECK(error.code() == std::errc::no_space_on_device);
  }
}
