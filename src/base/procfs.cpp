#include "base/procfs.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string_view>

#include "base/fd.h"
#include "base/text/lines.h"

namespace procdemo::base {
namespace {

using Path = std::array<char, 64>;

Path path_of(pid_t id, const char* file) {
  Path path;
  std::snprintf(path.data(), path.size(), "/proc/%d/%s", id, file);
  return path;
}

// ENOENT: it is gone. ESRCH: it ended between open and read. EPERM, EACCES: hidden from this user.
bool is_gone(int error) {
  return error == ENOENT || error == ESRCH || error == EPERM || error == EACCES;
}

template <class Result>
bool gone_or_throw(const Path& path, Result result) {
  if (result >= 0) return false;
  if (!is_gone(errno)) check(path.data(), result);
  return true;
}

// The whole of a small file; one open, read and close. Nothing when the process is gone.
template <std::size_t Size>
std::optional<std::string_view> slurp(const Path& path, std::array<char, Size>& buffer) {
  const Fd file(::open(path.data(), O_RDONLY | O_CLOEXEC));
  if (gone_or_throw(path, file.get())) return std::nullopt;
  std::size_t size = 0;
  while (size < Size) {
    const ssize_t got = ::read(file.get(), buffer.data() + size, Size - size);
    if (gone_or_throw(path, got)) return std::nullopt;
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  return std::string_view(buffer.data(), size);
}

// The whole of one that may be large; empty when the process is gone.
std::string slurp_all(const Path& path) {
  const Fd file(::open(path.data(), O_RDONLY | O_CLOEXEC));
  if (gone_or_throw(path, file.get())) return "";
  std::string text;
  std::array<char, 4096> piece;
  while (true) {
    const ssize_t got = ::read(file.get(), piece.data(), piece.size());
    if (gone_or_throw(path, got) || got == 0) return text;
    text.append(piece.data(), static_cast<std::size_t>(got));
  }
}

// Numbers separated by blanks, one after the other.
class Numbers {
 public:
  explicit Numbers(std::string_view text) : text_(text) {}

  template <class Number>
  bool next(Number& number, int base = 10) {
    const auto begin = text_.find_first_not_of(" \t");
    if (begin == text_.npos) return false;
    const auto [end, error] =
        std::from_chars(text_.data() + begin, text_.data() + text_.size(), number, base);
    if (error != std::errc()) return false;
    text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
    return true;
  }

  void skip(int count) {
    std::int64_t ignored;
    while (count-- > 0 && next(ignored)) continue;
  }

 private:
  std::string_view text_;
};

void read_field(ProcStatus& status, std::string_view name, std::string_view text) {
  Numbers numbers(text);
  int flag = 0;
  if (name == "State" && text.size() > 1) status.state = text[1];  // after the tab
  if (name == "Tgid") numbers.next(status.tgid);
  if (name == "TracerPid") numbers.next(status.tracer);
  if (name == "Uid") numbers.next(status.uid);
  if (name == "NSpid") {
    for (pid_t pid; numbers.next(pid);) status.nspid.push_back(pid);
  }
  if (name == "SigPnd") numbers.next(status.pending, 16);
  if (name == "ShdPnd") numbers.next(status.shared_pending, 16);
  if (name == "SigBlk") numbers.next(status.blocked, 16);
  if (name == "SigIgn") numbers.next(status.ignored, 16);
  if (name == "SigCgt") numbers.next(status.caught, 16);
  if (name == "NoNewPrivs" && numbers.next(flag)) status.no_new_privs = flag != 0;
  if (name == "Seccomp") numbers.next(status.seccomp);
  if (name == "Seccomp_filters") numbers.next(status.seccomp_filters);
}

// The entries of a folder of /proc that are numbers.
std::vector<pid_t> numbered_entries(const char* path) {
  std::vector<pid_t> ids;
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path), ::closedir);
  if (!folder && is_gone(errno)) return ids;
  if (!folder) throw_failure("opendir", path);
  while (const dirent* entry = ::readdir(folder.get())) {
    pid_t id = 0;
    if (Numbers(entry->d_name).next(id)) ids.push_back(id);
  }
  return ids;
}

bool has_ended(char state) {
  return state == 'Z' || state == 'X' || state == 'x';
}

}  // namespace

bool proc_matches() {
  std::array<char, 32> target{};
  const ssize_t size = ::readlink("/proc/self", target.data(), target.size());
  pid_t shown = 0;
  if (size <= 0 || !Numbers({target.data(), static_cast<std::size_t>(size)}).next(shown)) {
    return false;
  }
  return shown == ::getpid() && proc_stat(shown).has_value();
}

std::optional<ProcStat> proc_stat(pid_t id) {
  std::array<char, 1024> buffer;
  const auto text = slurp(path_of(id, "stat"), buffer);
  if (!text) return std::nullopt;

  // "4212 (a) b) S 1 ...": the name may hold anything, so its end is the last ')'.
  const auto open = text->find('('), close = text->rfind(')');
  if (open == text->npos || close == text->npos || close + 2 >= text->size()) return std::nullopt;
  ProcStat stat;
  stat.comm = text->substr(open + 1, close - open - 1);
  stat.state = (*text)[close + 2];
  Numbers rest(text->substr(close + 3));
  rest.next(stat.ppid);
  rest.next(stat.pgid);
  rest.next(stat.session);
  rest.skip(15);  // start time is field 22, session field 6
  rest.next(stat.start_ticks);
  return stat;
}

