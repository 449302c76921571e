// Queues between processes.
#include <sched.h>
#include <sys/resource.h>

#include <fstream>

#include "catch.h"
#include "multiprocess/forked.h"
#include "multiprocess/queue.h"

using namespace multiprocess;
using namespace std::chrono_literals;
using multiprocess_test::await_futex_sleep;
using multiprocess_test::Forked;

namespace {

// How much of a mapping's memory this process has touched, in kB, as /proc/self/smaps says.
long touched_kb(const std::string& name) {
  std::ifstream maps("/proc/self/smaps");
  bool here = false;
  for (std::string line; std::getline(maps, line);) {
    if (line.find("/memfd:") != std::string::npos)
      here = line.find("/memfd:" + name + " ") != std::string::npos;
    if (here && line.starts_with("Rss:")) return std::stol(line.substr(4));
  }
  return -1;
}

}  // namespace

TEST_CASE("a reader gets what a writer put, in its order") {
  const std::string text = "dongGe";
  Queue<char> letters(2);
  Forked writer([&] {
    for (char letter : text) letters.put(letter);
  });
  std::string read;
  while (read.size() < text.size()) read += letters.get();
  CHECK(read == text);
  CHECK(writer.wait() == 0);
}

TEST_CASE("a put is complete when it returns: the writer may be gone before anybody reads") {
  Queue<std::string> texts(10);
  Forked writer([&] {
    for (int i = 0; i < 10; ++i) texts.put(std::string(1'000'000, static_cast<char>('0' + i)));
  });
  CHECK(writer.wait() == 0);
  CHECK(texts.full());
  for (int i = 0; i < 10; ++i)
    CHECK(texts.get() == std::string(1'000'000, static_cast<char>('0' + i)));
}

TEST_CASE("a process that waits for an item sleeps, and is woken by a put") {
  Queue<int> numbers(1);
  Forked reader([&] {
    if (numbers.get() != 7) throw Error("another number");
  });
  await_futex_sleep(reader.pid());
  numbers.put(7);
  CHECK(reader.wait() == 0);
}

TEST_CASE("a process that waits for room sleeps, and is woken by a get") {
  Queue<std::string> texts(1);
  texts.put("first");
  Forked writer([&] { texts.put("second"); });
  await_futex_sleep(writer.pid());
  CHECK(texts.get() == "first");
  CHECK(texts.get() == "second");
  CHECK(writer.wait() == 0);
}

TEST_CASE("each of several sleepers gets one item") {
  Queue<int> numbers(4), doubles(4);
  std::vector<Forked> readers;
  for (int i = 0; i < 4; ++i) readers.emplace_back([&] { doubles.put(2 * numbers.get()); });
  for (const Forked& reader : readers) await_futex_sleep(reader.pid());
  for (int number : {1, 10, 100, 1'000}) numbers.put(number);
  int sum = 0;
  for (Forked& reader : readers) CHECK(reader.wait() == 0);
  while (!doubles.empty()) sum += doubles.get();
  CHECK(sum == 2'222);
}

TEST_CASE("join sleeps until another process has done the last item") {
  Queue<int> numbers(2);
  numbers.put(1);
  numbers.put(2);
  Forked joiner([&] { numbers.join(); });
  await_futex_sleep(joiner.pid());
  Forked worker([&] {
    for (int i = 0; i < 2; ++i) {
      numbers.get();
      numbers.task_done();
    }
  });
  CHECK(joiner.wait() == 0);
  CHECK(worker.wait() == 0);
}

TEST_CASE("many writers and readers lose nothing and get nothing twice") {
  constexpr long items = 5'000;
  for (const std::size_t capacity : {1, 7, 1'000}) {
    Queue<long> numbers(capacity), sums(4);
    std::vector<Forked> processes;
    for (int i = 0; i < 3; ++i) {
      processes.emplace_back([&] {
        for (long item = 1; item <= items; ++item) numbers.put(item);
      });
      processes.emplace_back([&] {
        long sum = 0;
        for (long i = 0; i < items; ++i) sum += numbers.get();
        sums.put(sum);
      });
    }
    for (Forked& process : processes) CHECK(process.wait() == 0);
    CHECK(sums.get() + sums.get() + sums.get() == 3 * items * (items + 1) / 2);
    CHECK(numbers.empty());
  }
}

TEST_CASE("closing a queue in one process leaves it open in the others") {
  Queue<int> numbers(1);
  Forked closer([&] { numbers.close(); });
  CHECK(closer.wait() == 0);
  numbers.put(1);
  CHECK(numbers.get() == 1);
}

TEST_CASE("large items use the same memory again and again") {
  Queue<std::string> texts(8, "test-memory");
  const std::string text(65'536, 'x');
  for (int round = 0; round < 500; ++round) {
    for (int i = 0; i < 3; ++i) texts.put(text);
    for (int i = 0; i < 3; ++i) texts.get();
  }
  CHECK(touched_kb("test-memory") > 64);
  CHECK(touched_kb("test-memory") < 2'048);
}

TEST_CASE("an item larger than all room is refused; one that must wait for room waits") {
  Ring ring("test-small", 10, Ring::any_size, 1 << 20);
  CHECK_THROWS_AS(ring.put((1 << 20) + 1, Deadline::never()), std::length_error);
  ring.put(1 << 20, Deadline::never()).publish();
  CHECK_THROWS_AS(ring.put(1, Deadline::at_once()), Full);
  CHECK_THROWS_AS(ring.put(1, Deadline::after(1ms)), Full);
  Forked writer([&] { ring.put(300'000, Deadline::never()).publish(); });
  await_futex_sleep(writer.pid());
  ring.get(Deadline::never()).publish();
  CHECK(writer.wait() == 0);
  CHECK(ring.size() == 1);
  CHECK(ring.get(Deadline::at_once()).bytes().size() == 300'000);
}

TEST_CASE("an item that was not published has not been put, one that was not taken stays") {
  Ring ring("test-unpublished", 2, sizeof(int));
  ring.put(sizeof(int), Deadline::never());
  CHECK(ring.size() == 0);
  ring.put(sizeof(int), Deadline::never()).publish();
  ring.get(Deadline::never());
  CHECK(ring.size() == 1);
}

TEST_CASE("a stopped process in the middle of a put makes others wait a while, not for ever") {
  Ring ring("test-stopped", 2, sizeof(int));
  const SharedMemory memory("test-flag", 1);
  auto& holds = *reinterpret_cast<std::atomic<bool>*>(memory.data());
  Forked holder([&] {
    const auto put = ring.put(sizeof(int), Deadline::never());
    holds = true;
    for (;;) ::pause();
  });
  while (!holds) ::sched_yield();
  CHECK_THROWS_AS(ring.put(sizeof(int), Deadline::at_once()), Full);
  CHECK_THROWS_AS(ring.get(Deadline::at_once()), Empty);
  holder.kill();
  ring.put(sizeof(int), Deadline::at_once()).publish();
  CHECK(ring.size() == 1);
}

TEST_CASE("a queue is as large as a limit on files allows, and no limit ends who makes one") {
  for (const rlim_t most : {rlim_t{1'000'000'000}, rlim_t{2} << 20}) {
    Forked limited([&] {
      const rlimit limit{most, most};
      ::setrlimit(RLIMIT_FSIZE, &limit);
      Queue<std::string> texts(3);
      texts.put(std::string(100'000, 'x'));
      if (texts.get().size() != 100'000) ::_exit(2);
    });
    CHECK(limited.wait() == 0);
  }
}
