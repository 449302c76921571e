// The writer says when there is no more, and the reader waits for that.

#include <cstdio>
#include <string>

#include "multiprocess/manager.h"
#include "multiprocess/pool.h"

using multiprocess::ManagedQueue, multiprocess::Manager, multiprocess::Pool;

constexpr char end_mark = '\0';

void write_word(const ManagedQueue<char>& q) {
  for (const char letter : {'g', 'o', end_mark}) q.put(letter);
}

std::string read_word(const ManagedQueue<char>& q) {
  std::string word;
  for (char letter = q.get(); letter != end_mark; letter = q.get()) word += letter;
  return word;
}

int main() {
  Pool pool(2);
  Manager manager;
  const ManagedQueue<char> q = manager.queue<char>();
  auto word = pool.apply_async(read_word, q);
  auto written = pool.apply_async(write_word, q);
  std::puts("both are at it");
  std::printf("word: %s\n", word.get().c_str());
  written.get();
}
