// A janitor's owner ends in every way there is; what it had made is gone afterwards.
#include "world/janitor.h"

#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>

#include "base/pidfd.h"
#include "base/procfs.h"
#include "catch.h"
#include "long_enough.h"

using namespace procdemo::world;
namespace fs = std::filesystem;

namespace {

// A folder for one test, with things beside those that the janitor may touch.
class Place {
 public:
  Place() {
    std::string name = fs::temp_directory_path() / "janitor-test-XXXXXX";
    if (!::mkdtemp(name.data())) throw std::system_error(errno, std::generic_category(), "mkdtemp");
    path_ = name;
  }
  Place(const Place&) = delete;
  ~Place() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  fs::path operator/(const char* name) const { return path_ / name; }

 private:
  fs::path path_;
};

// A process that has a janitor make `folder`, does `more` in it, and waits for its end.
struct Owner {
  pid_t pid = -1;
  pid_t janitor = -1;
};

Owner start_owner(const fs::path& folder, const std::function<void()>& more = [] {}) {
  Pipe told = Pipe::make();
  Owner owner;
  owner.pid = check("fork", ::fork());
  if (owner.pid == 0) {
    ::signal(SIGTERM, SIG_DFL);  // Catch2 would report it as a failure of the test
    Janitor janitor;
    janitor.make_folder(folder);
    more();
    const pid_t pid = janitor.pid();
    write_all(told.write_end.get(), {reinterpret_cast<const char*>(&pid), sizeof pid});
    for (;;) ::pause();
  }
  told.write_end.reset();
  REQUIRE(::read(told.read_end.get(), &owner.janitor, sizeof owner.janitor) == sizeof(pid_t));
  return owner;
}

// Ends the owner, and returns when its janitor has ended too.
void end(const Owner& owner, int signal) {
  const Fd janitor = open_process(owner.janitor);
  REQUIRE(janitor);
  send_signal(open_process(owner.pid), signal);
  ::waitpid(owner.pid, nullptr, 0);
  REQUIRE(await_end(janitor, long_enough));
}

void fill(const fs::path& folder) {
  std::ofstream(folder / "file") << "x";
  fs::create_directories(folder / "a/b/c");
  std::ofstream(folder / "a/b/c/file") << "x";
}

}  // namespace

TEST_CASE("a killed owner's folder is removed with all that is in it") {
  const Place place;
  const fs::path folder = place / "run";
  const Owner owner = start_owner(folder, [&] { fill(folder); });
  REQUIRE(fs::exists(folder / "a/b/c/file"));
  end(owner, SIGKILL);
  CHECK_FALSE(fs::exists(folder));
}

TEST_CASE("a folder is removed when its janitor's scope ends") {
  const Place place;
  pid_t pid = 0;
  {
    Janitor janitor;
    pid = janitor.pid();
    janitor.make_folder(place / "first");
    janitor.make_folder(place / "second");
    fill(place / "second");
    CHECK(is_alive(pid));
    CHECK((fs::status(place / "first").permissions() & fs::perms::all) == fs::perms::owner_all);
  }
  CHECK_FALSE(fs::exists(place / "first"));
  CHECK_FALSE(fs::exists(place / "second"));
}

TEST_CASE("a forked child that lives on does not keep the janitor waiting") {
  const Place place;
  pid_t child = -1;
  {
    Janitor janitor;
    janitor.make_folder(place / "run");
    child = check("fork", ::fork());
    if (child == 0) {
      for (;;) ::pause();
    }
  }
  CHECK_FALSE(fs::exists(place / "run"));
  CHECK(is_alive(child));
  send_signal(open_process(child), SIGKILL);
  ::waitpid(child, nullptr, 0);
}

TEST_CASE("the signals that end a run don't end its janitor") {
  const Place place;
  const Owner owner = start_owner(place / "run");
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE})
    send_signal(open_process(owner.janitor), signal);
  end(owner, SIGTERM);
  CHECK_FALSE(fs::exists(place / "run"));
}

TEST_CASE("a janitor is nobody's child here, and alone in its session") {
  const Janitor janitor;
  const auto stat = proc_stat(janitor.pid());
  REQUIRE(stat);
  CHECK(stat->comm == "procdemo-janito");
  CHECK(stat->ppid != ::getpid());
  CHECK(stat->session != ::getsid(0));
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
  CHECK(errno == ECHILD);
}

TEST_CASE("a janitor keeps none of its owner's descriptors") {
  const Pipe pipe = Pipe::make();
  const Fd file = open_file("/proc/self/stat", O_RDONLY);
  const Janitor janitor;
  const auto proc = "/proc/" + std::to_string(janitor.pid());
  if (::access((proc + "/fd").c_str(), R_OK) != 0) SKIP_TEST("only root may look at a janitor");
  int count = 0;
  for (const auto& entry : fs::directory_iterator(proc + "/fd")) {
    const std::string target = fs::read_symlink(entry.path());
    CAPTURE(entry.path(), target);
    CHECK((target == "/dev/null" || target.starts_with("socket:")));
    ++count;
  }
  CHECK(count == 4);
  CHECK(fs::read_symlink(proc + "/cwd") == "/");
}

