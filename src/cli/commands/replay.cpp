// procdemo replay FILE: a run that --record wrote, told again, at once or step by step. Nothing is
// run: the same narrators get the same events, and so the text is the one that the run gave.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "base/files/user_file.h"
#include "base/problem.h"
#include "base/timespec.h"
#include "cli/commands/subcommand.h"
#include "cli/describe/common_options.h"
#include "cli/print.h"
#include "cli/problems.h"
#include "cli/running/run_options.h"
#include "cli/running/step_run.h"
#include "cli/words/help.h"
#include "show/narrator.h"
#include "trace/canonical.h"
#include "trace/problems.h"
#include "trace/trace_reader.h"

namespace procdemo::cli {
namespace {

constexpr double at_once = std::numeric_limits<double>::infinity();

/// /dev/stdin, or /dev/fd/63 as a shell writes <(...): a pipe has somebody at its other end there.
bool is_open_already(const std::string& path) {
  return path == "/dev/stdin" || path.starts_with("/dev/fd/") || path.starts_with("/proc/self/fd/");
}

TraceReader open_trace(const std::string& path) try {
  if (path == "-") return {Fd(check("dup", ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0))), path};
  return {is_open_already(path) ? open_file(path, O_RDONLY) : open_user_file(path), path};
} catch (const std::system_error& error) {
  throw Problem(blame(error.code().value()), TraceProblem::unreadable,
                {path, error.code().message()});
}

/// How many seconds of the program pass in one of the reader's. A controlled run took no time that
/// anybody could have watched.
double speed_of(const Given& given, const User& user, const Run& run) {
  if (given.text("speed") == "max") return at_once;
  const bool watched = user.terminal && run.schedule == "live" && run.speed > 0;
  return given.number("speed", watched ? run.speed : at_once);
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
  double last = 0;
  while (const auto event = trace.next()) {
    if (event->time > last + moment * trace.run().speed) {
      narrator.pause((event->time - last) / trace.run().speed);
    }
    last = event->time;
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

/// All of it: who steps through it goes back in it, too.
Trace whole_trace(TraceReader& reader, bool stable) {
  Canonical canonical({});
  Trace trace;
  trace.run = stable ? canonical.run(reader.run()) : reader.run();
  while (auto event = reader.next()) {
    trace.events.push_back(stable ? canonical.event(*std::move(event)) : *std::move(event));
  }
  trace.end = stable ? canonical.end(reader.end()) : reader.end();
  return trace;
}

int replay(const Command& command, const Words& words, const User& user) {
  const Given given = parse(command, words);
  if (given.help) return print_help(command, user);

  RunOptions options;
  read_display(given, user, options);
  if (given.operands.empty()) throw Problem(Status::usage, CommandProblem::trace_missing);
  TraceReader trace = open_trace(given.operands.front());
  if (options.step.wanted()) {
    if (given.has("speed"))
      throw Problem(Status::usage, CommandProblem::apart, {"--speed", "--step"});
    return step_trace(whole_trace(trace, given.has("stable")), options, user);
  }
  const Pace pace(speed_of(given, user, trace.run()));
  const auto narrator =
      make_narrator(options.format, options.style, [](std::string_view text) { print(text); });
  if (given.has("stable")) {
    play_stable(trace, *narrator);
  } else {
    play(trace, *narrator, pace);
  }
  return 0;
}

}  // namespace

Subcommand replay_command() {
  const Bilingual speed = {
      "N times as fast as the program's clock ({0} to {1}), or max: all at once (default: on a "
      "terminal as fast as it ran, else max)",
      "按程序时钟的 N 倍速重放（{0} 到 {1}），max 表示一次全部显示"
      "（默认：终端上与当时一样快，否则为 max）"};
  std::vector<Option> options = {format_option(),     language_option(), color_option(),
                                 evidence_option(),   lines_option(),    no_findings_option(),
                                 speed_option(speed), stable_option()};
  for (Option& option : step_options(false)) options.push_back(std::move(option));
  return {.name = "replay",
          .command = {.usage = {"procdemo replay FILE [options]", "procdemo replay 文件 [选项]"},
                      .summary = {"Show a run that --record has written to FILE. Nothing is run.",
                                  "重放 --record 记录到文件里的一次运行，什么也不执行。"},
                      .groups = {{in_both(Help::options), std::move(options)}},
                      .operands = 1,
                      .operand = Argument::file()},
          .run = replay};
}

}  // namespace procdemo::cli
