#include "world/inside/inside.h"

#include <poll.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <filesystem>

#include "base/procfs.h"
#include "world/inside/init.h"
#include "world/inside/namespaces.h"
#include "world/inside/own_folders.h"
#include "world/inside/run_pids.h"
#include "world/pids.h"
#include "world/stand_in.h"

namespace procdemo::world {
namespace {

constexpr std::chrono::seconds grace{10};       // to end by itself, or to do a last thing
constexpr std::chrono::seconds last_grace{12};  // longer than that of those inside

// What procdemo has made for itself, and makes again for the next run.
struct OwnThings {
  bool network = false;
  bool queues = false;  // there is a /dev/mqueue (mq_overview(7))
  std::optional<OwnFolders> folders;
  std::optional<Keyboard> keyboard;  // where the user has a terminal
};

std::optional<OwnThings> made;  // in this process, where it is inside

// What the process that waits is told: how it went, once.
struct Arrival {
  int error = 0;
  std::array<char, 64> call{};
};

void tell_waiting(const Fd& report, int error, const char* call) {
  Arrival said{.error = error};
  std::strncpy(said.call.data(), call, said.call.size() - 1);
  [[maybe_unused]] const ssize_t done = ::write(report.get(), &said, sizeof said);
}

// --- folders ---

bool is_folder(const std::string& path) {
  struct stat facts;
  return ::lstat(path.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode);
}

// Whether a text speaks of the folder as a whole, or of a file in it, which may be still to be
// made, or replaced: that shall be there afterwards.
bool is_wanted_whole(const std::string& folder, const std::string& text) {
  return names_itself(folder, text) ||
         std::ranges::any_of(names_below(folder, text), [&](const std::string& name) {
           return !is_folder(folder + "/" + name);
         });
}

std::vector<std::string> command_line() {
  const std::string text = read_file_if_any("/proc/self/cmdline");
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size(); at += words.back().size() + 1) {
    words.emplace_back(text.c_str() + at);
  }
  return words;
}

// Where somebody works in such a folder itself, it stays.
bool stays(const std::string& folder, const InsideWishes& wishes, const std::string& here) {
  if (folder == here || std::ranges::count(wishes.reachable, folder) != 0) return true;
  return !wishes.one_of_many && std::ranges::any_of(command_line(), [&](const std::string& word) {
    return is_wanted_whole(folder, word);
  });
}

std::vector<std::string> folders_for(const InsideWishes& wishes, const std::string& here) {
  std::vector<std::string> folders = {"/dev/shm", "/tmp"};
  if (wishes.one_of_many) folders.emplace_back("/var/tmp");
  std::erase_if(folders, [&](const std::string& folder) {
    return !is_folder(folder) || stays(folder, wishes, here);
  });
  return folders;
}

std::vector<std::string> reachable_for(const InsideWishes& wishes) {
  std::vector<std::string> texts = command_line();
  texts.insert(texts.end(), wishes.reachable.begin(), wishes.reachable.end());
  for (char** variable = environ; *variable; ++variable) texts.emplace_back(*variable);
  std::error_code gone;
  texts.push_back(std::filesystem::read_symlink("/proc/self/exe", gone).string());
  return texts;
}

void mount_new(const char* type, const char* path) {
  check("mount", path, ::mount(type, path, type, MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr));
}

// A working directory in a folder that was covered leads to what is mounted there now.
void make_folders(const InsideWishes& wishes) {
  std::error_code gone;
  const std::string here = std::filesystem::current_path(gone).string();
  check("mount", ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr));
  std::vector<std::string> reachable = reachable_for(wishes);
  reachable.push_back(here);
  made->folders.emplace(folders_for(wishes, here), reachable);
  made->queues = is_folder("/dev/mqueue");
  if (made->queues) mount_new("mqueue", "/dev/mqueue");
  if (!gone) [[maybe_unused]]
    const int stays = ::chdir(here.c_str());
}

// --- the processes on the way in ---

// In init. It tells when procdemo may follow, and ends with the process that waits for procdemo.
[[noreturn]] void serve_as_init(const Fd& ready, const Fd& life) {
  become_init();
  int error = 0;
  try {
    mount_new("proc", "/proc");
    error = write_text("/proc/sys/kernel/ns_last_pid", std::to_string(keeper_pid - 1));
  } catch (const std::system_error& failed) {
    error = failed.code().value();
  }
  if (::write(ready.get(), &error, sizeof error) != sizeof error || error != 0) ::_exit(127);
  const Init init(life);
  while (!init.wait()) init.reap();
  init.end_others(grace);
  ::_exit(0);
}

