// A queue for processes: what one of them puts in, another one gets, in the same order.
//
//   joined    The reader starts when the writer has ended. It may ask "is it empty?".
//   at-once   Both start at once, and the reader asks the same: it takes "not yet" for "no more".
//   end-mark  Both start at once, and the writer says when there is no more.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <thread>

#include "multiprocess/process.h"
#include "multiprocess/queue.h"

using multiprocess::Empty, multiprocess::Full, multiprocess::Process, multiprocess::Queue;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

// What a queue can do. put and get wait for ever, or so long, or not at all.
void show_interface(int capacity) {
  Queue<std::string> q(capacity);

  for (int i = 1; i <= capacity; ++i) {
    q.put("message " + std::to_string(i));
    std::printf("put message %d, full: %s\n", i, q.full() ? "true" : "false");
  }

  const auto start = Clock::now();
  try {
    q.put("one more", 2s);
  } catch (const Full&) {
    const Seconds waited = Clock::now() - start;
    std::printf("put: full after %.2f s, %zu messages\n", waited.count(), q.qsize());
  }
  try {
    q.put_nowait("one more");
  } catch (const Full&) {
    std::printf("put_nowait: full, %zu messages\n", q.qsize());
  }
  if (!q.full()) q.put_nowait("one more");

  while (!q.empty()) std::printf("got %s\n", q.get_nowait().c_str());
  try {
    q.get(1s);
  } catch (const Empty&) {
    std::printf("get: empty, %zu messages\n", q.qsize());
  }
}

// Up to a second, the same in every run.
void rest(std::mt19937& random) {
  std::this_thread::sleep_for(Seconds(std::uniform_real_distribution<>(0, 1)(random)));
}

const std::string end_mark;  // an empty text

void put_letters(Queue<std::string>& q, bool mark_end) {
  std::mt19937 random(1);
  for (const std::string letter : {"A", "B", "C"}) {
    std::printf("put %s\n", letter.c_str());
    q.put(letter);
    rest(random);
  }
  if (mark_end) q.put(end_mark);
}

void get_until_empty(Queue<std::string>& q) {
  std::mt19937 random(2);
  while (!q.empty()) {
    std::printf("got %s\n", q.get().c_str());
    rest(random);
  }
  std::puts("empty: the reader stops");
}

void get_until_end(Queue<std::string>& q) {
  while (true) {
    const std::string letter = q.get();  // waits for the next one
    if (letter == end_mark) break;
    std::printf("got %s\n", letter.c_str());
  }
  std::puts("end: the reader stops");
}

int main(int argc, char** argv) {
  const int capacity = argc > 1 ? std::atoi(argv[1]) : 3;
  const std::string variant = argc > 2 ? argv[2] : "joined";

  show_interface(capacity);

  Queue<std::string> q(10);
  Process writer(put_letters, std::ref(q), variant == "end-mark");
  Process reader(variant == "end-mark" ? get_until_end : get_until_empty, std::ref(q));
  writer.start();
  if (variant == "joined") writer.join();
  reader.start();

  writer.join();
  reader.join();
  std::printf("left in the queue: %zu\n", q.qsize());
}
