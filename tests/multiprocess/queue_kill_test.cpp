// A queue whose users are killed "at any instant", word for word: a child puts (or gets) under
// ptrace, one instruction at a time, and is killed after the first one; another after the second,
// and so on to the last.
#include <sys/ptrace.h>

#include <array>

#include "catch.h"
#include "machine.h"
#include "multiprocess/forked.h"
#include "multiprocess/queue.h"
#include "multiprocess/record.h"
#include "multiprocess/relatives.h"
#include "sanitized.h"

using namespace multiprocess;
using namespace std::chrono_literals;
using multiprocess::test::long_enough;
using multiprocess_test::await_futex_sleep;
using multiprocess_test::Forked;
using multiprocess_test::Record;

namespace {

// Sanitizers make many instructions of one: then only some instants are tried.
constexpr long stride = procdemo::base::is_sanitized ? 499 : 1;

// Lets a child do `work` and kills it after so many instructions. False: it had come to its end.
template <class Prepare, class Work>
bool kill_after(long instructions, Prepare prepare, Work work) {
  procdemo::base::need_tracing();
  Forked child([&] {
    prepare();
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::raise(SIGSTOP);
    work();
    ::raise(SIGSTOP);
  });
  int status = 0;
  ::waitpid(child.pid(), &status, 0);
  for (long i = 0; i < instructions; ++i) {
    ::ptrace(PTRACE_SINGLESTEP, child.pid(), nullptr, nullptr);
    ::waitpid(child.pid(), &status, 0);
    if (!WIFSTOPPED(status) || WSTOPSIG(status) != SIGTRAP) return false;
  }
  return true;
}

// The same for every number of instructions, or each `every`th, each time with a new T. Returns how
// many there are.
template <class T, class Work, class Check>
long kill_everywhere(Work work, Check check, long every = 1) {
  for (long instructions = 0;; instructions += every * stride) {
    T shared;
    const bool killed = kill_after(instructions, [&] { shared.warm_up(); }, [&] { work(shared); });
    INFO("killed after " << instructions << " instructions");
    check(shared);
    if (!killed) return instructions;
  }
}

template <class Item>
Item make(long number) {
  return Item(number);
}
template <>
std::string make<std::string>(long number) {
  return std::string(static_cast<std::size_t>(number), static_cast<char>(number));
}

// A queue with two items, and one which a child uses first, so that the linker and the C library
// have done what they do once in each process.
template <class Item>
struct Two {
  Queue<Item> queue{4, "test-two"};
  Queue<Item> other{1, "test-other"};
  static inline const std::array<Item, 4> items = {make<Item>(11), make<Item>(22), make<Item>(33),
                                                   make<Item>(44)};

  Two() {
    queue.put(items[0]);
    queue.put(items[1]);
  }
  void warm_up() {
    other.put(items[0]);
    other.get();
  }
  // That the queue holds items[first] up to items[last], and works.
  void check_holds(std::size_t first, std::size_t last) {
    for (std::size_t i = first; i <= last; ++i) CHECK(queue.get(long_enough) == items[i]);
    CHECK(queue.empty());
    for (const Item& item : items) queue.put(item, long_enough);
    CHECK(queue.full());
    for (const Item& item : items) CHECK(queue.get(long_enough) == item);
  }
};

}  // namespace

TEMPLATE_TEST_CASE("a put that is killed at any instruction puts a whole item or none", "", long,
                   Record, std::string) {
  bool was_put = false;
  const long length =
      kill_everywhere<Two<TestType>>([](Two<TestType>& two) { two.queue.put(two.items[2]); },
                                     [&](Two<TestType>& two) {
                                       const bool is_put = two.queue.qsize() == 3;
                                       CHECK((is_put || !was_put));
                                       was_put = is_put;
                                       two.check_holds(0, is_put ? 2 : 1);
                                     });
  CHECK(was_put);
  CHECK(length > 100 / stride);
}

TEMPLATE_TEST_CASE("a get that is killed at any instruction takes a whole item or none", "", long,
                   Record, std::string) {
  bool was_got = false;
  kill_everywhere<Two<TestType>>([](Two<TestType>& two) { two.queue.get(); },
                                 [&](Two<TestType>& two) {
                                   const bool is_got = two.queue.qsize() == 1;
                                   CHECK((is_got || !was_got));
                                   was_got = is_got;
                                   two.check_holds(is_got ? 1 : 0, 1);
                                 });
  CHECK(was_got);
}

namespace {

// A process asleep in a get from an empty queue, or in a put into a full one.
struct Sleeper {
  Queue<long> queue{1, "test-sleeper"};
  Queue<long> other{1, "test-other"};
  Queue<long> result{1, "test-result"};
  Forked process;

  template <class Work>
  explicit Sleeper(Work work) : process([&] { work(*this); }) {
    await_futex_sleep(process.pid());
  }
  void warm_up() {
    other.put(1);
    other.get();
  }
};

struct SleepingReader : Sleeper {
  SleepingReader() : Sleeper([](Sleeper& shared) { shared.result.put(shared.queue.get()); }) {}
};

struct SleepingWriter : Sleeper {
  SleepingWriter()
      : Sleeper([](Sleeper& shared) {
          shared.queue.put(1);
          shared.queue.put(2);
          shared.result.put(0);
        }) {}
};

}  // namespace

TEST_CASE("a put that is killed at any instruction leaves nobody asleep beside its item") {
  const auto work = [](SleepingReader& shared) { shared.queue.put(33); };
  const auto check = [](SleepingReader& shared) {
    if (shared.queue.full()) {
      CHECK(shared.result.get(long_enough) == 33);
    } else {
      shared.queue.put(44, long_enough);
      const long first = shared.result.get(long_enough);
      CHECK((first == 33 || first == 44));
      CHECK(shared.queue.qsize() == (first == 33 ? 1 : 0));
    }
    CHECK(shared.process.wait() == 0);
  };
  kill_everywhere<SleepingReader>(work, check, 7);
}

TEST_CASE("a get that is killed at any instruction leaves nobody asleep beside its room") {
  const auto work = [](SleepingWriter& shared) { shared.queue.get(); };
  const auto check = [](SleepingWriter& shared) {
    if (!shared.queue.empty()) shared.queue.get(long_enough);
    CHECK(shared.result.get(long_enough) == 0);
    CHECK(shared.process.wait() == 0);
  };
  kill_everywhere<SleepingWriter>(work, check, 7);
}

TEST_CASE("a task_done that is killed at any instruction counts or does not") {
  const auto work = [](Two<long>& two) { two.queue.task_done(); };
  const auto check = [](Two<long>& two) {
    two.queue.task_done();
    if (!two.queue.join(0s)) two.queue.task_done();
    CHECK(two.queue.join(0s));
    CHECK_THROWS_AS(two.queue.task_done(), std::logic_error);
  };
  kill_everywhere<Two<long>>(work, check);
}
