#include "observe/touches.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "observe/memory.h"
#include "os/procfs.h"

namespace procdemo {

namespace {

using How = Touch::How;

class Touches {
 public:
  Touches(Observation& run, const Task& task) : run_(run), task_(task) {}

  std::vector<Touch> take() {
    of_the_code();
    of_the_call();
    return std::move(touches_);
  }

 private:
  void add(std::string object, How how) { touches_.push_back({std::move(object), how}); }
  void add_everything() { add("everything", How::change); }

  int descriptor(int argument) const {
    return static_cast<int>(task_.registers.argument(argument));
  }

  std::string own(const std::string& path) const {
    return fmt::format("/proc/{}/{}", task_.tid, path);
  }

  // --- the code up to the next call ---

  void of_the_code() {
    add("process:" + task_.process->name, How::look);
    if (task_.process->tasks > 1) add("memory:" + task_.process->name, How::change);
    std::ifstream maps(own("maps"));
    for (std::string line; std::getline(maps, line);) {
      std::istringstream words(line);
      std::string range, rights, offset, device, inode;
      words >> range >> rights >> offset >> device >> inode;
      if (rights.size() < 4 || rights[3] != 's') continue;
      add("inode:" + inode, rights[1] == 'w' ? How::change : How::look);
      if (rights[1] == 'w') add("shared-memory", How::look);
    }
  }

  // --- the call ---

  void of_the_call() {
    if (task_.held == Held::at_birth) return;
    if (task_.held == Held::no) {  // a sleeper whose time has come, or comes early
      const bool sleeps = task_.call && task_.call->sleeps;
      if (!sleeps) add_everything();
      return;
    }
    if (task_.held == Held::at_end) return of_waited_call(task_.step);
    if (task_.held == Held::at_signal) return end(task_.process);
    if (task_.held != Held::at_call) return add_everything();
    of(task_.step);
  }

  // What the kernel did for it was part of the step that woke it.
  void of_waited_call(std::string_view call) {
    const bool known = call == "wait4" || call == "waitid" || call == "read" || call == "write" ||
                       call == "vfork" || call == "readv" || call == "writev";
    if (!known) add_everything();
  }

  void of(std::string_view call) {
    using Rule = void (Touches::*)();
    static const std::map<std::string_view, Rule> rules = {{"write", &Touches::transfer},
                                                           {"writev", &Touches::transfer},
                                                           {"pwritev2", &Touches::transfer},
                                                           {"pwrite64", &Touches::transfer},
                                                           {"pwritev", &Touches::transfer},
                                                           {"read", &Touches::transfer},
                                                           {"readv", &Touches::transfer},
                                                           {"lseek", &Touches::transfer},
                                                           {"ftruncate", &Touches::transfer},
                                                           {"fallocate", &Touches::transfer},
                                                           {"flock", &Touches::transfer},
                                                           {"fcntl", &Touches::transfer},
                                                           {"pread64", &Touches::look_at_file},
                                                           {"preadv", &Touches::look_at_file},
                                                           {"preadv2", &Touches::look_at_file},
                                                           {"fstat", &Touches::look_at_file},
                                                           {"mmap", &Touches::map},
                                                           {"close", &Touches::close},
                                                           {"open", &Touches::open_here},
                                                           {"openat", &Touches::open_at},
                                                           {"stat", &Touches::look_here},
                                                           {"lstat", &Touches::look_here},
                                                           {"access", &Touches::look_here},
                                                           {"readlink", &Touches::look_here},
                                                           {"newfstatat", &Touches::look_at},
                                                           {"statx", &Touches::look_at},
                                                           {"faccessat", &Touches::look_at},
                                                           {"faccessat2", &Touches::look_at},
                                                           {"readlinkat", &Touches::look_at},
                                                           {"fork", &Touches::nothing},
                                                           {"vfork", &Touches::nothing},
                                                           {"clone", &Touches::nothing},
                                                           {"nanosleep", &Touches::nothing},
                                                           {"clock_nanosleep", &Touches::nothing},
                                                           {"clock_gettime", &Touches::nothing},
                                                           {"gettimeofday", &Touches::nothing},
                                                           {"time", &Touches::nothing},
                                                           {"getrandom", &Touches::nothing},
                                                           {"sched_yield", &Touches::nothing},
                                                           {"exit", &Touches::exit},
                                                           {"exit_group", &Touches::exit},
                                                           {"wait4", &Touches::wait},
                                                           {"waitid", &Touches::wait},
                                                           {"getppid", &Touches::parent},
                                                           {"kill", &Touches::kill},
                                                           {"rt_sigaction", &Touches::nothing},
                                                           {"rt_sigprocmask", &Touches::nothing},
                                                           {"unlink", &Touches::change_names},
                                                           {"mkdir", &Touches::change_names},
                                                           {"rmdir", &Touches::change_names}};
    const auto rule = rules.find(call);
    if (rule == rules.end()) return add_everything();
    (this->*rule->second)();
  }

