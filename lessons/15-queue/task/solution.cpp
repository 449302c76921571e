// Whoever puts knows when there is no more, and says so: with an end mark.

#include <cstdio>
#include <string>

#include "multiprocess/process.h"
#include "multiprocess/queue.h"

using multiprocess::Process, multiprocess::Queue;

void write_letters(Queue<std::string>& q) {
  for (const char* letter : {"A", "B", "C", ""}) q.put(letter);
}

void read_letters(Queue<std::string>& q) {
  while (true) {
    const std::string letter = q.get();  // waits for the next one
    if (letter.empty()) break;
    std::printf("got %s\n", letter.c_str());
  }
  std::puts("reader: end");
}

int main() {
  Queue<std::string> q(10);
  Process writer(write_letters, std::ref(q)), reader(read_letters, std::ref(q));
  writer.start();
  reader.start();
  writer.join();
  reader.join();
}
