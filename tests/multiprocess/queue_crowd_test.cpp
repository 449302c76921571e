// A queue among a crowd of writers and readers of which again and again one is killed, wherever it
// happens to be, and replaced.
#include <sched.h>

#include <atomic>
#include <random>

#include "base/fd.h"
#include "catch.h"
#include "multiprocess/forked.h"
#include "multiprocess/queue.h"
#include "multiprocess/record.h"
#include "multiprocess/relatives.h"
#include "sanitized.h"

using namespace multiprocess;
using namespace std::chrono_literals;
using multiprocess::test::long_enough;
using multiprocess_test::Forked;
using multiprocess_test::Record;

namespace {

constexpr int kills = procdemo::base::is_sanitized ? 20 : 100;

// Tickets: written into items once each; what became of them.
struct Tickets {
  static constexpr long count = 12'000;
  std::atomic<long> next;
  std::atomic<long> broken;
  std::array<std::atomic<char>, count> was_put;
  std::array<std::atomic<char>, count> taken;
};

template <class Item>
struct Crowd {
  SharedMemory memory{"test-tickets", sizeof(Tickets)};
  Tickets& tickets = *reinterpret_cast<Tickets*>(memory.data());
  Queue<Item> queue;
  std::vector<Forked> writers, readers;
  std::mt19937 random{7};
  long readers_killed = 0;

  explicit Crowd(std::size_t capacity) : queue(capacity, "test-crowd") {
    for (int i = 0; i < 3; ++i) {
      writers.push_back(writer());
      readers.push_back(reader());
    }
  }

  static Record record_of(const Record& record) { return record; }
  static Record record_of(const std::string& text) {
    Record record;
    std::memcpy(&record, text.data(), std::min(text.size(), sizeof record));
    const bool same = text == text_of(record);
    return same ? record : Record{};
  }
  static std::string text_of(const Record& record) {
    std::string text(reinterpret_cast<const char*>(&record), sizeof record);
    return text + std::string(static_cast<std::size_t>(record.ticket % 1'000), 'x');
  }
  static Item item_of(long ticket) {
    if constexpr (std::is_same_v<Item, Record>) {
      return Record(ticket);
    } else {
      return text_of(Record(ticket));
    }
  }

  Forked writer() {
    return Forked([&] {
      for (;;) {
        const long ticket = tickets.next++;
        if (ticket >= Tickets::count) break;
        queue.put(item_of(ticket));
        tickets.was_put[static_cast<std::size_t>(ticket)] = 1;
      }
    });
  }

  void take(const Item& item) {
    const Record record = record_of(item);
    if (record.ticket < 0 || !record.is_whole()) {
      ++tickets.broken;
    } else {
      ++tickets.taken[static_cast<std::size_t>(record.ticket)];
    }
  }

  Forked reader() {
    return Forked([&] {
      for (;;) take(queue.get());
    });
  }

  // Waits until so many tickets were given out, a sign that the others go on.
  void await(long ticket) {
    const Deadline limit = Deadline::after(long_enough);
    while (tickets.next < std::min(ticket, Tickets::count)) {
      if (limit.passed()) throw Error("the crowd stands still");
      ::sched_yield();
    }
  }

  void kill_one() {
    const std::size_t which = random() % 6;
    if (which < 3) {
      writers[which].kill();
      writers[which] = writer();
    } else {
      ++readers_killed;
      readers[which - 3].kill();
      readers[which - 3] = reader();
    }
  }

  void finish() {
    for (Forked& process : writers) CHECK(process.wait() == 0);
    for (Forked& process : readers) process.kill();
    readers_killed += 3;
    while (!queue.empty()) take(queue.get(long_enough));
  }
};

// Memory that has a name in a file system would outlive its users.
bool maps_named_memory() {
  return procdemo::base::read_file("/proc/self/maps").find("/dev/shm/") != std::string::npos;
}

}  // namespace

TEMPLATE_TEST_CASE(
    "among hundreds of kills, no item is torn or comes twice, and each killed "
    "reader loses one at most",
    "", Record, std::string) {
  for (const std::size_t capacity : {1, 10, 1'000}) {
    Crowd<TestType> crowd(capacity);
    for (int kill = 1; kill <= kills; ++kill) {
      crowd.await(kill * (Tickets::count / kills * 4 / 5) +
                  static_cast<long>(crowd.random() % 100));
      crowd.kill_one();
    }
    crowd.finish();
    long twice = 0, lost = 0;
    for (std::size_t ticket = 0; ticket < Tickets::count; ++ticket) {
      twice += crowd.tickets.taken[ticket] > 1;
      lost += crowd.tickets.was_put[ticket] == 1 && crowd.tickets.taken[ticket] == 0;
    }
    CHECK(crowd.tickets.broken == 0);
    CHECK(twice == 0);
    CHECK(lost <= crowd.readers_killed);
    CHECK_FALSE(maps_named_memory());
  }
}
