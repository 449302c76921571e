// procdemo explore: every order of a program's steps that can be told apart, each really run. The
// search decides what to run (schedule/search.h), a runner runs it (cli/runner.h).
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>

#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/explore_view.h"
#include "cli/lesson_command.h"
#include "cli/print.h"
#include "cli/run_options.h"
#include "lesson/catalogue.h"
#include "narrate/discoveries.h"
#include "narrate/words.h"
#include "os/pids.h"
#include "schedule/search.h"
#include "trace/canonical.h"
#include "trace/problem.h"

namespace procdemo {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t most_jobs = 1'000;
constexpr std::int64_t most_runs = 1'000'000'000;
constexpr std::int64_t most_preemptions = 1'000;
constexpr double longest = 30 * 86'400;  // seconds

/// Options of every observed run that an exploration hands on to each of its own.
const Words handed_on = {"no-tty", "max-processes", "max-forks", "timeout", "max-output", "guard"};

OptionGroup own_options(Language language) {
  const auto text = [&](Discovery what) { return say(language, what); };
  return {say(language, Say::help_options),
          {{"limit", "N", text(Discovery::help_limit)},
           {"time", "SECONDS", text(Discovery::help_time)},
           {"bound", "K", text(Discovery::help_bound)},
           {"any-sleep", "", text(Discovery::help_any_sleep)},
           {"no-reduction", "", text(Discovery::help_no_reduction)},
           {"jobs", "N", text(Discovery::help_jobs)},
           {"compare-live", "N", text(Discovery::help_compare_live)},
           {"format", "text|json", text(Discovery::help_format)},
           language_option(language),
           color_option(language)}};
}

/// Those options of a run that are handed on.
OptionGroup passed(OptionGroup run) {
  std::erase_if(run.options, [](const Option& option) {
    return std::ranges::count(handed_on, option.name) == 0;
  });
  return run;
}

Command command(Language language) {
  return {.usage = say(language, Discovery::usage),
          .summary = say(language, Discovery::summary),
          .groups = {own_options(language), passed(run_options(language, Limits(), true))},
          .prefix = true};
}

/// What is explored.
struct Subject {
  Given given;    // the exploration's options, and what is handed on
  Words call;     // what the user would type to run it, between procdemo and further options
  Words program;  // a command, behind --
  std::string shown;
};

void hand_on(const OptionGroup& group, const Given& given, Words& call) {
  for (const Option& option : group.options) {
    if (option.operand || !given.has(option.name)) continue;
    call.push_back("--" + option.name);
    if (!option.value.empty()) call.push_back(given.text(option.name));
  }
}

/// A lesson takes explore's options beside its own, in any order.
Subject lesson_subject(const Given& first, const Words& words, const User& user) {
  const std::string& name = first.operands.front();
  const bool folder = name.find('/') != std::string::npos || name == ".";
  const Lesson lesson = folder ? load_lesson(name) : find_lesson(lessons_folder(), name);
  Command all = lesson_command(lesson, "procdemo explore " + name, user.language);
  all.groups.back() = passed(std::move(all.groups.back()));
  const std::vector<OptionGroup> own = all.groups;
  all.groups.push_back(own_options(user.language));

  Words rest(words.begin(), words.end() - static_cast<std::ptrdiff_t>(first.operands.size()));
  rest.insert(rest.end(), first.operands.begin() + 1, first.operands.end());
  Subject subject{.given = parse(all, rest)};
  if (subject.given.help) {
    print_help(all, user);
    return subject;
  }
  if (lesson.live_only) throw Problem(Status::usage, Trouble::explore_live, {lesson.name});
  lesson_values(lesson, subject.given);
  subject.call =
      folder ? Words{"run", std::filesystem::absolute(name).string()} : Words{lesson.name};
  for (const OptionGroup& group : own) hand_on(group, subject.given, subject.call);
  const Words& operands = subject.given.operands;
  subject.call.insert(subject.call.end(), operands.begin(), operands.end());
  return subject;
}

Subject subject_of(const Words& words, const User& user) {
  const Command any = command(user.language);
  const Given first = parse(any, words);
  if (first.operands.empty()) {
    if (!first.help) throw Problem(Status::usage, Trouble::command_missing);
    print_help(any, user);
    return {.given = first};
  }
  const std::size_t before = words.size() - first.operands.size();
  if (before == 0 || words[before - 1] != "--") return lesson_subject(first, words, user);
  Subject subject{.given = first, .call = {"watch"}, .program = first.operands};
  hand_on(any.groups.back(), first, subject.call);
  // Each run has a folder of its own.
  std::string& path = subject.program.front();
  if (path.find('/') != std::string::npos) path = std::filesystem::absolute(path).string();
  return subject;
}

/// A run's words; `order` is what chooses it.
Words words_for(const Subject& subject, const Words& order) {
  Words words = subject.call;
  words.insert(words.end(), {"--stable", "--format", "plain"});
  words.insert(words.end(), order.begin(), order.end());
  if (subject.program.empty()) return words;
  words.push_back("--");
  words.insert(words.end(), subject.program.begin(), subject.program.end());
  return words;
}

/// What a user types to see an order, but for its token.
std::string command_of(const Subject& subject) {
  // The token brings the options along.
  Words words = {"procdemo"};
  const bool folder = subject.call.front() == "run";
  words.insert(words.end(), subject.call.begin(), subject.call.begin() + (folder ? 2 : 1));
  words.insert(words.end(), {"--schedule", "\1"});
  if (!subject.program.empty()) words.push_back("--");
  words.insert(words.end(), subject.program.begin(), subject.program.end());
  std::string text = fmt::format("{}", fmt::join(words, " "));
  for (std::size_t at = 0; (at = text.find_first_of("{}", at)) != text.npos; at += 2) {
    text.insert(at, 1, text[at]);
  }
  return text.replace(text.find('\1'), 1, "{}");
}

/// A plan on its way, and its file.
struct Attempt {
  Plan plan;
  Fd file;
  off_t planned = 0;  // bytes of the plan; the log stands behind them
  bool again = false;

