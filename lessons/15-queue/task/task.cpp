// A reader that takes "not yet" for "no more".

#include <cstdio>
#include <string>

#include "multiprocess/process.h"
#include "multiprocess/queue.h"

using multiprocess::Process, multiprocess::Queue;

void write_letters(Queue<std::string>& q) {
  for (const char* letter : {"A", "B", "C"}) q.put(letter);
}

void read_letters(Queue<std::string>& q) {
  while (!q.empty()) {  // Your part: is that a good question?
    std::printf("got %s\n", q.get().c_str());
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
