#include "run/time/virtual_timers.h"

#include <poll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <chrono>

#include "base/child.h"
#include "catch.h"
#include "run/family.h"

using namespace procdemo::run;
using namespace std::chrono_literals;

namespace {

constexpr int number = 200;  // of the descriptor in the holder

// Another process that has a timer descriptor, until it is killed. We have one, too, to look at it.
struct Holder {
  Holder() : timer(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)) {
    REQUIRE(timer);
    Pipe ready = Pipe::make();
    process.emplace(Child::run(kill_at_once, [&] {
      ::dup2(timer.get(), number);
      ready.read_end.reset();
      ready.write_end.reset();
      return ::pause();
    }));
    ready.write_end.reset();
    char none;
    REQUIRE(::read(ready.read_end.get(), &none, 1) == 0);
    task = &family.add_process(process->pid(), nullptr, nullptr);
  }

  bool is_readable() const {
    pollfd wanted{timer.get(), POLLIN, 0};
    return ::poll(&wanted, 1, 0) == 1;
  }

  Fd timer;
  std::optional<Child> process;
  Family family;
  Task* task = nullptr;
  VirtualTimers timers;
};

}  // namespace

TEST_CASE("a timer descriptor goes off by the observer's time, and is readable then") {
  Holder holder;
  holder.timers.set_descriptor(*holder.task, number, {.at = 2s, .interval = 1s});
  REQUIRE(holder.timers.find_descriptor(*holder.task, number));
  CHECK_FALSE(holder.timers.find_descriptor(*holder.task, number + 1));
  CHECK(holder.timers.next() == Moment(2s));
  holder.timers.go_off(1s);
  CHECK_FALSE(holder.is_readable());
  holder.timers.go_off(2s);
  CHECK(holder.is_readable());
  CHECK(holder.timers.next() == Moment(3s));
  holder.timers.set_descriptor(*holder.task, number, {});
  CHECK_FALSE(holder.timers.next());
}

TEST_CASE("a timer descriptor is forgotten once nobody has it") {
  Holder holder;
  holder.timers.set_descriptor(*holder.task, number, {.at = 2s, .interval = 1s});
  holder.timers.drop_closed(holder.family);
  CHECK(holder.timers.next() == Moment(2s));
  holder.process.reset();  // killed, and reaped
  holder.timers.drop_closed(holder.family);
  CHECK_FALSE(holder.timers.next());
}

TEST_CASE("a process's timers end with it, those of POSIX with its program") {
  Family family;
  Process& process = *family.add_process(::getpid(), nullptr, nullptr).process;
  VirtualTimers timers;
  timers.create(process, {.id = 7, .setting = {.at = 5s, .interval = 0s}});
  timers.interval_timer(process).setting.at = 9s;
  REQUIRE(timers.find(process, 7));
  CHECK(timers.next() == Moment(5s));
  timers.executed(process);
  CHECK_FALSE(timers.find(process, 7));
  CHECK(timers.next() == Moment(9s));
  timers.ended(process);
  CHECK_FALSE(timers.next());
}

TEST_CASE("a socket has a timeout for each direction, and 0 is none") {
  VirtualTimers timers;
  const channel::Socket one{1}, other{2};
  timers.set_timeout(one, true, 3s);
  CHECK(timers.timeout(one, true) == Moment(3s));
  CHECK_FALSE(timers.timeout(one, false));
  CHECK_FALSE(timers.timeout(other, true));
  timers.set_timeout(one, true, 0s);
  CHECK_FALSE(timers.timeout(one, true));
}
