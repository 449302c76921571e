#include "multiprocess/probe.h"

#include "catch.h"
#include "multiprocess/file_lock.h"
#include "multiprocess/queue.h"

using namespace multiprocess;

// A note of .note.stapsdt holds the provider, the name and the places of the arguments, each ended
// by a zero byte (systemtap's wiki, UserSpaceProbeImplementation).
TEST_CASE("the library's probes are in the program, each with its arguments") {
  Queue<int> queue(1);
  queue.put(1);
  queue.get();
  CHECK(queue.empty());
  probe::task_begin("pool-1", 1, "task");
  probe::task_end("pool-1", 1);

  const std::string program = procdemo::base::read_file("/proc/self/exe");
  const auto arguments = [&](const std::string& name) {
    const std::string key = "multiprocess" + std::string(1, '\0') + name + std::string(1, '\0');
    const std::size_t found = program.find(key);
    if (found == std::string::npos) return -1L;
    const std::string places = program.c_str() + found + key.size();
    return std::count(places.begin(), places.end(), '@');
  };
  CHECK(arguments("await") == 1);
  CHECK(arguments("look") == 1);
  CHECK(arguments("touch") == 1);
  CHECK(arguments("queue_put") == 4);
  CHECK(arguments("queue_get") == 4);
  CHECK(arguments("lock_wait") == 1);
  CHECK(arguments("lock_try") == 1);
  CHECK(arguments("lock_locked") == 1);
  CHECK(arguments("lock_unlock") == 1);
  CHECK(arguments("task_begin") == 3);
  CHECK(arguments("task_end") == 2);
  CHECK(arguments("no_such_probe") == -1);
}
