// Makes files and asks for their times, as make(1), find(1) and archivers do. `facts` prints what
// is so alone, too; `exact` prints the times. `unread` and `read` ask for the times of a and b
// through descriptors, and read nothing of them, or all.
//
// usage: file_times facts|exact|mapped FOLDER, where a file "old" is
//        file_times unread|read FOLDER, where files a and b are
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <ctime>
#include <string>
#include <utility>

namespace {

struct stat of(const char* path) {
  struct stat facts{};
  if (::stat(path, &facts) != 0) std::printf("no %s\n", path);
  return facts;
}

std::pair<time_t, long> pair(const timespec& time) {
  return {time.tv_sec, time.tv_nsec};
}

auto modified(const char* path) {
  return pair(of(path).st_mtim);
}

auto changed(const char* path) {
  return pair(of(path).st_ctim);
}

void say(const char* what, bool so) {
  std::printf("%s: %s\n", what, so ? "yes" : "no");
}

void write_to(const char* path, int flags) {
  const int fd = ::open(path, O_CREAT | O_WRONLY | flags, 0600);
  if (::write(fd, "x", 1) != 1) std::printf("no write\n");
  ::close(fd);
}

// Until the clock has gone on that the kernel stamps files with.
void wait_for_tick() {
  timespec before, now;
  ::clock_gettime(CLOCK_REALTIME_COARSE, &before);
  do {
    ::usleep(1'000);
    ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
  } while (now.tv_sec == before.tv_sec && now.tv_nsec == before.tv_nsec);
}

bool is_fresh(const char* path) {
  timespec now;
  ::clock_gettime(CLOCK_REALTIME, &now);
  const double age = static_cast<double>(now.tv_sec - of(path).st_mtim.tv_sec) +
                     static_cast<double>(now.tv_nsec - of(path).st_mtim.tv_nsec) / 1e9;
  return age >= 0 && age < 10;
}

// After `act` these times are later than before: modification, change.
template <class Act>
void tell_change(const char* what, const char* path, const Act& act) {
  const auto before = std::pair(modified(path), changed(path));
  wait_for_tick();
  act();
  std::printf("%s: modification %s, change %s\n", what,
              modified(path) > before.first ? "later" : "as it was",
              changed(path) > before.second ? "later" : "as it was");
}

void tell_changes_of_file() {
  tell_change("written", "a", [] { write_to("a", O_APPEND); });
  tell_change("emptied", "a", [] { write_to("a", O_TRUNC); });
  tell_change("truncated", "a", [] { say("truncate", ::truncate("a", 100) == 0); });
  tell_change("read", "a", [] { ::close(::open("a", O_RDONLY)); });
  tell_change("mode", "a", [] { ::chmod("a", 0640); });
  tell_change("linked", "a", [] { say("link", ::link("a", "b") == 0); });
  tell_change("unlinked", "a", [] { ::unlink("b"); });
  tell_change("not removed", "a", [] { say("rmdir", ::rmdir("a") == 0); });
  tell_change("placed", "a", [] {
    const int fd = ::open("a", O_WRONLY);
    say("pwrite", ::pwrite(fd, "y", 1, 5) == 1);
    ::close(fd);
  });
}

void tell_changes_of_folder() {
  say("mkdir", ::mkdir("d", 0700) == 0);
  tell_change("a file in it", "d", [] { write_to("d/a", 0); });
  tell_change("written, that file", "d", [] { write_to("d/a", 0); });
  tell_change("a folder in it", "d", [] { ::mkdir("d/e", 0700); });
  tell_change("a folder out of it", "d", [] { ::rmdir("d/e"); });
  tell_change("a link in it", "d", [] { say("symlink", ::symlink("a", "d/s") == 0); });
  tell_change("renamed in it", "d", [] { ::rename("d/a", "d/b"); });
  tell_change("moved out of it", "d", [] { ::rename("d/b", "moved"); });
  tell_change("removed from it", "d", [] { ::unlink("d/s"); });
  tell_change("nothing removed", "d", [] { ::unlink("d/nothing"); });
}

void tell_set_times() {
  const timespec times[2] = {{1'000'000'000, 5}, {1'100'000'000, 7}};
  tell_change("set", "a", [&] { ::utimensat(AT_FDCWD, "a", times, 0); });
  std::printf("set to %lld %ld\n", static_cast<long long>(of("a").st_mtim.tv_sec),
              of("a").st_mtim.tv_nsec);
  const struct stat fresh = of("fresh");
  const timespec same[2] = {fresh.st_atim, fresh.st_mtim};
  ::utimensat(AT_FDCWD, "a", same, 0);
  say("the same as another", modified("a") == modified("fresh"));
  ::utimensat(AT_FDCWD, "a", nullptr, 0);
  say("set to now", is_fresh("a"));
}

void tell_facts() {
  timespec now;
  ::clock_gettime(CLOCK_REALTIME, &now);
  say("old is of the past", modified("old") <= pair(now));
  wait_for_tick();
  write_to("fresh", 0);
  say("fresh is fresh", is_fresh("fresh"));
  say("fresh is newer than old", modified("fresh") > modified("old"));
  wait_for_tick();
  write_to("a", 0);
  say("a is newer than fresh", modified("a") > modified("fresh"));
  tell_changes_of_file();
  tell_changes_of_folder();
  tell_set_times();
}

void print_times(const char* name) {
  struct statx facts{};
  ::statx(AT_FDCWD, name, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS | STATX_BTIME, &facts);
  std::printf("%s:", name);
  for (const auto& time : {facts.stx_atime, facts.stx_mtime, facts.stx_ctime, facts.stx_btime}) {
    std::printf(" %lld.%09u", static_cast<long long>(time.tv_sec), time.tv_nsec);
  }
  std::printf("\n");
}

void print_exact_times() {
  write_to("fresh", 0);
  if (::fork() == 0) {
    write_to("a", 0);
    ::_exit(0);
  }
  ::wait(nullptr);
  ::mkdir("d", 0700);
  say("symlink", ::symlink("fresh", "s") == 0);
  int ends[2];
  say("pipe", ::pipe(ends) == 0);
  const std::string pipe = "/proc/self/fd/" + std::to_string(ends[0]);
  for (const char* name : {"old", "fresh", "a", "d", "s", ".", "/proc/self/status", "/dev/null"}) {
    print_times(name);
  }
  std::printf("pipe: %lld\n", static_cast<long long>(of(pipe.c_str()).st_mtim.tv_sec));
}

// Nobody knows when it is written to.
void write_to_mapped() {
  const int fd = ::open("old", O_RDWR);
  void* memory = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  std::memcpy(memory, "y", 1);
  say("old is fresh", is_fresh("old"));
}

void compare_opened(bool reads) {
  struct stat facts[2];
  int opened[2];
  for (const int which : {0, 1}) {
    opened[which] = ::open(which == 0 ? "a" : "b", O_RDONLY);
    char text[8];
    if (reads && ::read(opened[which], text, sizeof text) < 0) std::printf("no read\n");
    ::fstat(opened[which], &facts[which]);
  }
  if (!reads) say("a is older", pair(facts[0].st_mtim) < pair(facts[1].st_mtim));
  for (const int fd : opened) ::close(fd);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3 || ::chdir(argv[2]) != 0) return 2;
  const std::string what = argv[1];
  if (what == "facts") tell_facts();
  if (what == "exact") print_exact_times();
  if (what == "mapped") write_to_mapped();
  if (what == "unread" || what == "read") compare_opened(what == "read");
}
