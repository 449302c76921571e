// 17-copy on folders as they are: what arrives, what does not, and what is said about it.
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <thread>

#include "base/fd.h"
#include "base/pidfd.h"
#include "base/procfs.h"
#include "catch.h"
#include "machine.h"

namespace {

namespace fs = std::filesystem;
using procdemo::base::children_of;
using procdemo::base::Fd;
using procdemo::base::read_file;

/// A folder of a test's own, and the folder in which it calls copy.
class Place {
 public:
  Place() {
    std::string name = (fs::temp_directory_path() / "procdemo-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
    fs::create_directory(path_ / "src");
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() {
    for (const auto& entry : fs::recursive_directory_iterator(path_))
      if (entry.is_directory() && !entry.is_symlink())
        fs::permissions(entry, fs::perms::owner_all, fs::perm_options::add);
    fs::remove_all(path_);
  }

  fs::path operator/(const std::string& name) const { return path_ / name; }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }

 private:
  fs::path path_;
};

/// The program, as somebody types it in a place.
class Copy {
 public:
  Copy(const Place& place, std::vector<std::string> words, const std::function<void()>& before = {})
      : output_(place / "output") {
    words.insert(words.begin(), LESSONS "/17-copy/copy");
    pid_ = ::fork();
    if (pid_ != 0) return;
    if (before) before();
    const int out = ::open(output_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    ::dup2(out, 1);
    ::dup2(out, 2);
    ::dup2(::open("/dev/null", O_RDONLY | O_CLOEXEC), 0);
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    if (::chdir((place / "").c_str()) == 0) ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;
  ~Copy() {
    if (pid_ <= 0) return;
    procdemo::base::send_signal(procdemo::base::open_process(pid_), SIGKILL);
    status();
  }

  pid_t pid() const { return pid_; }

  /// Waits for its end.
  int status() {
    int status = -1;
    ::waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  std::string said() const { return read_file(output_.string()); }

 private:
  fs::path output_;
  pid_t pid_;
};

/// All that a folder holds: name, kind, permissions, times and contents.
using Contents = std::map<std::string, std::string>;

std::string described(const fs::path& path) {
  struct stat status{};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  std::string text = std::to_string(status.st_mode) + " " + std::to_string(status.st_mtim.tv_sec) +
                     "." + std::to_string(status.st_mtim.tv_nsec) + " ";
  if (S_ISLNK(status.st_mode)) text += fs::read_symlink(path).string();
  if (S_ISREG(status.st_mode)) text += read_file(path.string());
  return text;
}

Contents contents(const fs::path& folder) {
  Contents all{{"", described(folder)}};
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    all[fs::relative(entry.path(), folder).string()] = described(entry.path());
  return all;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// As on a file system on which each file has a name: an open with O_TMPFILE fails.
void without_nameless_files() {
  constexpr std::uint32_t nameless = O_TMPFILE & ~O_DIRECTORY;
  sock_filter program[] = {
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr)},
      {BPF_JMP | BPF_JEQ | BPF_K, 0, 3, SYS_openat},
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, args[2])},
      {BPF_JMP | BPF_JSET | BPF_K, 0, 1, nameless},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | EOPNOTSUPP},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
  };
  const sock_fprog filter{std::size(program), program};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0)
    ::_exit(126);
}

bool has_unfinished(const fs::path& folder) {
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().filename().string().starts_with(".copying")) return true;
  return false;
}

/// Permissions bind an ordinary user only.
void as_ordinary_user() {
  if (::getuid() != 0) return;
  if (::setgid(65534) != 0 || ::setuid(65534) != 0) ::_exit(126);
}

void own_by_ordinary_user(const Place& place) {
  procdemo::base::need_ordinary_user();
  if (::getuid() != 0) return;
  REQUIRE(::lchown((place / "").c_str(), 65534, 65534) == 0);
  for (const auto& entry : fs::recursive_directory_iterator(place / ""))
    REQUIRE(::lchown(entry.path().c_str(), 65534, 65534) == 0);
}

/// Whether one of a process's children writes a file that has no name.
bool has_nameless(pid_t pid) {
  for (const pid_t child : children_of(pid)) {
    for (const int fd : procdemo::base::descriptors_of(child)) {
      const std::string file = procdemo::base::descriptor_target(child, fd).value_or("");
      if (has(file, "src_copy/#") && has(file, "(deleted)")) return true;
    }
  }
  return false;
}

/// Waits for a fact; false when it does not come true in a minute.
bool comes_true(const std::function<bool()>& fact) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!fact()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::yield();
  }
  return true;
}

/// Whether a child has ended; it stays a zombie.
bool has_ended(pid_t child) {
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
         info.si_pid == child;
}

}  // namespace

