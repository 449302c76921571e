// Queues without a capacity, and the memory that queues take.
#include <sys/resource.h>

#include <fstream>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "catch.h"
#include "machine.h"
#include "multiprocess/forked.h"
#include "multiprocess/queue.h"
#include "multiprocess/record.h"

using multiprocess::Queue;
using multiprocess_test::Forked;
using multiprocess_test::Record;

namespace unbounded_queue {

// A number of kilobytes out of this process's status.
std::size_t status_kb(const std::string& key) {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (std::size_t value = 0; word == key + ":" && status >> value) return value;
  return 0;
}

void allow_addresses(std::size_t more_bytes) {
  const rlim_t all = status_kb("VmSize") * 1024 + more_bytes;
  const rlimit limit{all, RLIM_INFINITY};
  ::setrlimit(RLIMIT_AS, &limit);
}

std::string long_text(int number) {
  return std::string(3'000'000, static_cast<char>('a' + number % 26));
}

}  // namespace unbounded_queue

using namespace unbounded_queue;

TEST_CASE("a queue without a capacity is never full, and keeps the order") {
  constexpr int items = 300'000;
  Queue<int> numbers, zero(0);
  for (int i = 0; i < items; ++i) numbers.put_nowait(i);
  CHECK(numbers.qsize() == items);
  CHECK_FALSE(numbers.full());
  CHECK(numbers.capacity() == 0);
  CHECK(zero.capacity() == 0);
  int in_order = 0;
  while (!numbers.empty()) in_order += numbers.get() == in_order;
  CHECK(in_order == items);
  CHECK_THROWS_AS(numbers.get_nowait(), multiprocess::Empty);
}

TEST_CASE("large items come through a queue without a capacity from one process to another") {
  constexpr int items = 40;
  Queue<std::string> texts;
  Forked writer([&] {
    for (int i = 0; i < items; ++i) texts.put(long_text(i));
  });
  CHECK(writer.wait() == 0);
  CHECK(texts.qsize() == items);
  int whole = 0;
  for (int i = 0; i < items; ++i) whole += texts.get() == long_text(i);
  CHECK(whole == items);
}

TEST_CASE("a queue takes addresses and memory as it needs them") {
  Forked limited([] {
    allow_addresses(128 << 20);
    std::vector<std::unique_ptr<Queue<std::string>>> queues;
    for (int i = 0; i < 8; ++i) {
      queues.push_back(std::make_unique<Queue<std::string>>());
      queues.push_back(std::make_unique<Queue<std::string>>(10));
    }
    for (auto& queue : queues) queue->put(std::string(1'000'000, 'x'));
    for (auto& queue : queues)
      if (queue->get().size() != 1'000'000) ::_exit(2);
  });
  CHECK(limited.wait() == 0);

  Queue<Record> records;
  const std::size_t before = status_kb("RssShmem");
  for (int i = 0; i < 200'000; ++i) {
    records.put(Record(i));
    if (records.get().ticket != i) FAIL("out of order at " << i);
  }
  CHECK(status_kb("RssShmem") - before < 4'096);
}

TEST_CASE("where there are no addresses left, put says so, and the queue goes on") {
  procdemo::base::need_no_sanitizer();
  Forked limited([] {
    Queue<std::string> texts;
    texts.put("first");
    allow_addresses(8 << 20);
    bool refused = false;
    int put = 0;
    try {
      for (;; ++put) texts.put(long_text(1));
    } catch (const std::system_error& error) {
      refused = error.code() == std::errc::not_enough_memory;
    }
    bool goes_on = texts.get_nowait() == "first";
    for (; put > 0; --put) goes_on = goes_on && texts.get_nowait() == long_text(1);
    ::_exit(refused && goes_on ? 0 : 2);
  });
  CHECK(limited.wait() == 0);
}

TEST_CASE("writers that are killed tear nothing in a queue without a capacity") {
  Queue<Record> records;
  long got = 0;
  for (int kills = 0; kills < 100; ++kills) {
    Forked writer([&] {
      for (long i = 0;; ++i) records.put(Record(i));
    });
    for (int i = 0; i < 100 * (kills % 10 + 1); ++i, ++got)
      if (!records.get().is_whole()) FAIL("item " << got << " is torn");
    writer.kill();
    for (; !records.empty(); ++got)
      if (!records.get().is_whole()) FAIL("item " << got << " is torn");
  }
  CHECK(got > 50'000);
}
