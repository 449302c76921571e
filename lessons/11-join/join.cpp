// join() waits for a child's end. The child counts to 10, one number a second; when does the parent
// print --- main ---?
//
//   join      after the child's end: join() returns when the child has ended
//   timeout   after 3 s: join(3s) waits no longer, and says whether the child has ended
//   no-join   at once: parent and child go on side by side

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <string>

#include "multiprocess/process.h"

using multiprocess::Process;
using namespace std::chrono_literals;

void count(int& num) {
  while (true) {
    std::printf("num = %d\n", num);
    if (num == 10) return;
    ::sleep(1);
    ++num;
  }
}

int main(int argc, char** argv) {
  const std::string variant = argc > 1 ? argv[1] : "join";

  int num = 1;
  Process child(count, std::ref(num));  // a reference, but in the child: to its own copy of num
  child.start();

  if (variant == "join") child.join();
  if (variant == "timeout") {
    const bool ended = child.join(3s);
    std::printf("join(3s): %s\n", ended ? "it has ended" : "it has not ended");
  }

  std::puts("--- main ---");
  std::printf("main: num = %d\n", num);
}  // without join, main ends here; the process waits for its child all the same
