// A reader that counts before it reads.

#include <cstdio>
#include <string>

#include "multiprocess/manager.h"
#include "multiprocess/pool.h"

using multiprocess::ManagedQueue, multiprocess::Manager, multiprocess::Pool;

void write_word(const ManagedQueue<char>& q) {
  for (const char letter : {'g', 'o'}) q.put(letter);
}

std::string read_word(const ManagedQueue<char>& q) {
  std::string word;
  for (std::size_t left = q.qsize(); left > 0; --left) word += q.get();  // Your part.
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
