// procdemo replay FILE: a run that --record wrote, told again. Nothing is run: the same narrators
// get the same events, and so the text is the one that the run gave.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <limits>
#include <optional>

#include "base/problem.h"
#include "base/timespec.h"
#include "base/user_file.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/print.h"
#include "show/words/words.h"
#include "trace/canonical.h"
#include "trace/trace_reader.h"

namespace procdemo {
namespace {

constexpr double at_once = std::numeric_limits<double>::infinity();

Command replay_command(Language language) {
  const std::string speed = say(language, Say::help_replay_speed, slowest_speed, fastest_speed);
  return {.usage = say(language, Say::usage_replay),
          .summary = say(language, Say::summary_replay),
          .groups = {{say(language, Say::help_options),
                      {format_option(language),
                       language_option(language),
                       color_option(language),
                       {"speed", "N|max", speed},
                       {"stable", "", say(language, Say::help_stable)}}}},
          .operands = 1};
}

/// /dev/stdin, or /dev/fd/63 as a shell writes <(...): a pipe has somebody at its other end there.
bool is_open_already(const std::string& path) {
  return path == "/dev/stdin" || path.starts_with("/dev/fd/") || path.starts_with("/proc/self/fd/");
}

TraceReader open_trace(const std::string& path) try {
  if (path == "-") return {Fd(check("dup", ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0))), path};
  return {is_open_already(path) ? open_file(path, O_RDONLY) : open_user_file(path), path};
} catch (const std::system_error& error) {
  throw Problem(blame(error.code().value()), Trouble::trace_unreadable,
                {path, error.code().message()});
}

/// How many seconds of the program pass in one of the reader's. A controlled run took no time that
/// anybody could have watched.
double speed_of(const Given& given, const User& user, const Run& run) {
  if (given.text("speed") == "max") return at_once;
  const bool watched = user.terminal && run.schedule == "live" && run.speed > 0;
  return given.number("speed", slowest_speed, fastest_speed, watched ? run.speed : at_once);
}

/// Waits for the moments at which things happened.
class Pace {
 public:
  explicit Pace(double speed) : speed_(speed) { ::clock_gettime(CLOCK_MONOTONIC, &start_); }

  void wait_until(double time) const {
    constexpr double longest = 86'400;  // a day: whoever wrote the file may have written any time
    const double after = std::min(time / speed_, longest);
    if (!(after > 0)) return;
    const timespec moment = plus(start_, after);
    while (const auto left = time_until(moment)) sleep_unless_unread(*left);
  }

 private:
  static std::optional<timespec> time_until(const timespec& moment) {
    timespec now;
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    const timespec left = minus(moment, now);
    return left.tv_sec < 0 ? std::nullopt : std::optional(left);
  }

  /// Nobody waits for a reader who is gone.
  static void sleep_unless_unread(const timespec& left) {
    pollfd output = {STDOUT_FILENO, 0, 0};
    ::ppoll(&output, 1, &left, nullptr);
    if (is_reader_gone(output)) throw BrokenPipe();
  }

  double speed_;
  timespec start_ = {};
};

void play(TraceReader& trace, Narrator& narrator, const Pace& pace) {
  narrator.begin(trace.run());
  while (const auto event = trace.next()) {
    pace.wait_until(event->time);
    narrator.event(*event);
  }
  narrator.end(trace.end());
}

/// The same, at once: there is no time in the canonical form of a live run.
void play_stable(TraceReader& trace, Narrator& narrator) {
  Canonical canonical({});
  narrator.begin(canonical.run(trace.run()));
  while (auto event = trace.next()) narrator.event(canonical.event(*std::move(event)));
  narrator.end(canonical.end(trace.end()));
}

}  // namespace

int replay(const Words& words, const User& user) {
  const Command replay = replay_command(user.language);
  const Given given = parse(replay, words);
  if (given.help) return print_help(replay, user);

  const Style style = wanted_style(given, user);
  const Format format = wanted_format(given, user);
  if (given.operands.empty()) throw Problem(Status::usage, Trouble::trace_missing);
  TraceReader trace = open_trace(given.operands.front());
  const Pace pace(speed_of(given, user, trace.run()));
  const auto narrator = make_narrator(format, style, [](std::string_view text) { print(text); });
  if (given.has("stable")) {
    play_stable(trace, *narrator);
  } else {
    play(trace, *narrator, pace);
  }
  return 0;
}

}  // namespace procdemo
