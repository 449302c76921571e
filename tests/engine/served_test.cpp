// A program whose memory or files are served by a process that does not answer: nobody waits for it
// longer than a deadline.
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/wait.h>

#include <csignal>
#include <filesystem>

#include "../programs/served_file.h"
#include "base/pidfd.h"
#include "long_enough.h"
#include "observed.h"
#include "tracee/files.h"
#include "tracee/mapped.h"
#include "tracee/memory.h"

using namespace procdemo::engine;

namespace {

// Why nothing can be served here; empty where it can.
std::string why_not() {
  if (::geteuid() != 0) return "only root may mount";
  const Fd device(::open("/dev/fuse", O_RDWR | O_CLOEXEC));
  return device ? "" : "/dev/fuse can't be opened";
}

// A file system in a mount namespace of this test's own, and its server, which is killed at the
// end: the kernel then wakes up whoever waits for it.
class ServedFolder {
 public:
  ServedFolder() {
    REQUIRE(::mkdtemp(name_) != nullptr);
    REQUIRE(::unshare(CLONE_NEWNS) == 0);
    REQUIRE(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0);
    Fd device = open_file("/dev/fuse", O_RDWR);
    const std::string options =
        "fd=" + std::to_string(device.get()) + ",rootmode=40000,user_id=0,group_id=0,allow_other";
    REQUIRE(::mount("served", name_, "fuse", MS_NOSUID | MS_NODEV, options.c_str()) == 0);
    server_ = ::fork();
    if (server_ == 0) {
      served::serve(device.get());
      ::_exit(0);
    }
    device.reset();
    file_ = open_file(path(), O_RDONLY);
  }
  ServedFolder(const ServedFolder&) = delete;
  ServedFolder& operator=(const ServedFolder&) = delete;
  ~ServedFolder() {
    if (server_ > 0) {
      send_signal(open_process(server_), SIGKILL);
      ::waitpid(server_, nullptr, 0);
    }
    file_.reset();
    ::umount2(name_, MNT_DETACH);
    std::filesystem::remove(name_);
  }

  std::string path() const { return std::string(name_) + "/file"; }
  int file() const { return file_.get(); }

 private:
  char name_[32] = "/tmp/procdemo-served-XXXXXX";
  Fd file_;
  pid_t server_ = -1;
};

void check_unanswered(const Seen& seen) {
  CHECK(seen.trouble.empty());
  const Event limit = one<event::Limit>(seen);
  CHECK(limit.process == "P");
  CHECK(limit.as<event::Limit>()->limit == "unanswered");
  CHECK(seen.outcome.limit == "unanswered");
  CHECK(seen.outcome.survivors == 0);
  CHECK(seen.outcome.wall < long_enough.count());
}

}  // namespace

TEST_CASE("what is mapped is told, and where it can't be known, that") {
  const auto map = [](int kind) {
    void* place = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, kind | MAP_ANONYMOUS, -1, 0);
    return reinterpret_cast<std::uint64_t>(place);
  };
  const std::uint64_t alone = map(MAP_PRIVATE), shared = map(MAP_SHARED), none = map(MAP_PRIVATE);
  ::munmap(reinterpret_cast<void*>(none), 4096);
  const Fd maps = open_file("/proc/self/maps", O_RDONLY);
  CHECK(mapped_at(maps.get(), alone).value().is_private);
  CHECK_FALSE(mapped_at(maps.get(), shared).value().is_private);
  CHECK(mapped_at(maps.get(), none).value().end == UINT64_MAX);
  CHECK_FALSE(mapped_at(maps.get(), none).value().is_private);
  CHECK_FALSE(mapped_at(-1, alone));
}

TEST_CASE("memory that another process serves, and never does, ends the run") {
  if (const std::string why = why_not(); !why.empty()) SKIP_TEST(why);
  const ServedFolder served;
  for (const char* schedule : {"", "round-robin"}) {
    How how;
    how.schedule = schedule;
    how.input_fd = served.file();
    const Seen seen = observed({"served", "print"}, how);
    check_unanswered(seen);
    CHECK(seen.output().empty());
  }
}

TEST_CASE(
    "nor is memory waited for that the observer writes into, or that a thread swaps meanwhile") {
  if (const std::string why = why_not(); !why.empty()) SKIP_TEST(why);
  const ServedFolder served;
  How how;
  how.input_fd = served.file();
  check_unanswered(observed({"served", "swap"}, how));
  how.schedule = "round-robin";
  check_unanswered(observed({"served", "random"}, how));
}

TEST_CASE("what a descriptor is, the kernel is asked, and not the file's server") {
  if (const std::string why = why_not(); !why.empty()) SKIP_TEST(why);
  const ServedFolder served;
  How how;
  how.input_fd = served.file();
  const Seen seen = observed({"served", "look"}, how);
  CHECK(seen.output() == "looked\n");
  CHECK(seen.outcome.limit.empty());
}

TEST_CASE("a file that does not answer is not read, and that is said") {
  if (const std::string why = why_not(); !why.empty()) SKIP_TEST(why);
  const ServedFolder served;
  MemoryReader with;
  const auto timed_out = [](const std::system_error& error) {
    return error.code().value() == ETIMEDOUT;
  };
  bool late = false;
  try {
    read_records({served.path(), "|"}, with);
  } catch (const std::system_error& error) {
    late = timed_out(error);
  }
  CHECK(late);

  How how;
  how.settings.files = {{served.path(), "|"}};
  const Seen seen = observed({"lines", "1"}, how);
  CHECK(one<event::Note>(seen).as<event::Note>()->note == "unanswered-file");
  CHECK(all<event::File>(seen).empty());
}
