// Controlled runs: files and clocks tell one time.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>

#include "base/exec.h"
#include "base/fd.h"
#include "base/timespec.h"
#include "machine.h"
#include "observed.h"
#include "own_folder.h"

using namespace procdemo::engine;

namespace {

// With a file "old" in it, which is.
class OldFolder : public procdemo::OwnFolder {
 public:
  OldFolder() { make("old", 1'780'000'000); }

  void make(const std::string& name, time_t modified, const std::string& content = "x\n") const {
    std::ofstream(at(name)) << content;
    const timespec times[2] = {{modified, 123}, {modified, 456}};
    check("utimensat", ::utimensat(AT_FDCWD, at(name).c_str(), times, 0));
  }

  timespec modified(const std::string& name) const {
    struct stat facts;
    check("stat", ::stat(at(name).c_str(), &facts));
    return facts.st_mtim;
  }
};

std::vector<std::string> lines_in(const OldFolder& folder, const std::string& what) {
  return lines_of(observed({"file_times", what, folder.path()}, ordered()));
}

std::string output_in(const OldFolder& folder, const std::string& script) {
  return observed({"sh", "-c", "cd " + folder.path() + "; " + script}, ordered()).output();
}

// From now on the kernel stamps files with a time that is still to come.
void wait_for_tick() {
  timespec now, stamped;
  check("clock_gettime", ::clock_gettime(CLOCK_REALTIME, &now));
  do {
    check("clock_gettime", ::clock_gettime(CLOCK_REALTIME_COARSE, &stamped));
  } while (to_seconds(minus(stamped, now)) <= 0);
}

bool is_installed(const std::string& command) {
  return std::ranges::any_of(command_folders(), [&](const std::string& folder) {
    return std::filesystem::exists(folder + "/" + command);
  });
}

}  // namespace

TEST_CASE("a program finds the times of files in a controlled run as it does alone") {
  need_observing();
  const OldFolder folder, other;
  const Alone by_itself = alone({"file_times", "facts", folder.path()});
  const Seen seen = observed({"file_times", "facts", other.path()}, ordered());
  CHECK(seen.output() == by_itself.out);
  CHECK(notes_of(seen).count("inexact-files") == 0);
}

TEST_CASE("the times of files are the same in every controlled run") {
  need_observing();
  std::vector<std::string> first;
  for (int run = 0; run < 10; ++run) {
    const OldFolder folder;
    const std::vector<std::string> lines = lines_in(folder, "exact");
    REQUIRE(lines.size() > 8);
    if (run == 0) first = lines;
    CHECK(lines == first);
  }
}

TEST_CASE("what a run leaves on the disk bears the kernel's time, and what it was set to") {
  need_observing();
  const OldFolder folder;
  output_in(folder, "echo x >fresh; cp -p fresh copy; cp -p old oldcopy; touch -r fresh touched");
  const time_t now = ::time(nullptr);
  for (const char* name : {"fresh", "copy", "touched"}) {
    INFO(name);
    CHECK(folder.modified(name).tv_sec <= now);
    CHECK(folder.modified(name).tv_sec > now - 1000);
  }
  CHECK(folder.modified("oldcopy").tv_sec == 1'780'000'000);
  CHECK(folder.modified("oldcopy").tv_nsec == 456);
}

TEST_CASE("who writes to mapped memory is told that nobody knows when") {
  need_observing();
  const OldFolder folder;
  const Seen seen = observed({"file_times", "mapped", folder.path()}, ordered());
  CHECK(seen.output().starts_with("old is fresh: yes"));
  CHECK(notes_of(seen).count("inexact-files") == 1);
}

TEST_CASE("shared memory that is a file is asked for nothing but its size") {
  need_observing();
  const std::string script =
      "from multiprocessing.shared_memory import SharedMemory as M\n"
      "one = M(create=True, size=100); one.buf[0] = 7; other = M(one.name); print(other.buf[0])\n"
      "other.close(); one.close(); one.unlink()";
  const Seen seen = observed({PROCDEMO_PYTHON, "-c", script}, ordered());
  CHECK(seen.output() == "7\n");
  CHECK(notes_of(seen).count("inexact-files") == 0);
}

TEST_CASE("who asks for a file that somebody outside has changed meanwhile is told so") {
  need_observing();
  const OldFolder folder;
  Pipe input = Pipe::make();
  How how = ordered();
  how.input_fd = input.read_end.get();
  Running run({"sh", "-c", "echo ready; read line; cd " + folder.path() + "; ls --full-time old"},
              how);
  REQUIRE(run.until(ready));
  wait_for_tick();
  std::ofstream(folder.at("old")) << "changed\n";
  check("write", ::write(input.write_end.get(), "\n", 1));
  const Seen seen = run.finish();
  CHECK(notes_of(seen).count("inexact-files") == 1);
  CHECK(seen.output().find("2037") != std::string::npos);
}

TEST_CASE("that others make files in a folder meanwhile is not told") {
  need_observing();
  const OldFolder folder;
  Pipe input = Pipe::make();
  How how = ordered();
  how.input_fd = input.read_end.get();
  Running run({"sh", "-c", "echo ready; read line; ls -ld " + folder.path()}, how);
  REQUIRE(run.until(ready));
  wait_for_tick();
  std::ofstream(folder.at("new"));
  check("write", ::write(input.write_end.get(), "\n", 1));
  const Seen seen = run.finish();
  CHECK(seen.outcome.wait_status.is_success());
  CHECK(notes_of(seen).count("inexact-files") == 0);
}

TEST_CASE("a file of the future was there before the run, and the order of such stays") {
  need_observing();
  const OldFolder folder;
  folder.make("next", 2'200'000'000);  // 2039
  folder.make("later", 2'200'000'001);
  const std::string told = output_in(folder,
                                     "[ later -nt next ] && [ next -nt old ] && echo order;"
                                     "echo x >fresh; [ fresh -nt later ] && echo past");
  CHECK(told == "order\npast\n");
}

TEST_CASE("make in a controlled run builds what it would build alone, and complains of no clock") {
  need_observing();
  if (!is_installed("make")) SKIP_TEST("make is not installed");
  const OldFolder folder;
  folder.make("in", 1'780'000'000);
  folder.make("stale", 1'700'000'000);
  folder.make("Makefile", 1'780'000'000,
              "all: out stale\nout: in\n\tcp in out\nstale: in\n\tcp in stale\n");
  const std::string twice = "make; make; echo y >in; make; make";
  const std::string built = "cp in out\ncp in stale\n";
  const std::string nothing = "make: Nothing to be done for 'all'.\n";
  CHECK(output_in(folder, "(" + twice + ") 2>&1") == built + nothing + built + nothing);
}
