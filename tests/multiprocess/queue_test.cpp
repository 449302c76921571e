#include "multiprocess/queue.h"

#include <limits>
#include <map>
#include <numeric>
#include <thread>

#include "catch.h"

using namespace multiprocess;
using namespace std::chrono_literals;

namespace {

// Neither plain nor flat: it travels through cereal.
struct Speaker {
  std::string name;
  std::vector<std::string> languages;
  bool operator==(const Speaker&) const = default;

  template <class Archive>
  void serialize(Archive& archive) {
    archive(name, languages);
  }
};

struct Large {
  std::array<char, 70'000> bytes;
};

}  // namespace

TEST_CASE("items come out in the order in which they went in") {
  Queue<int> queue(3);
  for (int item : {1, 2, 3}) queue.put(item);
  CHECK(queue.get() == 1);
  queue.put(4);
  for (int item : {2, 3, 4}) CHECK(queue.get() == item);
}

TEST_CASE("a queue knows whether it is empty or full") {
  Queue<char> queue(2);
  CHECK((queue.empty() && !queue.full() && queue.qsize() == 0));
  queue.put('a');
  CHECK((!queue.empty() && !queue.full() && queue.qsize() == 1));
  queue.put('b');
  CHECK((!queue.empty() && queue.full() && queue.qsize() == 2));
  queue.get();
  CHECK((!queue.empty() && !queue.full() && queue.qsize() == 1));
  CHECK(queue.capacity() == 2);
}

TEST_CASE("put into a full queue throws Full in every form of a call that ends") {
  Queue<int> queue(1);
  queue.put(1);
  CHECK_THROWS_AS(queue.put_nowait(2), Full);
  CHECK_THROWS_AS(queue.put(2, false), Full);
  CHECK_THROWS_AS(queue.put(2, false, 1h), Full);
  CHECK_THROWS_AS(queue.put(2, 1ms), Full);
  CHECK_THROWS_AS(queue.put(2, true, 1ms), Full);
  CHECK_THROWS_AS(queue.put(2, true, Seconds(0.001)), Full);
  CHECK_THROWS_AS(queue.put(2, 0s), Full);
  CHECK_THROWS_AS(queue.put(2, -1s), Full);
  CHECK_THROWS_AS(queue.put(2, true, -1h), Full);
  CHECK(queue.qsize() == 1);
  CHECK(queue.get() == 1);
}

TEST_CASE("get from an empty queue throws Empty in every form of a call that ends") {
  Queue<int> queue(1);
  CHECK_THROWS_AS(queue.get_nowait(), Empty);
  CHECK_THROWS_AS(queue.get(false), Empty);
  CHECK_THROWS_AS(queue.get(false, 1h), Empty);
  CHECK_THROWS_AS(queue.get(1ms), Empty);
  CHECK_THROWS_AS(queue.get(true, 1ms), Empty);
  CHECK_THROWS_AS(queue.get(true, Seconds(0.001)), Empty);
  CHECK_THROWS_AS(queue.get(0s), Empty);
  CHECK_THROWS_AS(queue.get(-1s), Empty);
  CHECK_THROWS_AS(queue.get(true, -1h), Empty);
}

TEST_CASE("with room, or an item, every form of put and get succeeds, whatever its timeout") {
  Queue<int> queue(6);
  queue.put(1, true);
  queue.put(2, false);
  queue.put(3, true, -1s);
  queue.put(4, 0s);
  queue.put(5, Seconds(std::numeric_limits<double>::infinity()));
  queue.put_nowait(6);
  CHECK(queue.get(true) == 1);
  CHECK(queue.get(false) == 2);
  CHECK(queue.get(true, -1s) == 3);
  CHECK(queue.get(0s) == 4);
  CHECK(queue.get(Seconds(std::numeric_limits<double>::infinity())) == 5);
  CHECK(queue.get_nowait() == 6);
}

TEST_CASE("Full and Empty say which queue it was, and are errors of the library") {
  Queue<int> letters(1, "letters");
  CHECK_THROWS_WITH(letters.get_nowait(), "letters is empty");
  letters.put(1);
  CHECK_THROWS_WITH(letters.put_nowait(2), "letters is full: 1 items");
  CHECK_THROWS_AS(letters.put_nowait(2), Error);
}

TEST_CASE("queues are named one after the other, or as one likes") {
  const Queue<int> first(1), second(1), third(1, "mine");
  CHECK(first.name().starts_with("queue-"));
  CHECK(first.name() != second.name());
  CHECK(third.name() == "mine");
}

TEST_CASE("a queue for more items than there can be is refused") {
  CHECK_THROWS_AS(Queue<int>(std::numeric_limits<std::size_t>::max()), std::invalid_argument);
}