  explicit Attempt(Plan wanted, bool a_second_time = false)
      : plan(std::move(wanted)), again(a_second_time) {
    file = Fd(check("memfd_create", ::memfd_create("plan", MFD_CLOEXEC)));
    const std::string text = text_of(plan);
    write_all(file.get(), text);
    planned = static_cast<off_t>(text.size());
    ::lseek(file.get(), 0, SEEK_SET);
  }

  StepLog log() const {
    const std::string all = read_file("/proc/self/fd/" + std::to_string(file.get()));
    return read_step_log(all.substr(static_cast<std::size_t>(planned)));
  }
};

class Explorer {
 public:
  Explorer(Subject subject, const User& user)
      : subject_(std::move(subject)), given_(subject_.given), user_(user) {
    settings_.reduction = !given_.has("no-reduction");
    settings_.any_sleep = given_.has("any-sleep");
    if (given_.has("bound")) {
      settings_.bound = static_cast<int>(given_.whole("bound", 0, most_preemptions, 0));
    }
    limit_ = given_.whole("limit", 1, most_runs, most_runs);
    seconds_ = given_.number("time", 0.001, longest, longest);
    live_ = given_.whole("compare-live", 1, most_runs, 0);
    jobs_ = given_.whole("jobs", 1, most_jobs,
                         std::max<std::int64_t>(1, std::thread::hardware_concurrency()));
    json_ = given_.choice("format", {"text", "json"}, "text") == "json";
    style_ = wanted_style(given_, user);
  }

  int run() {
    push_pids_beyond(Canonical::smallest_pid - 1);
    Runner runner(static_cast<int>(jobs_));
    Search search(settings_);
    int signal = 0;
    while (signal == 0 && !is_enough()) {
      std::vector<Attempt> attempts = next_attempts(search);
      if (attempts.empty()) break;
      signal = run(runner, search, attempts);
    }
    if (signal == 0 && live_ > 0) signal = run_live(runner);
    if (drawn_) write_all(STDERR_FILENO, "\r\x1b[K");
    tell(search, signal);
    if (signal != 0) return 128 + signal;
    return broken() ? static_cast<int>(Status::claim_failed) : 0;
  }

 private:
  double elapsed() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

  bool is_enough() {
    at_limit_ = made_ >= limit_;
    at_time_ = elapsed() >= seconds_;
    return at_limit_ || at_time_;
  }

  std::vector<Attempt> next_attempts(Search& search) {
    constexpr std::int64_t at_once = 8;  // for each job: none shall wait for the slowest
    std::vector<Attempt> attempts;
    for (Plan& plan : std::exchange(doubtful_, {})) attempts.emplace_back(std::move(plan), true);
    while (static_cast<std::int64_t>(attempts.size()) < jobs_ * at_once && made_ < limit_) {
      auto plan = search.next();
      if (!plan) break;
      ++made_;
      attempts.emplace_back(std::move(*plan));
      if (attempts.back().plan.choices.empty()) break;  // the first one: nothing is known yet
    }
    return attempts;
  }

