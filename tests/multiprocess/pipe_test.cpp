#include "multiprocess/pipe.h"

#include <sys/resource.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "catch.h"
#include "multiprocess/forked.h"
#include "multiprocess/process.h"
#include "multiprocess/record.h"
#include "multiprocess/relatives.h"
#include "sanitized.h"

using multiprocess::Closed;
using multiprocess::Empty;
using multiprocess::Pipe;
using multiprocess_test::Forked;
using multiprocess_test::Record;
using namespace std::chrono_literals;

namespace pipe_test {

// One, as many as fit into a message, and more; each is of one letter.
std::string letters(int number) {
  constexpr std::size_t sizes[] = {0, 1, 100, 32'766, 32'767, 32'768, 300'000};
  return std::string(sizes[number % 7], static_cast<char>('a' + number % 26));
}

}  // namespace pipe_test

using pipe_test::letters;

TEST_CASE("what one end sends, the other receives, both ways and in order") {
  auto [one, other] = Pipe<std::string>();
  for (int i = 0; i < 14; ++i) {
    one.send(letters(i));
    CHECK(other.recv() == letters(i));
    other.send(letters(i));
  }
  for (int i = 0; i < 14; ++i) CHECK(one.recv(60s) == letters(i));
}

TEST_CASE("processes talk through a pipe, and see its end") {
  auto [parent, child] = Pipe<int>();
  multiprocess::Process doubler([&] {
    parent.close();
    for (int number = child.recv(); number != 0; number = child.recv()) child.send(2 * number);
  });
  doubler.start();
  child.close();
  for (int number : {1, 2, 3}) {
    parent.send(number);
    CHECK(parent.recv() == 2 * number);
  }
  parent.send(0);
  CHECK_THROWS_AS(parent.recv(), Closed);
  CHECK(parent.poll());
  CHECK_THROWS_AS(parent.send(1), Closed);
  doubler.join();
  CHECK(doubler.exitcode() == 0);
}

TEST_CASE("an end that was handed over to a child is the child's alone") {
  Pipe<int> pipe;
  multiprocess::Process child([](multiprocess::Connection<int> end) { end.send(7); },
                              std::move(pipe.second));
  child.start();
  CHECK(pipe.first.recv() == 7);
  CHECK_THROWS_AS(pipe.first.recv(), Closed);
  child.join();
}

TEST_CASE("a pipe without an item says so, at once or in time") {
  auto [one, other] = Pipe<int>();
  CHECK_FALSE(one.poll());
  CHECK_FALSE(one.poll(1ms));
  CHECK_THROWS_AS(one.recv(0s), Empty);
  CHECK_THROWS_AS(one.recv(1ms), Empty);
  other.send(1);
  CHECK(one.poll(60s));
  CHECK(one.recv(0s) == 1);
}

TEST_CASE("a closed end, and the wrong end of a one-way pipe, are refused") {
  auto [reader, writer] = Pipe<int>(false);
  writer.send(1);
  CHECK_THROWS_AS(reader.send(1), std::logic_error);
  CHECK_THROWS_AS(writer.recv(), std::logic_error);
  writer.close();
  writer.close();
  CHECK(writer.fd() == -1);
  CHECK_THROWS_AS(writer.send(2), Closed);
  CHECK(reader.recv() == 1);
  CHECK_THROWS_AS(reader.recv(0s), Closed);
}

TEST_CASE("writers that are killed leave whole items, and readers that are killed take one along") {
  auto [reader, writer] = Pipe<std::string>();
  constexpr int rounds = procdemo::base::is_sanitized ? 20 : 100;
  for (int round = 0; round < rounds; ++round) {
    Forked killed([&, &writer = writer] {
      for (int i = 0;; ++i) writer.send(letters(i));
    });
    for (int i = 0; i < round % 20; ++i)
      if (reader.recv() != letters(i)) FAIL("item " << i << " is torn or lost");
    killed.kill();
    for (int i = round % 20; reader.poll(); ++i)
      if (reader.recv() != letters(i)) FAIL("item " << i << " is torn or lost");
  }
  for (int i = 0; i < 20; ++i) writer.send(std::to_string(i));
  Forked thief([&, &reader = reader] {
    for (int i = 0; i < 5; ++i) reader.recv();
    ::raise(SIGKILL);
  });
  thief.wait();
  CHECK(reader.recv() == "5");
}

TEST_CASE("several receive from one end, and each item comes to one of them") {
  auto [reader, writer] = Pipe<Record>();
  auto [sums, sum] = Pipe<long>();
  std::vector<Forked> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&, &reader = reader, &writer = writer, &sum = sum] {
      writer.close();
      long mine = 0;
      try {
        for (;;) mine += reader.recv().ticket;
      } catch (const Closed&) {
      }
      sum.send(mine);
    });
  for (long i = 1; i <= 3'000; ++i) writer.send(Record(i));
  writer.close();
  long all = 0;
  for (Forked& one : readers) CHECK(one.wait() == 0);
  for (int i = 0; i < 3; ++i) all += sums.recv();
  CHECK(all == 3'000 * 3'001 / 2);
}

TEST_CASE("an item longer than a file may be is an exception") {
  Forked limited([] {
    const rlimit limit{100'000, 100'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    Pipe<std::string> pipe;
    try {
      pipe.first.send(std::string(100'001, 'x'));
    } catch (const std::system_error&) {
      pipe.first.send(std::string(90'000, 'x'));
      if (pipe.second.recv().size() == 90'000) ::_exit(0);
    }
    ::_exit(1);
  });
  CHECK(limited.wait() == 0);
}