  void nothing() {}
  void exit() { end(task_.process); }
  void transfer() { file(descriptor(0), How::change); }
  void look_at_file() { file(descriptor(0), How::look); }
  void open_here() { open(AT_FDCWD, 0, 1); }
  void open_at() { open(descriptor(0), 1, 2); }
  void look_here() { look(AT_FDCWD, 0); }
  void look_at() { look(descriptor(0), 1); }

  // What is unlinked may be looked at by stat, whose st_nlink it changes.
  void change_names() { add("names", How::change); }

  void file(int fd, How how) {
    if (run_.outputs().output_of(task_.tid, fd)) return add("output", How::change);
    inode(own(fmt::format("fd/{}", fd)), how);
  }

  // A look into /proc is a look at whatever any process does. Devices keep what they like.
  void inode(const std::string& path, How how) {
    struct stat facts;
    if (::stat(path.c_str(), &facts) != 0) return;
    std::error_code unreadable;
    const std::string target = std::filesystem::read_symlink(path, unreadable).string();
    if (target.starts_with("/proc/") || path.starts_with(own("root/proc/"))) {
      return add_everything();
    }
    add(fmt::format("inode:{}", facts.st_ino), how);
  }

  void map() {
    constexpr std::uint64_t writable = PROT_WRITE;
    const bool writes = (task_.registers.argument(2) & writable) != 0;
    if (descriptor(4) >= 0) file(descriptor(4), writes ? How::change : How::look);
  }

  // The end of a pipe is noticed at the other one; a lock goes with its description.
  void close() { ended_descriptor(std::to_string(descriptor(0))); }

  void ended_descriptor(const std::string& fd) {
    struct stat facts;
    if (::stat(own("fd/" + fd).c_str(), &facts) != 0) return;
    if (S_ISCHR(facts.st_mode)) return;
    if (S_ISREG(facts.st_mode) && run_.locks().empty()) return;
    add(fmt::format("inode:{}", facts.st_ino), How::change);
  }

  // --- names of files ---

  std::string path_of(int folder, int argument) const {
    const std::string path = read_text(task_.tid, task_.registers.argument(argument));
    if (path.empty()) return folder == AT_FDCWD ? "" : own(fmt::format("fd/{}", folder));
    if (path.front() == '/') return own("root") + path;
    return own(folder == AT_FDCWD ? "cwd" : fmt::format("fd/{}", folder)) + "/" + path;
  }

  void look(int folder, int argument) {
    add("names", How::look);
    inode(path_of(folder, argument), How::look);
  }

  void open(int folder, int argument, int flags) {
    const auto how = static_cast<int>(task_.registers.argument(flags));
    const std::string path = path_of(folder, argument);
    if ((how & O_TMPFILE) == O_TMPFILE) return add_everything();
    struct stat facts;
    const bool is_there = ::stat(path.c_str(), &facts) == 0;
    const bool makes = (how & O_CREAT) != 0 && !is_there;
    add("names", makes ? How::change : How::look);
    if (is_there && S_ISFIFO(facts.st_mode)) return add_everything();
    if ((how & O_TRUNC) != 0) inode(path, How::change);
    if (path.starts_with(own("root/proc/"))) add_everything();
  }

  // --- the family ---

  void end(const Process* process) {
    add("end:" + process->name, How::change);
    std::error_code unreadable;
    for (const auto& entry : std::filesystem::directory_iterator(own("fd"), unreadable)) {
      ended_descriptor(entry.path().filename().string());
    }
    if (const Process* parent = process->parent) tell(*parent);
  }

  // It notices at once where it waits, or handles SIGCHLD.
  void tell(const Process& parent) {
    for (const auto& [tid, task] : run_.family().tasks()) {
      if (task.process != &parent) continue;
      const bool waits = task.call && (task.call->handler->name == "wait4" ||
                                       task.call->handler->name == "waitid");
      if (waits) add("children:" + parent.name, How::change);
    }
    if (handles_child_signal(parent.pid)) add("process:" + parent.name, How::change);
  }

  static bool handles_child_signal(pid_t pid) {
    constexpr std::uint64_t bit = 1ULL << (SIGCHLD - 1);
    std::ifstream status(fmt::format("/proc/{}/status", pid));
    for (std::string line; std::getline(status, line);) {
      const bool mask =
          line.starts_with("SigCgt:") || line.starts_with("SigBlk:") || line.starts_with("SigIgn:");
      if (mask && (std::stoull(line.substr(7), nullptr, 16) & bit) != 0) return true;
    }
    return false;
  }

  void wait() {
    add("children:" + task_.process->name, How::change);
    for (const Process* child : task_.process->children) add("end:" + child->name, How::change);
  }

  void parent() {
    if (const Process* parent = task_.process->parent) add("end:" + parent->name, How::look);
  }

  // A group's members, and those outside the run, are anybody.
  void kill() {
    const Process* target = run_.family().by_seen_pid(static_cast<pid_t>(descriptor(0)));
    if (!target) return add_everything();
    add("process:" + target->name, How::change);
  }

  Observation& run_;
  const Task& task_;
  std::vector<Touch> touches_;
};

}  // namespace

std::vector<Touch> touches_of(Observation& run, const Task& task) {
  return Touches(run, task).take();
}

}  // namespace procdemo
