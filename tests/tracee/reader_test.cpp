#include "tracee/reader.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <csignal>

#include "base/child.h"
#include "base/pidfd.h"
#include "base/procfs.h"
#include "catch.h"

using namespace procdemo::tracee;

namespace {

std::uint64_t address_of(const void* object) {
  return reinterpret_cast<std::uint64_t>(object);
}

}  // namespace

TEST_CASE("a reader reads and writes memory up to where it ends") {
  Reader reader;
  char* two_pages = static_cast<char*>(
      ::mmap(nullptr, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  REQUIRE(::munmap(two_pages + 4096, 4096) == 0);
  const Fd memory = open_file("/proc/self/mem", O_RDWR);
  const std::uint64_t last = address_of(two_pages) + 4090;
  CHECK(reader.write(memory.get(), last, "sixbyt") == 6u);
  CHECK(std::string(two_pages + 4090, 6) == "sixbyt");
  CHECK(reader.read(memory.get(), last, 100) == "sixbyt");
  CHECK(reader.read(memory.get(), last + 6, 100) == "");
  CHECK(reader.write(memory.get(), last + 6, "x") == 0u);
  ::munmap(two_pages, 4096);
}

TEST_CASE("a reader finds what is at a path, and copies files up to a size") {
  Reader reader;
  const auto null = reader.find("/dev/null");
  REQUIRE((null && *null));
  struct stat facts;
  REQUIRE(stat_without_asking(null->get(), facts));
  CHECK(S_ISCHR(facts.st_mode));
  const auto link = reader.find("/proc/self", false);
  REQUIRE((link && *link && stat_without_asking(link->get(), facts)));
  CHECK(S_ISLNK(facts.st_mode));
  CHECK(reader.link("/proc/self/root") == "/");
  CHECK(reader.link("/") == "");
  const auto nothing = reader.find("/nothing/here");
  REQUIRE(nothing);
  CHECK_FALSE(*nothing);
  CHECK(errno == ENOENT);

  const auto file = reader.find("/proc/self/exe");
  REQUIRE((file && *file && stat_without_asking(file->get(), facts)));
  const auto size = static_cast<std::uint64_t>(facts.st_size);
  const auto copy = reader.copy(file->get(), size);
  REQUIRE((copy && *copy));
  CHECK(read_file("/proc/self/fd/" + std::to_string(copy->get())) == read_file("/proc/self/exe"));
  CHECK_FALSE(reader.copy(file->get(), size - 1).value());
  CHECK(errno == EFBIG);
  CHECK_FALSE(reader.copy(null->get(), size).value());
  CHECK(errno == EINVAL);
}

TEST_CASE("what the kernel knows without asking anybody is found without a helper") {
  Reader reader;
  const auto found = reader.find("/");
  if (!reader.helpers().empty())
    SKIP_TEST("the kernel does not find by its cache alone (Linux 5.12)");
  struct stat facts;
  REQUIRE((found && *found && stat_without_asking(found->get(), facts)));
  CHECK(S_ISDIR(facts.st_mode));
}

TEST_CASE("a reader's helper is nobody's child, is replaced when killed, and ends with it") {
  std::vector<pid_t> pids;
  Fd last;
  {
    Reader reader;
    CHECK(reader.link("/proc/self/root") == "/");
    CHECK(::waitpid(-1, nullptr, WNOHANG | __WALL) == -1);
    CHECK(errno == ECHILD);
    const Fd first = open_process(reader.helpers().at(0));
    REQUIRE(send_signal(first, SIGKILL) == 0);
    REQUIRE(await_end(first, std::chrono::seconds(10)));
    CHECK(reader.link("/proc/self/root") == "/");
    REQUIRE(reader.helpers().size() == 2);
    last = open_process(reader.helpers().at(1));
  }
  CHECK(await_end(last, std::chrono::seconds(10)));
}

TEST_CASE("readers that come one after the other may share a helper, and not with a forked child") {
  const auto helper_of_next = [] {
    Reader reader;
    CHECK(reader.link("/proc/self/root") == "/");
    return reader.helpers().back();
  };
  Fd last;
  {
    const SharedHelper shared;
    const pid_t first = helper_of_next();
    CHECK(helper_of_next() == first);
    Child child = Child::run(kill_at_once, [&] { return helper_of_next() == first ? 1 : 0; });
    CHECK(child.wait() == WaitStatus::of_exit(0));
    last = open_process(first);
    CHECK(helper_of_next() == first);
    REQUIRE(send_signal(last, SIGKILL) == 0);
    REQUIRE(await_end(last, std::chrono::seconds(10)));
    last = open_process(helper_of_next());
  }
  CHECK(await_end(last, std::chrono::seconds(10)));
}

TEST_CASE("a reader waits for a helper that does not answer until a deadline") {
  Reader reader(std::chrono::milliseconds(50));
  REQUIRE(reader.start());
  const Fd stuck = open_process(reader.helpers().at(0));
  REQUIRE(send_signal(stuck, SIGSTOP) == 0);
  CHECK(reader.link("/proc/self/root") == std::nullopt);
  CHECK(reader.link("/proc/self/root") == "/");
  send_signal(stuck, SIGCONT);
  CHECK(await_end(stuck, std::chrono::seconds(10)));
}
