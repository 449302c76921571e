#include "run/files/file_times.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/timespec.h"
#include "schedule/virtual_clock.h"

namespace procdemo::run {

namespace {

// What procdemo has made for a run, folders and links, is younger than that.
const timespec procdemo_began = ProgramClock::real(CLOCK_REALTIME_COARSE);

constexpr Moment year = std::chrono::hours(24 * 365);
constexpr Moment a_little = std::chrono::microseconds(1);  // that utimes(2) can set, too

bool is_after(const timespec& one, const timespec& other) {
  return std::pair(one.tv_sec, one.tv_nsec) > std::pair(other.tv_sec, other.tv_nsec);
}

timespec sum(const timespec& one, const timespec& other) {
  constexpr long second = 1'000'000'000;
  const long rest = one.tv_nsec + other.tv_nsec;
  return {one.tv_sec + other.tv_sec + rest / second, rest % second};
}

// A time that is near the run's beginning, or beyond it, comes before it: all time to come, in its
// order, in a part of the last year.
timespec before_run(const timespec& time) {
  constexpr time_t most = 9'000'000'000;  // seconds: 285 years
  constexpr int closer = 1000;
  const timespec from = VirtualClock::date(-year);
  if (!is_after(time, from)) return time;
  const timespec beyond = minus(time, from);
  const Moment whole = std::chrono::seconds(std::min(beyond.tv_sec, most));
  return VirtualClock::date(-year + (whole + Moment(beyond.tv_nsec)) / closer);
}

// /proc and /sys make their files when somebody looks.
bool is_made_by_look(const struct stat& file) {
  static const std::set<dev_t> devices = [] {
    std::set<dev_t> found;
    for (const char* path : {"/proc", "/sys"}) {
      struct stat facts;
      if (stat_without_asking(path, facts)) found.insert(facts.st_dev);
    }
    return found;
  }();
  return devices.contains(file.st_dev);
}

// Of folders the names and numbers are asked for; and some, as /tmp, always change.
bool has_content(const struct stat& file) {
  return S_ISREG(file.st_mode) && file.st_size > 0;
}

// Pipes, sockets and devices have times that nobody keeps.
bool is_kept(const struct stat& file) {
  const bool named = S_ISREG(file.st_mode) || S_ISDIR(file.st_mode) || S_ISLNK(file.st_mode);
  return named && !is_made_by_look(file);
}

}  // namespace

timespec FileTimes::stamp(const Process& by) {
  const Moment now = clock_.virtual_time().now() + by.creep.ahead();
  last_ = std::max(last_ + a_little, now);
  return VirtualClock::date(last_);
}

void FileTimes::changed(const Process& by, const std::vector<FileChange>& changes) {
  using What = FileChange::What;
  if (changes.empty()) return;
  const timespec now = stamp(by);
  for (const auto& [file, what, nameless] : changes) {
    if (!nameless) files_.insert(file);
    if (what == What::birth) known_[file] = {.access = now, .birth = now};
    Known& known = known_[file];
    if (what != What::attributes) known.modification = now;
    known.change = now;
    known.by = by.name;
    known.last = last_;
  }
}

void FileTimes::set(const Process& by, FileIdentity file, const std::array<timespec, 2>& times) {
  const timespec now = stamp(by);
  files_.insert(file);
  Known& known = known_[file];
  const auto put = [&](std::optional<timespec>& where, const timespec& time) {
    if (time.tv_nsec != UTIME_OMIT) where = time.tv_nsec == UTIME_NOW ? now : time;
  };
  put(known.access, times[0]);
  put(known.modification, times[1]);
  known.change = now;
  known.by = by.name;
  known.last = last_;
}

void FileTimes::mapped(const Process& by, FileIdentity file) {
  changed(by, {{file, FileChange::What::content}});
  known_[file].mapped = true;
}

// What is far beyond the run, nobody has read from its clock.
timespec FileTimes::for_kernel(const timespec& time) const {
  const timespec beginning = VirtualClock::date(Moment{0});
  const bool of_kernel = time.tv_nsec == UTIME_NOW || time.tv_nsec == UTIME_OMIT;
  const bool near = !is_after(beginning, time) && is_after(VirtualClock::date(year), time);
  return near && !of_kernel ? sum(began_, minus(time, beginning)) : time;
}

timespec FileTimes::unseen(const struct stat& file, const timespec& time,
                           const timespec& change) const {
  const timespec beginning = VirtualClock::date(Moment{0});
  if (!is_kept(file)) return beginning;
  if (!S_ISREG(file.st_mode) && is_after(time, procdemo_began)) return beginning;
  const bool in_run = is_after(time, began_) && is_after(change, began_);
  return in_run ? beginning : before_run(time);
}

bool FileTimes::is_exact(const struct stat& file, const Known& known,
                         const timespec& change) const {
  if (known.mapped) return false;
  const bool by_others = !known.change && is_after(change, began_);
  return !by_others || !is_kept(file) || !has_content(file);
}

Name FileTimes::changed_by(FileIdentity file) const {
  const auto found = known_.find(file);
  return found == known_.end() ? Name() : found->second.by;
}

bool FileTimes::tell(Process& asker, const struct stat& file, Timestamps& times) const {
  const auto found = known_.find(identity_of(file));
  const Known known = found == known_.end() ? Known() : found->second;
  const bool exact = is_exact(file, known, times.change);
  const auto since = [&](const timespec& time) {  // copies are made for a run, too
    return is_after(time, procdemo_began) ? times.modification : before_run(time);
  };
  times.modification = known.modification.value_or(unseen(file, times.modification, times.change));
  times.access = known.access.value_or(times.modification);
  times.change = known.change.value_or(since(times.change));
  times.birth = known.birth.value_or(since(times.birth));
  asker.creep.learn(known.last - clock_.virtual_time().now());
  return exact;
}

}  // namespace procdemo::run
