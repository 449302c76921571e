// A queue for processes that share nothing: a manager holds it, a process of its own.
//
// The pool is older than the queue here, so its workers have no memory that the queue could lie in.
// What a task gets is a proxy: the manager's address, and the number of a queue. Each put and each
// get is a message to the manager and its answer.

#include <unistd.h>

#include <cstdio>
#include <string>

#include "multiprocess/manager.h"
#include "multiprocess/pool.h"

using multiprocess::ManagedQueue, multiprocess::Manager, multiprocess::Pool;

void writer(const ManagedQueue<char>& q) {
  std::printf("writer: pid %d, parent %d\n", ::getpid(), ::getppid());
  for (const char letter : std::string("dongGe")) {
    std::printf("put %c\n", letter);
    q.put(letter);
  }
}

std::string reader(const ManagedQueue<char>& q) {
  std::printf("reader: pid %d, parent %d\n", ::getpid(), ::getppid());
  const std::size_t size = q.qsize();  // nobody else puts or gets: so it stays true
  std::string word;
  for (std::size_t i = 0; i < size; ++i) {
    word += q.get();
    std::printf("got %c\n", word.back());
  }
  return word;
}

int main() {
  std::printf("main: pid %d\n", ::getpid());
  Pool pool(2);

  Manager manager;  // forks the process that will hold the queues
  std::printf("manager: pid %d\n", manager.process().pid());
  const ManagedQueue<char> q = manager.queue<char>();

  pool.apply(writer, q);  // waits until all is written; so the reader finds all
  const std::string word = pool.apply(reader, q);
  std::printf("the reader's word: %s\n", word.c_str());

  pool.close();
  pool.join();
  std::puts("---end---");
}  // the manager's process ends here
