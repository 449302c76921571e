// What a call waits for, and what is said of it.
#include "syscalls/waits_for.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/fd.h"
#include "base/procfs.h"
#include "catch.h"
#include "syscalls/channel.h"
#include "syscalls/table.h"

using namespace procdemo::syscalls;

namespace {

const Syscall& row(std::string_view name) {
  const auto found = std::ranges::find(syscalls(), name, &Syscall::name);
  REQUIRE(found != syscalls().end());
  return *found;
}

Task in_call(std::string_view name, const Arguments& arguments) {
  Task task;
  task.tid = ::getpid();
  task.call.emplace(Ongoing{
      .syscall = &row(name), .arguments = arguments, .waits_for = row(name).waits_for(arguments)});
  return task;
}

std::string said_of(WaitTarget target) {
  Task task = in_call("read", {});
  task.call->waits_for = std::move(target);
  Family family;
  return what_holds(family, task);
}

struct Pair {
  Fd first, second;
};

Pair new_pipe() {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  return {Fd(ends[0]), Fd(ends[1])};
}

Pair new_sockets() {
  int ends[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
  return {Fd(ends[0]), Fd(ends[1])};
}

Channel own_channel(const Fd& fd) {
  const auto channel = channel_behind(::getpid(), fd.get());
  REQUIRE(channel);
  return *channel;
}

}  // namespace

TEST_CASE("a row says what its call waits for, as far as registers tell") {
  CHECK(waits_for<wait::Futex>(in_call("futex", {0x1000, 0, 7}))->word == 0x1000);
  CHECK(waits_for<wait::Descriptor>(in_call("read", {5, 0x1000, 10}))->fd == 5);
  CHECK(waits_for<wait::Readiness>(in_call("poll", {0x1000, 1, 10})));
  CHECK(waits_for<wait::Readiness>(in_call("epoll_wait", {3})));
  CHECK(waits_for<wait::Signal>(in_call("pause", {})));
  CHECK(waits_for<wait::Signal>(in_call("rt_sigtimedwait", {})));
  CHECK(waits_for<wait::Connection>(in_call("accept4", {3})));
  CHECK(waits_for<wait::Semaphore>(in_call("semop", {3})));
  CHECK(waits_for<wait::Exec>(in_call("execve", {})));
  const Task parent = in_call("wait4", {});
  REQUIRE(waits_for<wait::Child>(parent));
  CHECK_FALSE(waits_for<wait::Child>(parent)->only);
  CHECK_FALSE(waits_for<wait::Futex>(parent));
  CHECK_FALSE(waits_for<wait::Child>(Task()));
}

TEST_CASE("what is said of a wait") {
  CHECK(said_of(wait::Child{}) == "child");
  CHECK(said_of(wait::Child{.only = "P.2"}) == "P.2");
  CHECK(said_of(wait::Lock{.path = "/tmp/counter"}) == "/tmp/counter");
  CHECK(said_of(wait::Exec{.program = "/bin/true", .arguments = {"true"}}) == "/bin/true");
  CHECK(said_of(channel::Pipe{4711}) == "pipe:[4711]");
  CHECK(said_of(channel::Socket{12}) == "socket:[12]");
  CHECK(said_of(channel::MessageQueue{"/jobs"}) == "mqueue:/jobs");
  CHECK(said_of(channel::SystemVQueue{3}) == "msgq:[3]");
  CHECK(said_of(wait::Signal{}) == "signal");
  CHECK(said_of(wait::Connection{}) == "connection");
  CHECK(said_of(wait::Semaphore{}) == "semaphore");
}

TEST_CASE("a wait on a descriptor is told by what is behind it, or by the call") {
  const Fd null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  CHECK(said_of(wait::Descriptor{null.get()}) == "/dev/null");
  CHECK(said_of(wait::Descriptor{-1}) == "read");
}

TEST_CASE("who polls waits for what is behind its descriptors, as far as they are few") {
  const Pair pipe = new_pipe(), sockets = new_sockets(), more = new_pipe(), many = new_sockets();
  const auto said_of_poll = [](const std::vector<const Fd*>& descriptors) {
    const Fd all(check("epoll_create1", ::epoll_create1(EPOLL_CLOEXEC)));
    for (const Fd* fd : descriptors) {
      epoll_event wanted{.events = EPOLLIN | EPOLLOUT, .data = {}};
      check("epoll_ctl", ::epoll_ctl(all.get(), EPOLL_CTL_ADD, fd->get(), &wanted));
    }
    Family family;
    return what_holds(family, in_call("epoll_wait", {static_cast<std::uint64_t>(all.get())}));
  };
  const std::string name = descriptor_target(::getpid(), pipe.first.get()).value_or("");
  const std::string other = descriptor_target(::getpid(), sockets.first.get()).value_or("");
  CHECK(said_of_poll({&pipe.first}) == name);
  CHECK(said_of_poll({&pipe.first, &pipe.second}) == name);
  REQUIRE(pipe.first.get() < sockets.first.get());
  CHECK(said_of_poll({&pipe.first, &sockets.first}) == "ready:" + name + ", " + other);
  CHECK(said_of_poll({&sockets.first, &pipe.first}) == "ready:" + name + ", " + other);
  CHECK(said_of_poll({&pipe.first, &sockets.first, &more.first, &many.first}) == "input");
  CHECK(said_of_poll({}) == "input");
}

TEST_CASE("a stopped task waits for SIGCONT, whatever call it is in") {
  Task task = in_call("futex", {0x1000});
  task.phase = Phase::stopped;
  Family family;
  CHECK(what_holds(family, task) == "SIGCONT");
}

TEST_CASE("a parent reaps the child that it waits for, or any") {
  Process parent, child;
  child.name = "P.1";
  child.parent = &parent;
  Task task = in_call("wait4", {});
  task.process = &parent;
  const auto reaps = [&](wait::Child target) {
    task.call->waits_for = std::move(target);
    return will_reap(task, child);
  };
  CHECK(reaps({.only = {}, .reaps = true}));
  CHECK(reaps({.only = "P.1", .reaps = true}));
  CHECK_FALSE(reaps({.only = "P.2", .reaps = true}));
  CHECK_FALSE(reaps({.only = "P.1", .reaps = false}));  // WNOWAIT, WNOHANG
  child.parent = nullptr;
  CHECK_FALSE(reaps({.only = "P.1", .reaps = true}));
}

TEST_CASE("both ends of a pipe are one channel, another pipe's are not") {
  const Pair pipe = new_pipe(), other = new_pipe();
  struct stat facts{};
  REQUIRE(::fstat(pipe.first.get(), &facts) == 0);
  CHECK(own_channel(pipe.first) == Channel(channel::Pipe{facts.st_ino}));
  CHECK(own_channel(pipe.first) == own_channel(pipe.second));
  CHECK(may_be_connected(own_channel(pipe.first), own_channel(pipe.second)));
  CHECK_FALSE(may_be_connected(own_channel(pipe.first), own_channel(other.second)));
  CHECK(text_of(own_channel(pipe.first)) == descriptor_target(::getpid(), pipe.first.get()));
}

TEST_CASE("two sockets have numbers of their own, and may be connected") {
  const Pair sockets = new_sockets(), pipe = new_pipe();
  const Channel first = own_channel(sockets.first), second = own_channel(sockets.second);
  CHECK(first != second);
  CHECK(may_be_connected(first, second));
  CHECK_FALSE(may_be_connected(first, own_channel(pipe.second)));
  CHECK(text_of(first) == descriptor_target(::getpid(), sockets.first.get()));
}

TEST_CASE("neither a file nor a closed descriptor is a channel") {
  const Fd null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  CHECK_FALSE(channel_behind(::getpid(), null.get()));
  CHECK_FALSE(channel_behind(::getpid(), -1));
}
