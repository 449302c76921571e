#include "lesson/tool.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/exec.h"
#include "base/inherited.h"
#include "base/interrupted.h"
#include "base/signal_mask.h"

namespace procdemo::lesson {

namespace fs = std::filesystem;

bool is_command(const std::string& name) {
  const auto runs = [](const fs::path& file) {
    std::error_code closed;  // a folder of $PATH may be one that this user must not look into
    return fs::is_regular_file(file, closed) && ::access(file.c_str(), X_OK) == 0;
  };
  if (name.find('/') != name.npos) return runs(name);
  return std::ranges::any_of(command_folders(),
                             [&](const fs::path& folder) { return runs(folder / name); });
}

namespace {

using Clock = std::chrono::steady_clock;

/// A compiler that is terminated removes its temporary files.
constexpr StopPolicy all_of_it{.terminate = std::chrono::seconds(2), .group = true};

/// In the child, for it and all that it starts. The time is for those who outlive a procdemo that
/// was killed.
void limit_this_process(const ToolLimits& limits) {
  const auto set = [](auto what, rlim_t most) {
    rlimit now = {};
    if (::getrlimit(what, &now) != 0) return;
    now.rlim_cur = now.rlim_max = std::min(most, now.rlim_max);
    ::setrlimit(what, &now);
  };
  set(RLIMIT_CPU, static_cast<rlim_t>(limits.time.count()) + 1);
  set(RLIMIT_AS, limits.memory);
  set(RLIMIT_FSIZE, limits.file_size);
  set(RLIMIT_CORE, 0);
}

std::size_t size_of(const Fd& file) {
  struct stat status = {};
  check("fstat", ::fstat(file.get(), &status));
  return static_cast<std::size_t>(status.st_size);
}

ToolEnd await_end(Child& child, const SignalFd& signals, const Fd& words,
                  const ToolLimits& limits) {
  constexpr int between_looks = 50;  // ms
  const Clock::time_point deadline = Clock::now() + limits.time;
  while (!child.try_wait()) {
    if (const auto signal = signals.next()) throw Interrupted(*signal);
    if (size_of(words) > limits.words) return ToolEnd::too_many_words;
    if (Clock::now() >= deadline) return ToolEnd::too_long;
    pollfd watched[] = {{child.pidfd().get(), POLLIN, 0}, {signals.fd(), POLLIN, 0}};
    ::poll(watched, std::size(watched), between_looks);
  }
  if (size_of(words) > limits.words) return ToolEnd::too_many_words;
  return child.status() == WaitStatus::of_exit(0) ? ToolEnd::well : ToolEnd::failed;
}

}  // namespace

ToolEnd run_tool(const std::vector<std::string>& command, const Fd& words,
                 const ToolLimits& limits) {
  const Fd nothing = open_file("/dev/null", O_RDONLY);
  const ExecFailure failure;
  const SignalFd signals(signal_set({SIGINT, SIGTERM, SIGHUP}));
  const auto prepare = [&] {
    limit_this_process(limits);
    handle_no_signals();
    signals.mask().restore();
  };
  Child child = start_command(command, nothing.get(), words.get(), failure,
                              {.at_end = all_of_it, .prepare = prepare});
  const ToolEnd end = await_end(child, signals, words, limits);
  if (const auto error = failure.error()) {
    throw std::system_error(*error, std::generic_category(), "run " + command[0]);
  }
  return end;
}

ToolAnswer ask_tool(const std::vector<std::string>& command, const ToolLimits& limits) {
  const Fd words(check("memfd_create", ::memfd_create("words", MFD_CLOEXEC)));
  const ToolEnd end = run_tool(command, words, limits);
  check("lseek", ::lseek(words.get(), 0, SEEK_SET));
  return {end, read_file("/proc/self/fd/" + std::to_string(words.get()))};
}

}  // namespace procdemo::lesson