std::uint64_t ProcStatus::without_effect() const {
  constexpr auto bit = [](int signal) { return 1ull << (signal - 1); };
  constexpr std::uint64_t by_default = bit(SIGCHLD) | bit(SIGURG) | bit(SIGWINCH) | bit(SIGCONT);
  return ignored | (by_default & ~caught);
}

std::optional<ProcStatus> proc_status(pid_t id) {
  std::array<char, 65536> buffer;  // about 1500 bytes, but a user may be in thousands of groups
  const auto text = slurp(path_of(id, "status"), buffer);
  return text ? std::optional(status_in(*text)) : std::nullopt;
}

ProcStatus status_in(std::string_view text) {
  ProcStatus status;
  for (std::string_view line; next_line(text, line);) {
    const auto colon = line.find(':');
    if (colon != line.npos) read_field(status, line.substr(0, colon), line.substr(colon + 1));
  }
  return status;
}

std::optional<std::string> descriptor_target(pid_t id, int fd) {
  Path path;
  std::snprintf(path.data(), path.size(), "/proc/%d/fd/%d", id, fd);
  std::array<char, 4096> target;
  const ssize_t size = ::readlink(path.data(), target.data(), target.size());
  if (gone_or_throw(path, size)) return std::nullopt;
  return std::string(target.data(), static_cast<std::size_t>(size));
}

namespace {

bool stat_as_remembered(int from, const char* path, int how, struct stat& facts) {
  struct statx told;
  if (::statx(from, path, how | AT_STATX_DONT_SYNC, STATX_BASIC_STATS, &told) != 0) return false;
  facts = {};
  facts.st_dev = ::makedev(told.stx_dev_major, told.stx_dev_minor);
  facts.st_rdev = ::makedev(told.stx_rdev_major, told.stx_rdev_minor);
  facts.st_ino = told.stx_ino;
  facts.st_mode = told.stx_mode;
  facts.st_nlink = told.stx_nlink;
  facts.st_uid = told.stx_uid;
  facts.st_gid = told.stx_gid;
  facts.st_size = static_cast<off_t>(told.stx_size);
  facts.st_mtim = {told.stx_mtime.tv_sec, told.stx_mtime.tv_nsec};
  facts.st_ctim = {told.stx_ctime.tv_sec, told.stx_ctime.tv_nsec};
  return true;
}

}  // namespace

bool stat_without_asking(const char* path, struct stat& facts) {
  return stat_as_remembered(AT_FDCWD, path, 0, facts);
}

bool stat_without_asking(int fd, struct stat& facts) {
  return stat_as_remembered(fd, "", AT_EMPTY_PATH, facts);
}

// The link leads to the file itself, and no name is looked up. A network's file system may be asked
// whether it still knows the file (d_weak_revalidate, Documentation/filesystems/vfs.rst): NFS
// answers by itself as long as nothing is opened, 9p asks its server once what it knew is out of
// date. No program of a run can be such a server (syscalls/rows/mounting.h).
bool stat_descriptor(pid_t id, int fd, struct stat& facts) {
  Path path;
  std::snprintf(path.data(), path.size(), "/proc/%d/fd/%d", id, fd);
  return stat_without_asking(path.data(), facts);
}

std::string descriptor_info(pid_t id, int fd) {
  Path path;
  std::snprintf(path.data(), path.size(), "/proc/%d/fdinfo/%d", id, fd);
  return slurp_all(path);
}

std::vector<int> descriptors_of(pid_t id) {
  return numbered_entries(path_of(id, "fd").data());
}

std::optional<std::int64_t> number_behind(std::string_view text, std::string_view name, int base) {
  const auto at = text.find(name);
  std::int64_t number = 0;
  if (at == text.npos || !Numbers(text.substr(at + name.size())).next(number, base)) {
    return std::nullopt;
  }
  return number;
}

std::vector<pid_t> all_pids() {
  return numbered_entries("/proc");
}

std::vector<pid_t> tasks_of(pid_t pid) {
  return numbered_entries(path_of(pid, "task").data());
}

std::vector<pid_t> children_of(pid_t tid) {
  Path path;
  std::snprintf(path.data(), path.size(), "/proc/%d/task/%d/children", tid, tid);
  const std::string text = slurp_all(path);
  std::vector<pid_t> children;
  Numbers numbers(text);
  for (pid_t child; numbers.next(child);) children.push_back(child);
  return children;
}

bool is_alive(pid_t pid) {
  const auto stat = proc_stat(pid);
  if (!stat) return false;
  if (!has_ended(stat->state)) return true;
  return std::ranges::any_of(tasks_of(pid), [](pid_t task) {
    const auto thread = proc_stat(task);
    return thread && !has_ended(thread->state);
  });
}

std::int64_t count_traced_by(pid_t tracer) {
  return std::ranges::count_if(all_pids(), [tracer](pid_t pid) {
    const auto status = proc_status(pid);
    return status && status->tracer == tracer && is_alive(pid);
  });
}

}  // namespace procdemo::base
