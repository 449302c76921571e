#include "multiprocess/shared/shared_memory.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <system_error>

#include "base/procfs.h"
#include "catch.h"

using multiprocess::SharedMemory;

namespace {

bool is_mapped(const std::string& name) {
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);)
    if (line.find("/memfd:" + name + " ") != std::string::npos) return true;
  return false;
}

bool has_descriptor(const std::string& name) {
  for (int fd = 0; fd < 256; ++fd)
    if (procdemo::base::descriptor_target(::getpid(), fd).value_or("").find(name) !=
        std::string::npos)
      return true;
  return false;
}

}  // namespace

TEST_CASE("shared memory is zeros at first") {
  const SharedMemory memory("test-zeros", 10'000);
  CHECK(memory.size() == 10'000);
  CHECK(std::all_of(memory.data(), memory.data() + memory.size(),
                    [](std::byte byte) { return byte == std::byte{0}; }));
}

TEST_CASE("what a forked child writes to shared memory, its parent reads") {
  const SharedMemory memory("test-fork", sizeof(int));
  int& number = *reinterpret_cast<int*>(memory.data());
  const pid_t child = ::fork();
  if (child == 0) {
    number = 6;
    ::_exit(0);
  }
  REQUIRE(::waitpid(child, nullptr, 0) == child);
  CHECK(number == 6);
}

TEST_CASE(
    "shared memory is seen in maps by its name, keeps no descriptor, and goes with its owner") {
  {
    SharedMemory first("test-name", 1);
    CHECK(is_mapped("test-name"));
    CHECK_FALSE(has_descriptor("test-name"));
    const SharedMemory second = std::move(first);
    CHECK(first.data() == nullptr);
    CHECK(is_mapped("test-name"));
  }
  CHECK_FALSE(is_mapped("test-name"));
}

TEST_CASE("more shared memory than there are addresses is refused") {
  CHECK_THROWS_AS(SharedMemory("test-huge", std::size_t{1} << 60), std::system_error);
}
