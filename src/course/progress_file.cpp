#include "course/progress_file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include "base/files/pending_file.h"
#include "base/files/user_file.h"
#include "course/problems.h"

namespace procdemo::course {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_progress = 4 << 20;  // bytes

// The specification has relative ones ignored.
std::string absolute_folder(const char* variable) {
  const char* const value = std::getenv(variable);
  return value != nullptr && value[0] == '/' ? value : "";
}

// Whoever holds it, holds it for milliseconds; but it may have been stopped in there.
bool lock_patiently(int file) {
  using Clock = std::chrono::steady_clock;
  constexpr std::chrono::seconds patience{3};
  constexpr int pause = 5;  // ms
  const Clock::time_point end = Clock::now() + patience;
  while (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EINTR && errno != EWOULDBLOCK) return errno == ENOLCK || errno == ENOSYS;
    if (Clock::now() > end) return false;
    ::poll(nullptr, 0, pause);
  }
  return true;
}

// A name beside it that nobody has.
fs::path free_name(const std::string& path) {
  for (int number = 1;; ++number) {
    const fs::path name = path + ".damaged-" + std::to_string(number);
    if (!fs::exists(fs::symlink_status(name))) return name;
  }
}

}  // namespace

std::string progress_folder() {
  std::string state = absolute_folder("XDG_STATE_HOME");
  if (state.empty() && !absolute_folder("HOME").empty()) {
    state = absolute_folder("HOME") + "/.local/state";
  }
  return state.empty() ? "" : state + "/procdemo";
}

ProgressFile::ProgressFile(const std::string& folder)
    : path_(folder.empty() ? "" : folder + "/progress.json") {}

// Without it there is nothing to be written: where one is, the other is.
Fd ProgressFile::lock() {
  if (path_.empty()) throw std::system_error(ENOENT, std::generic_category());
  fs::create_directories(fs::path(path_).parent_path());
  const std::string beside = path_ + ".lock";
  Fd file(check("open", beside, ::open(beside.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)));
  if (!lock_patiently(file.get())) throw std::system_error(EBUSY, std::generic_category());
  return file;
}

// What is wrong with it is found out by whose turn it is: else two would keep it aside.
Progress ProgressFile::read() {
  if (!kept_ || path_.empty()) return remembered_;
  try {
    return remembered_ = progress_from(read_user_file(path_, largest_progress));
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::no_such_file_or_directory) return remembered_ = {};
    give_up(error.code().message());
  } catch (const std::exception&) {
    change([](Progress&) {});
  }
  return remembered_;
}

Progress ProgressFile::read_in_turn() try {
  return progress_from(read_user_file(path_, largest_progress));
} catch (const std::invalid_argument& error) {
  keep_aside(error.what());
  return {};
} catch (const Problem&) {  // a pipe, a device, or too large: no such text
  keep_aside("JSON");
  return {};
} catch (const std::system_error& error) {
  if (error.code() != std::errc::no_such_file_or_directory) throw;
  return {};
}

void ProgressFile::keep_aside(const std::string& field) {
  const fs::path aside = free_name(path_);
  fs::rename(path_, aside);
  troubles_.emplace_back(Status::usage, CourseProblem::progress_damaged,
                         std::vector<std::string>{path_, field, aside.string()});
}

void ProgressFile::change(const std::function<void(Progress& progress)>& change) {
  if (kept_) {
    try {
      return change_in_turn(change);
    } catch (const NewerProgress&) {
      give_up(CourseProblem::progress_newer, {path_});
    } catch (const std::system_error& error) {
      give_up(error.code().message());
    }
  }
  change(remembered_);
}

void ProgressFile::change_in_turn(const std::function<void(Progress& progress)>& change) {
  const Fd turn = lock();
  const Progress before = read_in_turn();
  Progress after = before;
  change(after);
  if (after != before) write(to_text(after));
  remembered_ = std::move(after);
}

void ProgressFile::write(const std::string& text) {
  PendingFile file(path_);
  write_all(file.fd(), text);
  check("fsync", ::fsync(file.fd()));
  file.publish();
}

void ProgressFile::give_up(const std::string& reason) {
  give_up(CourseProblem::progress_unkept, {path_.empty() ? "progress.json" : path_, reason});
}

// From here on marks are added to what can be read there.
void ProgressFile::give_up(CourseProblem why, std::vector<std::string> args) {
  if (!std::exchange(kept_, false)) return;
  troubles_.emplace_back(Status::not_allowed, why, std::move(args));
  try {
    remembered_ = progress_from(read_user_file(path_, largest_progress));
  } catch (const std::exception&) {  // nothing, then
  }
}

}  // namespace procdemo::course