TEST_CASE("removal follows no link") {
  const Place place;
  fs::create_directory(place / "precious");
  std::ofstream(place / "precious/file") << "x";
  const fs::path folder = place / "run";
  const Owner owner = start_owner(folder, [&] {
    fs::create_directory(folder / "deep");
    fs::create_directory_symlink("../precious", folder / "link");
    fs::create_directory_symlink(place / "precious", folder / "deep/link");
    fs::create_symlink(place / "precious/file", folder / "file");
    fs::create_hard_link(place / "precious/file", folder / "hard");
  });
  end(owner, SIGKILL);
  CHECK_FALSE(fs::exists(folder));
  CHECK(fs::exists(place / "precious/file"));
}

TEST_CASE("a folder that took the place of the janitor's own stays") {
  const Place place;
  const fs::path folder = place / "run";
  {
    Janitor janitor;
    janitor.make_folder(folder);
    fs::rename(folder, place / "elsewhere");
    fs::create_directory(folder);
    std::ofstream(folder / "file") << "x";
  }
  CHECK(fs::exists(folder / "file"));
}

TEST_CASE("what was there before is refused, and stays") {
  const Place place;
  fs::create_directory(place / "run");
  {
    Janitor janitor;
    CHECK_THROWS_AS(janitor.make_folder(place / "run"), std::system_error);
    CHECK_THROWS_AS(janitor.make_folder(place / "no/such/parent"), std::system_error);
    janitor.make_folder(place / "other");  // it goes on after a refusal
    CHECK(fs::exists(place / "other"));
  }
  CHECK(fs::exists(place / "run"));
  CHECK_FALSE(fs::exists(place / "other"));
}

TEST_CASE("a tree deeper than there are descriptors, and locked, is removed") {
  const Place place;
  const fs::path folder = place / "run";
  const Owner owner = start_owner(folder, [&] {
    Fd at = open_file(folder, O_RDONLY | O_DIRECTORY);
    for (int depth = 0; depth < 2100; ++depth) {
      check("mkdirat", ::mkdirat(at.get(), "d", 0700));
      at = Fd(check("openat", ::openat(at.get(), "d", O_RDONLY | O_DIRECTORY | O_CLOEXEC)));
    }
    fill(folder);
    ::chmod((folder / "a/b").c_str(), 0);
    ::chmod((folder / "a").c_str(), 0500);
  });
  end(owner, SIGKILL);
  CHECK_FALSE(fs::exists(folder));
}

TEST_CASE("a path may hold any byte but 0") {
  const Place place;
  const std::string name = "a\nb \x01\xff'\"";
  const fs::path folder = (place / "x").parent_path() / name;
  const Owner owner = start_owner(folder);
  REQUIRE(fs::exists(folder));
  end(owner, SIGKILL);
  CHECK_FALSE(fs::exists(folder));
}

TEST_CASE("a janitor that was killed is told of, not waited for") {
  const Place place;
  Janitor janitor;
  const Fd process = open_process(janitor.pid());
  send_signal(open_process(janitor.pid()), SIGKILL);
  REQUIRE(await_end(process, long_enough));
  CHECK_THROWS_AS(janitor.make_folder(place / "run"), std::system_error);
}

TEST_CASE("the work of a janitor that was killed is done by its owner") {
  const Place place;
  const fs::path folder = place / "folder";
  {
    Janitor janitor;
    janitor.make_folder(folder);
    std::ofstream(folder / "file") << "x";
    const Fd process = open_process(janitor.pid());
    REQUIRE(send_signal(process, SIGKILL) == 0);
    REQUIRE(await_end(process, long_enough));
  }
  CHECK_FALSE(fs::exists(folder));
}

TEST_CASE("no signal but SIGKILL ends a janitor, and nobody else of its user may trace it") {
  const Place place;
  Janitor janitor;
  janitor.make_folder(place / "folder");
  const Fd process = open_process(janitor.pid());
  for (int signal = 1; signal < NSIG; ++signal) {
    if (signal == SIGKILL || signal == SIGSTOP) continue;
    send_signal(process, signal);
  }
  janitor.make_folder(place / "other");  // it answers
  CHECK(fs::exists(place / "other"));
  struct stat facts;  // of one that may be traced, it would be this user's
  REQUIRE(::stat(("/proc/" + std::to_string(janitor.pid()) + "/mem").c_str(), &facts) == 0);
  CHECK(facts.st_uid == 0);
}

TEST_CASE("another file system in the folder is left alone") {
  const Place place;
  const fs::path folder = place / "run";
  const pid_t other = check("fork", ::fork());
  if (other == 0) {
    if (::unshare(CLONE_NEWNS) != 0) ::_exit(77);  // an ordinary user may not mount
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) ::_exit(77);
    int result = 1;
    {
      Janitor janitor;  // in this mount namespace too
      janitor.make_folder(folder);
      fs::create_directory(place / "precious");
      std::ofstream(place / "precious/file") << "x";
      fs::create_directory(folder / "mount");
      const auto from = place / "precious", to = folder / "mount";
      result = ::mount(from.c_str(), to.c_str(), nullptr, MS_BIND, nullptr) == 0 ? 0 : 77;
    }
    if (result == 0 && !fs::exists(place / "precious/file")) result = 1;
    ::umount2((folder / "mount").c_str(), MNT_DETACH);
    ::_exit(result);
  }
  int status = 0;
  ::waitpid(other, &status, 0);
  REQUIRE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) SKIP_TEST("an ordinary user may not mount");
  CHECK(WEXITSTATUS(status) == 0);
}