  int run(Runner& runner, Search& search, std::vector<Attempt>& attempts) {
    std::vector<Errand> errands;
    for (const Attempt& attempt : attempts) {
      const std::string schedule = "explored:" + std::to_string(attempt.file.get());
      errands.push_back({.commands = {words_for(subject_, {"--schedule", schedule})}});
    }
    return runner.run(errands, [&](std::size_t number, std::vector<RunResult> results) {
      take(search, attempts[number], results.front());
      progress();
    });
  }

  void take(Search& search, const Attempt& attempt, RunResult& result) {
    using Ending = StepLog::Ending;
    const StepLog log = attempt.log();
    if (log.steps.empty()) throw_failure(result);
    if (is_doubtful(attempt, log)) return doubtful_.push_back(attempt.plan);
    search.done(attempt.plan, log);
    if (log.ending == Ending::diverged) ++cut_off_;
    const bool to_its_end = log.ending == Ending::over || log.ending == Ending::stuck;
    if (to_its_end && !findings_.add(result, log)) ++cut_off_;
  }

  /// A deadlock, or a run that could not follow its plan, is believed when it comes twice: that
  /// somebody will never wake is the one thing that the kernel does not report.
  static bool is_doubtful(const Attempt& attempt, const StepLog& log) {
    const bool odd = log.ending == StepLog::Ending::stuck ||
                     log.ending == StepLog::Ending::diverged ||
                     log.steps.size() < attempt.plan.choices.size();
    return odd && !attempt.again;
  }

  /// It has not even begun: what it said is why.
  [[noreturn]] static void throw_failure(const RunResult& result) {
    write_all(STDERR_FILENO, result.output);
    throw Problem(static_cast<Status>(result.status == 0 ? 1 : result.status),
                  Trouble::explore_failed);
  }

  int run_live(Runner& runner) {
    std::vector<Errand> errands(static_cast<std::size_t>(live_));
    for (Errand& errand : errands) errand.commands = {words_for(subject_, {"--speed", "1"})};
    return runner.run(errands, [&](std::size_t, std::vector<RunResult> results) {
      findings_.add_live(results.front());
    });
  }

  void progress() {
    if (::isatty(STDERR_FILENO) != 1) return;
    const std::string line = say(user_.language, Discovery::progress, findings_.runs(),
                                 findings_.orders(), findings_.outputs().size());
    write_all(STDERR_FILENO, "\r\x1b[K" + line);
    drawn_ = true;
  }

  std::vector<std::string> why_incomplete(const Search& search, int signal) const {
    std::vector<std::string> why;
    const auto add = [&](Discovery what, const auto&... args) {
      why.push_back(say(user_.language, what, args...));
    };
    if (signal != 0) add(Discovery::stopped);
    if (at_limit_) add(Discovery::at_limit, made_);
    if (at_time_) add(Discovery::at_time, given_.text("time"));
    if (cut_off_ > 0) add(Discovery::cut_off, cut_off_);
    if (!search.complete() && cut_off_ == 0 && settings_.bound) {
      add(Discovery::at_bound, *settings_.bound);
    }
    return why;
  }

  void tell(Search& search, int signal) {
    if (at_limit_ && !search.next()) at_limit_ = false;  // it was just enough
    const Exploration all{.findings = findings_,
                          .incomplete = why_incomplete(search, signal),
                          .seconds = elapsed(),
                          .command = command_of(subject_)};
    print(json_ ? json_of(all) : text_of(all, style_));
  }

  bool broken() const {
    return findings_.deadlock() || std::ranges::any_of(findings_.claims(), [](const auto& claim) {
             return claim.second.broken > 0;
           });
  }

  Subject subject_;
  const Given& given_;
  const User& user_;
  Search::Settings settings_;
  Style style_;
  Findings findings_;
  std::vector<Plan> doubtful_;  // to be run once more
  Clock::time_point start_ = Clock::now();
  std::int64_t limit_, live_, jobs_;
  double seconds_;
  bool json_ = false, drawn_ = false, at_limit_ = false, at_time_ = false;
  std::int64_t made_ = 0, cut_off_ = 0;
};

}  // namespace

int explore(const Words& words, const User& user) {
  const Subject subject = subject_of(words, user);
  if (subject.given.help) return 0;
  return Explorer(subject, user).run();
}

}  // namespace procdemo