TEST_CASE("a whole tree is copied: contents, permissions, times, links and empty folders") {
  const Place place;
  place.write("src/a.txt", "a");
  place.write("src/empty.txt", "");
  place.write("src/large", std::string(3'000'000, 'x') + "end");
  place.write("src/deep/er/and/deeper/b.txt", "b");
  place.write("src/read-only/c.txt", "c");
  place.write("src/script", "#!/bin/sh\n");
  fs::create_directories(place / "src/nothing/in/here");
  fs::create_symlink("a.txt", place / "src/link");
  fs::create_symlink("no such file", place / "src/dangling");
  fs::create_directory_symlink("deep/er", place / "src/link-to-folder");
  fs::permissions(place / "src/script", fs::perms(0777));
  fs::permissions(place / "src/a.txt", fs::perms(0640));
  fs::permissions(place / "src/nothing", fs::perms(01777));
  fs::permissions(place / "src/read-only", fs::perms(0555));
  const std::array<timespec, 2> long_ago{{{1'000'000'000, 5}, {1'000'000'001, 7}}};
  for (const char* name : {"src/link", "src/a.txt", "src/deep/er", "src/nothing", "src"})
    REQUIRE(::utimensat(AT_FDCWD, (place / name).c_str(), long_ago.data(), AT_SYMLINK_NOFOLLOW) ==
            0);
  const Contents before = contents(place / "src");

  Copy copy(place, {"src", "", "5", "0"});
  const int status = copy.status();
  INFO(copy.said());
  CHECK(status == 0);
  CHECK(contents(place / "src_copy") == before);
  CHECK(contents(place / "src") == before);
}

