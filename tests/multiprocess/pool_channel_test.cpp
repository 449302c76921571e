// The channel between a pool and its workers, with a worker killed at every instruction.
#include "multiprocess/pools/channel.h"

#include <sys/ptrace.h>
#include <sys/wait.h>

#include <map>

#include "base/own_signal.h"
#include "base/pidfd.h"
#include "catch.h"
#include "machine.h"
#include "multiprocess/relatives.h"
#include "sanitized.h"

using namespace multiprocess;
using namespace multiprocess::test;

namespace {

constexpr int deaths = procdemo::base::is_sanitized ? 10 : 120;

// A worker that stops, and then does one task; what it does is the same at each run.
pid_t start_worker(TaskChannel& channel, std::uint32_t number) {
  procdemo::base::need_tracing();
  const pid_t pid = procdemo::base::check("fork", ::fork());
  if (pid != 0) return pid;
  ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
  procdemo::base::signal_self(SIGSTOP);
  const auto task = channel.take(number);
  channel.finish(*task, TaskOutcome::returned, std::string(task->arguments) + " done");
  ::_exit(0);
}

// Lets it make so many steps, one instruction each, and kills it. Returns how many it made.
int kill_after(pid_t worker, int steps) {
  int status = 0;
  int made = 0;
  ::waitpid(worker, &status, 0);
  while (made < steps && WIFSTOPPED(status)) {
    ::ptrace(PTRACE_SINGLESTEP, worker, nullptr, nullptr);
    ::waitpid(worker, &status, 0);
    ++made;
  }
  if (WIFSTOPPED(status)) {
    procdemo::base::send_signal(procdemo::base::open_process(worker), SIGKILL);
    ::waitpid(worker, &status, 0);
  }
  return made;
}

struct Answers {
  std::map<std::uint32_t, std::vector<std::string>> by_slot;

  void operator()(std::uint32_t slot, TaskOutcome outcome, std::string_view bytes) {
    by_slot[slot].emplace_back(outcome == TaskOutcome::died ? "died" : bytes);
  }
};

// One task of two meets a worker that is killed after so many instructions; then another worker,
// this process, does what is left. Returns how many instructions there were.
int try_death(TaskChannel& channel, std::size_t size, int steps, bool idle) {
  const std::string first(size, 'a'), second(size, 'b');
  Answers answers;
  std::optional<std::uint32_t> slots[2];
  if (!idle) slots[0] = channel.send(1, first), slots[1] = channel.send(1, second);
  const pid_t worker = start_worker(channel, 1);
  if (idle) slots[0] = channel.send(1, first), slots[1] = channel.send(1, second);
  const int made = kill_after(worker, steps);
  channel.collect(std::ref(answers));
  channel.recover(1, std::ref(answers));
  while (channel.has_queued()) {
    const auto task = channel.take(2);
    channel.finish(*task, TaskOutcome::returned, std::string(task->arguments) + " done");
  }
  channel.collect(std::ref(answers));

  REQUIRE(answers.by_slot.size() == 2);
  const auto& of_first = answers.by_slot[*slots[0]];
  REQUIRE(of_first.size() == 1);
  REQUIRE((of_first[0] == "died" || of_first[0] == first + " done"));
  REQUIRE(answers.by_slot[*slots[1]] == std::vector{second + " done"});
  return made;
}

}  // namespace

TEST_CASE("a worker killed at any instruction loses its task at most, and disturbs no other") {
  const std::size_t size = GENERATE(10, 200);  // the latter does not fit into a slot
  TaskChannel channel("pool-test");
  constexpr int enough = 10'000'000;
  try_death(channel, size, 0, false);  // the C library finds its functions at their first call
  const int all = try_death(channel, size, enough, false);
  CHECK(all < enough);
  for (int steps = 0; steps <= all; steps += std::max(1, all / deaths)) {
    CAPTURE(size, all, steps);
    try_death(channel, size, steps, false);
  }
}

TEST_CASE("a worker killed on its way to sleep does not take the others' wake-up along") {
  TaskChannel channel("pool-test");
  for (int steps = 0; steps < 1000; steps += 1000 / deaths) try_death(channel, 10, steps, true);
}

TEST_CASE("what a killed process kept is given back, and nothing else") {
  PoolBlocks blocks("blocks-test");
  const std::string text(10'000, 'x'), other(5'000, 'y');
  const auto first = blocks.keep(text, 1), second = blocks.keep(other, 2);
  REQUIRE((first && second));
  blocks.release_all(1);
  CHECK(blocks.load(*second, other.size()) == other);
  CHECK(blocks.keep(text, 3) == first);
  CHECK(blocks.load(*first, text.size()) == text);
  blocks.release(*first);
  CHECK(blocks.keep(other, 4) == first);
  CHECK(blocks.load(*second, other.size()) == other);
}

TEST_CASE("tasks are taken in the order in which they were sent") {
  TaskChannel channel("pool-test");
  for (int i = 0; i < 10; ++i) channel.send(i, std::to_string(i));
  for (unsigned i = 0; i < 10; ++i) {
    const auto task = channel.take(1);
    REQUIRE(task);
    CHECK(task->id == i + 1);
    CHECK(task->call == i);
    CHECK(task->arguments == std::to_string(i));
  }
}

TEST_CASE("a channel that was closed gives out what it has, and then says so") {
  TaskChannel channel("pool-test");
  channel.send(1, "last");
  channel.close();
  CHECK(channel.take(1));
  CHECK_FALSE(channel.take(1));
  CHECK_FALSE(channel.take(2));
}

TEST_CASE("a full channel takes no more until something was taken and collected") {
  TaskChannel channel("pool-test");
  for (std::uint32_t i = 0; i < TaskChannel::capacity; ++i) REQUIRE(channel.send(1, "x"));
  CHECK_FALSE(channel.send(1, "x"));
  const auto task = channel.take(1);
  CHECK_FALSE(channel.send(1, "x"));
  channel.finish(*task, TaskOutcome::returned, "");
  CHECK_FALSE(channel.send(1, "x"));
  int collected = 0;
  channel.collect([&](auto...) { ++collected; });
  CHECK(collected == 1);
  CHECK(channel.send(1, "x"));
  CHECK_FALSE(channel.send(1, "x"));
}

TEST_CASE("the owner's bell rings for what it awaits, and for nothing else") {
  TaskChannel channel("pool-test");
  const auto rung = [&] {
    std::uint64_t count = 0;
    return ::read(channel.owner_bell(), &count, sizeof count) == sizeof count;
  };
  channel.send(1, "one");
  channel.await(*channel.send(1, "other"));
  channel.finish(*channel.take(1), TaskOutcome::returned, "");
  CHECK_FALSE(rung());
  channel.finish(*channel.take(1), TaskOutcome::returned, "");
  CHECK(rung());
  channel.collect([](auto...) {});
  channel.send(1, "third");
  channel.await(TaskChannel::any);
  channel.finish(*channel.take(1), TaskOutcome::returned, "");
  CHECK(rung());
}