// In the process that goes on. It is init's to end, should its parent end first. The session that
// it comes from has its leader outside, and no number here: so it leads one. Its terminal is then
// that of a run (run/outputs.h), and the user's keys come to those who wait.
void arrive(const Fd& report) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getpid() != keeper_pid) {
    tell_waiting(report, EBUSY, "ns_last_pid");
    ::_exit(127);
  }
  ::setsid();
  count_own_pids();
  tell_waiting(report, 0, "");
}

// In the process between: returns in the one that goes on alone.
void lead_in(const InsideWishes& wishes, Fd& report, bool shell) {
  made.emplace();
  made->network = wishes.one_of_many;
  const int network = wishes.one_of_many ? CLONE_NEWNET : 0;
  errno = make_namespaces(CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNS | network);
  check("unshare", errno == 0 ? 0 : -1);
  if (wishes.one_of_many) put_loopback_up();
  make_folders(wishes);

  const SignalFd signals(signals_and_stops_handed_on());
  std::optional<Child>
      init;  // also where this fails: it ends when `life` closes, which is gone first
  Pipe life = Pipe::make(), ready = Pipe::make();
  init = Child::fork({.wait = last_grace});
  if (!init) {
    life.write_end.reset();
    serve_as_init(ready.write_end, life.read_end);
  }
  ready.write_end.reset();
  int error = EIO;
  if (::read(ready.read_end.get(), &error, sizeof error) != sizeof error) error = EIO;
  errno = error;
  check("mount /proc", error == 0 ? 0 : -1);
  std::optional<Child> procdemo = Child::fork({.terminate = grace});
  if (!procdemo) {
    life.write_end.reset();
    return arrive(report);
  }
  report.reset();
  const WaitStatus status = stand_for_session(*procdemo, signals, shell);
  life.write_end.reset();
  init->wait_for(last_grace);
  end_as(status);
}

// What it says ends with the message of its code, which whoever is told adds again.
[[noreturn]] void give_up(const Fd& report, const std::system_error& error) {
  std::string call = error.what();
  const std::string message = ": " + error.code().message();
  if (call.ends_with(message)) call.resize(call.size() - message.size());
  tell_waiting(report, error.code().value(), call.c_str());
  ::_exit(127);
}

// --- between two runs ---

bool somebody_is_left() {
  return std::ranges::any_of(all_pids(), [](pid_t pid) { return pid >= first_pid; });
}

// Numbers of System V objects count on, also when none is left.
void renew_objects() {
  check("unshare", ::unshare(CLONE_NEWIPC));
  if (!made->queues) return;
  check("umount", ::umount2("/dev/mqueue", MNT_DETACH));
  mount_new("mqueue", "/dev/mqueue");
}

}  // namespace

std::optional<std::system_error> go_on_inside(const InsideWishes& wishes) {
  constexpr pid_t room = 1'000;
  if (largest_pid() < first_pid + room) {
    return std::system_error(ERANGE, std::generic_category(), "pid_max");
  }
  Pipe report = Pipe::make();
  KeyboardEnds ends = wishes.one_of_many ? KeyboardEnds{} : connect_keyboard();
  const SignalFd signals(signals_handed_on());
  const bool shell = has_shell();
  const pid_t self = ::getpid();
  std::optional<Child> between = Child::fork({.terminate = grace});
  if (!between) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != self) ::_exit(128 + SIGKILL);
    report.read_end.reset();
    try {
      lead_in(wishes, report.write_end, shell);
      made->keyboard = std::move(ends.keyboard);
      return std::nullopt;
    } catch (const std::system_error& error) {
      give_up(report.write_end, error);
    }
  }
  report.write_end.reset();
  Arrival said{.error = EIO};
  const ssize_t got = ::read(report.read_end.get(), &said, sizeof said);
  if (got == sizeof said && said.error == 0) {
    ends.keyboard.reset();
    end_as(stand_for(*between, signals, ends.reader ? &*ends.reader : nullptr));
  }
  between->wait();
  return std::system_error(said.error, std::generic_category(), said.call.data());
}

// Init reaps orphans when it gets to it.
bool wait_until_alone_inside() {
  constexpr int soon = 1;  // ms
  const auto deadline = std::chrono::steady_clock::now() + grace;
  while (somebody_is_left() || !are_run_pids_free()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    ::poll(nullptr, 0, soon);
  }
  return true;
}

bool is_inside() {
  return made.has_value();
}

Keyboard* keyboard_inside() {
  return made && made->keyboard ? &*made->keyboard : nullptr;
}

bool is_freshened(dev_t device) {
  return std::ranges::any_of(made->folders->paths(), [&](const std::string& path) {
    struct stat facts;
    return ::stat(path.c_str(), &facts) == 0 && facts.st_dev == device;
  });
}

void freshen_inside() {
  made->folders->freshen();
  renew_objects();
  if (made->network) renew_used_network();
}

}  // namespace procdemo::world
