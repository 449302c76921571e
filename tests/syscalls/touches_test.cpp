// What a call touches, as its row tells.
#include "syscalls/touches/touches.h"

#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>

#include "base/child.h"
#include "catch.h"
#include "machine.h"
#include "syscalls/table.h"
#include "syscalls/touches/touch_list.h"

using namespace procdemo::syscalls;

namespace {

class Nobody : public Sink {
 public:
  void event(const Event&) override {}
};

// A copy of this process, stopped for its tracer.
Child stopped_copy(const std::string& folder) {
  Child child = Child::run(kill_at_once, [&] {
    if (::chdir(folder.c_str()) != 0) return 1;
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    return ::raise(SIGSTOP);
  });
  int status = 0;
  REQUIRE(::waitpid(child.pid(), &status, WUNTRACED) == child.pid());
  return child;
}

// Of such a process, which is about to ask for a path.
std::vector<Touch> touched_by_access(const std::string& path, const std::string& folder) {
  const Settings settings;
  Nobody nobody;
  RunState run(settings, nobody);
  const Child child = stopped_copy(folder);
  Task& task = run.family.add_process(child.pid(), nullptr, nullptr);
  task.memory = run.new_memory();
  task.registers.set_argument(0, reinterpret_cast<std::uint64_t>(path.c_str()));
  TouchList list(run, task);
  const auto row = std::ranges::find(syscalls(), "access", &Syscall::name);
  REQUIRE(row != syscalls().end());
  row->touches(list);
  return list.take();
}

bool touches_everything(const std::string& path, const std::string& folder = "/") {
  return std::ranges::count(touched_by_access(path, folder), "everything", &Touch::object) != 0;
}

}  // namespace

TEST_CASE("a look into /proc is a look at everything, whichever way it goes") {
  procdemo::base::need_terminals();
  procdemo::base::need_tracing();
  char folder[] = "/tmp/touches-XXXXXX";
  REQUIRE(::mkdtemp(folder));
  const std::string link = std::string(folder) + "/link";
  REQUIRE(::symlink("/proc", link.c_str()) == 0);
  CHECK(touches_everything("/proc/1/stat"));
  CHECK(touches_everything("//proc/1/stat"));
  CHECK(touches_everything("/tmp/../proc/1"));
  CHECK(touches_everything(link + "/1/stat"));
  CHECK(touches_everything("/proc/1000000000/stat"));
  CHECK_FALSE(touches_everything("/tmp/file"));
  CHECK_FALSE(touches_everything("/tmp/no/such/folder"));
  CHECK_FALSE(touches_everything("/proc-1"));
  CHECK(touches_everything("1", "/proc"));
  CHECK(touches_everything("./1000000000/stat", "/proc"));
  CHECK_FALSE(touches_everything("../tmp/file", "/proc"));
  std::filesystem::remove_all(folder);
}