TEST_CASE("where each file has a name, a tree is copied all the same") {
  const Place place;
  place.write("src/a", "text");
  place.write("src/deep/b", std::string(100'000, 'x'));
  Copy copy(place, {"src", "", "2", "0"}, without_nameless_files);
  CHECK(copy.status() == 0);
  CHECK(contents(place / "src_copy") == contents(place / "src"));
}

TEST_CASE("a name may hold anything but a slash") {
  const Place place;
  for (const char* name : {"two\nlines", "\xff\xfe", "-rf", "* ?", "\xe5\xa4\x8d\xe4\xbb\xb6", " ",
                           "\\", "\x1b[31mred", ".hidden", "..."})
    place.write(std::string("src/") + name, name);
  place.write("src/fol\nder/" + std::string(255, 'n'), "long");
  const Contents before = contents(place / "src");

  Copy copy(place, {"src", "a \"copy\"", "3", "0"});
  CHECK(copy.status() == 0);
  CHECK(contents(place / "a \"copy\"") == before);
}

TEST_CASE("what is told of an odd name is one line, and no command for the terminal") {
  const Place place;
  place.write("src/two\nlines\x1b[31m", "");
  fs::permissions(place / "src/two\nlines\x1b[31m", fs::perms::none);
  own_by_ordinary_user(place);
  Copy copy(place, {"src", "", "1", "0"}, as_ordinary_user);
  CHECK(copy.status() == 1);
  CHECK(has(copy.said(),
            "copy: cannot open 'src/two\\x0alines\\x1b[31m': "
            "Permission denied\n"));
}

TEST_CASE("pipes, sockets and devices are skipped with a word") {
  const Place place;
  place.write("src/file", "text");
  REQUIRE(::mkfifo((place / "src/pipe").c_str(), 0600) == 0);
  const Fd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  (place / "src/sock").string().copy(address.sun_path, sizeof address.sun_path - 1);
  REQUIRE(::bind(listener.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);

  Copy copy(place, {"src", "", "2", "0"});
  CHECK(copy.status() == 0);
  CHECK(has(copy.said(), "skipped: 'src/pipe'"));
  CHECK(has(copy.said(), "skipped: 'src/sock'"));
  CHECK(read_file((place / "src_copy/file").string()) == "text");
  CHECK_FALSE(fs::exists(place / "src_copy/pipe"));
}

TEST_CASE("a place that is taken stays as it is") {
  const Place place;
  place.write("src/file", "new");
  SECTION("by a folder") {
    place.write("src_copy/file", "old");
  }
  SECTION("by a link to nowhere") {
    fs::create_symlink("nowhere", place / "src_copy");
  }
  const bool is_link = fs::is_symlink(place / "src_copy");

  Copy copy(place, {"src", "", "2", "0"});
  CHECK(copy.status() == 1);
  CHECK(copy.said() == "copy: cannot make 'src_copy': File exists\n");
  CHECK(fs::is_symlink(place / "src_copy") == is_link);
  if (!is_link) CHECK(read_file((place / "src_copy/file").string()) == "old");
}

TEST_CASE("a folder is not copied into itself") {
  const Place place;
  place.write("src/sub/file", "text");
  fs::create_directory_symlink("src/sub", place / "around");
  const Contents before = contents(place / "src");
  for (const char* to : {"src/copy", "src/sub/../sub/copy", "around/copy"}) {
    Copy copy(place, {"src", to, "2", "0"});
    INFO(to);
    CHECK(copy.status() == 1);
    CHECK(has(copy.said(), "it lies in 'src'"));
    CHECK(contents(place / "src") == before);
  }
}

TEST_CASE("what is no folder is not copied, and the reason is told") {
  const Place place;
  place.write("file", "text");
  const std::map<std::string, std::string> told = {
      {"nothing", "copy: cannot copy 'nothing': No such file or directory\n"},
      {"file", "copy: cannot copy 'file': Not a directory\n"}};
  for (const auto& [from, sentence] : told) {
    Copy copy(place, {from, "", "2", "0"});
    CHECK(copy.status() == 1);
    CHECK(copy.said() == sentence);
    CHECK_FALSE(fs::exists(place / (from + "_copy")));
  }
}

TEST_CASE("a copy without a name of its own stands beside its original") {
  const Place place;
  place.write("src/file", "text");
  place.write("src/sub/file", "text");
  for (const char* from : {"src/", "src/sub/.."}) {
    Copy copy(place, {from, "", "2", "0"});
    CHECK(copy.status() == 0);
    CHECK(read_file((place / "src_copy/file").string()) == "text");
    fs::remove_all(place / "src_copy");
  }
}

TEST_CASE("what can't be read is told, and the rest arrives") {
  const Place place;
  place.write("src/good/file", "text");
  place.write("src/secret", "");
  place.write("src/closed/file", "");
  own_by_ordinary_user(place);
  fs::permissions(place / "src/secret", fs::perms::none);
  fs::permissions(place / "src/closed", fs::perms::none);

  Copy copy(place, {"src", "", "2", "0"}, as_ordinary_user);
  CHECK(copy.status() == 1);
  CHECK(has(copy.said(), "copy: cannot open 'src/secret': Permission denied\n"));
  CHECK(has(copy.said(), "copy: cannot list 'src/closed': Permission denied\n"));
  CHECK(has(copy.said(), "files: 2, troubles: 2\n"));
  CHECK(read_file((place / "src_copy/good/file").string()) == "text");
  CHECK_FALSE(fs::exists(place / "src_copy/secret"));
  fs::permissions(place / "src/closed", fs::perms::owner_all);
  fs::permissions(place / "src_copy/closed", fs::perms::owner_all);
}

TEST_CASE("a file that vanishes is told, and the rest arrives") {
  const Place place;
  for (const char* name : {"1", "2", "3"}) place.write(std::string("src/") + name, name);
  Copy copy(place, {"src", "", "1", "1"});  // listed at once, then one file a second
  REQUIRE(comes_true([&] { return fs::exists(place / "src_copy/1"); }));
  fs::remove(place / "src/3");
  CHECK(copy.status() == 1);
  CHECK(has(copy.said(), "copy: cannot open 'src/3': No such file or directory\n"));
  CHECK(read_file((place / "src_copy/2").string()) == "2");
}

TEST_CASE("a killed worker costs its own file alone, and leaves nothing half done") {
  const Place place;
  for (int i = 10; i < 40; ++i) place.write("src/" + std::to_string(i), "text");
  Copy copy(place, {"src", "", "3", "0.1"});
  REQUIRE(comes_true([&] { return fs::exists(place / "src_copy/12"); }));
  const pid_t worker = children_of(copy.pid()).at(0);
  REQUIRE(procdemo::base::send_signal(procdemo::base::open_process(worker), SIGKILL) == 0);

  const int status = copy.status();
  INFO(copy.said());
  CHECK_FALSE(has_unfinished(place / "src_copy"));
  for (int i = 10; i < 40; ++i) {
    const std::string name = std::to_string(i);
    if (fs::exists(place / ("src_copy/" + name)))
      CHECK(read_file((place / ("src_copy/" + name)).string()) == "text");
    else
      CHECK(has(copy.said(), "cannot copy 'src/" + name + "'"));
  }
  // It may have been between two tasks: then nothing was lost.
  if (status != 0) {
    CHECK(status == 1);
    CHECK(has(copy.said(), "(pid " + std::to_string(worker) + ") was killed by SIGKILL"));
    CHECK(has(copy.said(), "troubles: 1\n"));
  }
}

TEST_CASE("workers killed while they copy leave no partial file under its name") {
  const bool nameless = GENERATE(true, false);
  CAPTURE(nameless);
  const Place place;
  const std::string large(20'000'000, 'x');
  for (int i = 1; i <= 9; ++i) place.write("src/" + std::to_string(i), large);
  const std::function<void()> otherwise = without_nameless_files;
  Copy copy(place, {"src", "", "3", "0"}, nameless ? nullptr : otherwise);
  const auto has_partial = [&] {
    if (nameless) return has_nameless(copy.pid());
    return fs::exists(place / "src_copy") && has_unfinished(place / "src_copy");
  };
  for (int kills = 0; kills < 3; ++kills) {
    REQUIRE(comes_true([&] { return has_ended(copy.pid()) || has_partial(); }));
    for (const pid_t worker : children_of(copy.pid()))
      procdemo::base::send_signal(procdemo::base::open_process(worker), SIGKILL);
  }
  copy.status();
  INFO(copy.said());
  CHECK_FALSE(has_unfinished(place / "src_copy"));
  for (const auto& entry : fs::directory_iterator(place / "src_copy"))
    CHECK(entry.file_size() == large.size());
}

TEST_CASE("when all are killed at once, no partial file stands under its name") {
  const bool nameless = GENERATE(true, false);
  const Place place;
  const std::string large(20'000'000, 'x');
  for (int i = 1; i <= 9; ++i) place.write("src/" + std::to_string(i), large);
  {
    const std::function<void()> otherwise = without_nameless_files;
    const Copy copy(place, {"src", "", "3", "0"}, nameless ? nullptr : otherwise);
    REQUIRE(comes_true([&] { return fs::exists(place / "src_copy/1"); }));
  }  // SIGKILL for the main process: its workers end with it
  CHECK_FALSE((nameless && has_unfinished(place / "src_copy")));
  for (const auto& entry : fs::directory_iterator(place / "src_copy"))
    if (!entry.path().filename().string().starts_with("."))
      CHECK(entry.file_size() == large.size());
}

TEST_CASE("a full disk is told file by file, and what there was room for is there") {
  procdemo::base::need_mounts();
  const Place place;
  const std::string large(200'000, 'x');
  for (const char* name : {"a", "b", "c", "d"}) place.write(std::string("src/") + name, large);
  place.write("src/small", "text");
  fs::create_directory(place / "disk");
  // What lies in a file system of its own is to be seen from within alone.
  const std::string script = std::string("mount -t tmpfs -o size=512k none disk && ") + LESSONS +
                             "/17-copy/copy src disk/copy 1 0 >said 2>&1; echo $? >status; "
                             "ls -A disk/copy >list; stat -c %s disk/copy/a >size";
  const pid_t child = ::fork();
  if (child == 0) {
    if (::chdir((place / "").c_str()) != 0) ::_exit(1);
    ::execlp("unshare", "unshare", "-Urm", "sh", "-c", script.c_str(), nullptr);
    ::_exit(1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (!fs::exists(place / "said")) SKIP_TEST("no file system of one's own is allowed here");
  const std::string said = read_file((place / "said").string());
  INFO(said);
  CHECK(read_file((place / "status").string()) == "1\n");
  CHECK(has(said, "copy: cannot copy 'src/d': No space left on device\n"));
  CHECK(read_file((place / "size").string()) == "200000\n");
  CHECK_FALSE(has(read_file((place / "list").string()), ".copying"));
}

TEST_CASE("without a folder a sample is made, copied, and removed with its copy") {
  const Place place;
  Copy copy(place, {"", "", "5", "0", (place / "sample").string()});
  CHECK(copy.status() == 0);
  CHECK(has(copy.said(), "files: 19, troubles: 0\n"));
  CHECK_FALSE(fs::exists(place / "sample"));
  CHECK_FALSE(fs::exists(place / "sample_copy"));
}

TEST_CASE("a sample does not take the place of anything") {
  const Place place;
  place.write("sample/mine", "text");
  Copy copy(place, {"", "", "5", "0", (place / "sample").string()});
  CHECK(copy.status() == 1);
  CHECK(read_file((place / "sample/mine").string()) == "text");
}

TEST_CASE("an empty folder has an empty copy") {
  const Place place;
  Copy copy(place, {"src", "", "5", "0"});
  CHECK(copy.status() == 0);
  CHECK(fs::is_empty(place / "src_copy"));
}

TEST_CASE("the files of /proc, which seem to be empty, are copied as they read") {
  const Place place;
  Copy copy(place, {"/proc/sys/kernel/random", "copy", "2", "0"});
  copy.status();
  CHECK(read_file((place / "copy/poolsize").string()) ==
        read_file("/proc/sys/kernel/random/poolsize"));
}