TEST_CASE("after close, this process can neither put nor get") {
  Queue<int> queue(2);
  queue.put(1);
  queue.close();
  queue.close();
  CHECK_THROWS_AS(queue.put(2), Closed);
  CHECK_THROWS_AS(queue.get(), Closed);
  CHECK_THROWS_AS(queue.get_nowait(), Closed);
  CHECK(queue.qsize() == 1);
}

TEST_CASE("join returns when every item that was put is done") {
  Queue<int> queue(3);
  queue.join();
  CHECK(queue.join(0s));
  queue.put(1);
  queue.put(2);
  CHECK_FALSE(queue.join(0s));
  queue.get();
  queue.task_done();
  CHECK_FALSE(queue.join(1ms));
  CHECK_FALSE(queue.join(-1s));
  queue.get();
  CHECK_FALSE(queue.join(0s));
  queue.task_done();
  queue.join();
  CHECK(queue.join(-1s));
}

TEST_CASE("task_done once too often is an error, and counts for nothing") {
  Queue<int> queue(3);
  CHECK_THROWS_AS(queue.task_done(), std::logic_error);
  queue.put(1);
  queue.task_done();
  CHECK_THROWS_AS(queue.task_done(), std::logic_error);
  queue.put(2);
  CHECK_FALSE(queue.join(0s));
  queue.task_done();
  CHECK(queue.join(0s));
}

TEMPLATE_TEST_CASE("text of every length travels, empty and large", "", std::string,
                   std::vector<char>) {
  Queue<TestType> one(1), all(8);
  std::vector<TestType> texts;
  for (const std::size_t size : {0, 1, 15, 16, 17, 4'096, 300'000, 5'000'000}) {
    const std::string letters = "dongGe";
    TestType text(size, ' ');
    for (std::size_t i = 0; i < size; ++i) text[i] = letters[i % letters.size()];
    one.put(text);
    CHECK((one.get() == text));
    all.put(text);
    texts.push_back(text);
  }
  CHECK(all.full());
  for (const TestType& text : texts) CHECK((all.get() == text));
}

TEST_CASE("values of every kind travel") {
  Queue<Speaker> people(2);
  const Speaker person{"Ana", {"Basque", "C++"}};
  people.put(person);
  CHECK(people.get() == person);

  Queue<std::map<std::string, std::vector<int>>> maps(2);
  maps.put({{"one", {1}}, {"none", {}}});
  CHECK(maps.get() == std::map<std::string, std::vector<int>>{{"one", {1}}, {"none", {}}});

  Queue<std::vector<std::pair<int, double>>> pairs(2);
  pairs.put({{1, 0.5}, {2, 0.25}});
  CHECK(pairs.get() == std::vector<std::pair<int, double>>{{1, 0.5}, {2, 0.25}});

  Queue<std::vector<bool>> bits(2);
  bits.put({true, false, true});
  CHECK(bits.get() == std::vector<bool>{true, false, true});

  Queue<bool> answers(2);
  answers.put(true);
  answers.put(false);
  CHECK(answers.get());
  CHECK_FALSE(answers.get());
}

TEST_CASE("a large plain value travels whole") {
  Queue<Large> queue(4);
  for (char letter : {'a', 'b', 'c'}) {
    Large large;
    large.bytes.fill(letter);
    queue.put(large);
  }
  for (char letter : {'a', 'b', 'c'}) {
    const Large large = queue.get();
    CHECK(std::all_of(large.bytes.begin(), large.bytes.end(), [&](char c) { return c == letter; }));
  }
}

TEST_CASE("slots are used again and again, at every capacity") {
  for (const std::size_t capacity : {1, 2, 3, 7, 8, 100}) {
    Queue<std::uint64_t> queue(capacity);
    std::uint64_t put = 0, got = 0;
    for (std::size_t round = 0; round < 50; ++round) {
      for (std::size_t i = 0; i < 1 + round % capacity; ++i) queue.put(put++);
      while (!queue.empty())
        if (queue.get() != got++) FAIL("out of order at capacity " << capacity);
    }
    CHECK(put == got);
  }
}

TEST_CASE("threads of one process may share a queue, too") {
  constexpr long items = 10'000;
  Queue<long> numbers(16), sums(4);
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      for (long item = 1; item <= items; ++item) numbers.put(item);
    });
    threads.emplace_back([&] {
      long sum = 0;
      for (long i = 0; i < items; ++i) sum += numbers.get();
      sums.put(sum);
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(sums.get() + sums.get() == items * (items + 1));
}

TEST_CASE("queues that were given no name have different ones, whatever is in them") {
  Queue<int> numbers;
  Queue<std::string> texts;
  CHECK(numbers.name() != texts.name());
}
