#include "cli/check/page_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "base/files/pending_file.h"
#include "base/files/user_file.h"
#include "base/problem.h"
#include "base/text/lines.h"
#include "base/text/shell_words.h"
#include "claims/claim.h"
#include "cli/dispatch.h"
#include "cli/problems.h"
#include "cli/running/step_options.h"
#include "cli/words/check.h"
#include "lesson/problems.h"
#include "replays/alignment.h"
#include "replays/console.h"
#include "replays/expectation.h"
#include "replays/rewrite.h"
#include "show/words/reasons.h"
#include "trace/trace_reader.h"

namespace procdemo::cli {
namespace {

namespace fs = std::filesystem;
using Result = ReportCase::Result;

std::string read_page(const fs::path& file) try {
  return read_user_file(file.string());
} catch (const std::system_error& error) {
  throw Problem(blame(error.code().value()), LessonProblem::page_unreadable,
                {file.string(), error.code().message()});
}

/// What was printed, and by what kind of run: nothing more is known where that left no trace.
Printed printed_by(JobResult& result) try {
  Printed printed = {.lines = split(result.answer.printed, "\n")};
  TraceReader trace(std::move(result.answer.trace));
  std::vector<Event> events;
  while (auto event = trace.next()) events.push_back(*std::move(event));
  printed.known = placeholders_of(events, {}, {});
  printed.live = trace.run().schedule == "live";
  printed.refused = std::ranges::any_of(events, is_refused_by_kernel);
  return printed;
} catch (const Problem&) {
  return {.lines = split(result.answer.printed, "\n")};
}

/// Programs are run live unless an order or virtual time is asked for.
bool is_live(const Words& words) {
  const auto has = [&](const std::string& option) {
    return std::ranges::any_of(words, [&](const std::string& word) {
      return word == option || word.starts_with(option + "=");
    });
  };
  return !has("--schedule") && !has("--stable") && !has("--help") && !has("--speed=max") &&
         std::ranges::search(words, Words{"--speed", "max"}).empty();
}

/// A path, perhaps an option's, that leads up from where its block runs: nothing of the page's is
/// there.
bool leads_out(const std::string& word) {
  const std::string path = word.starts_with("-") ? word.substr(word.find('=') + 1) : word;
  const fs::path plain = fs::path(path).lexically_normal();
  return plain.begin() != plain.end() && *plain.begin() == "..";
}

/// A block, the words of its commands, and what became of it.
struct CheckedBlock {
  ConsoleBlock block;
  std::vector<Words> commands = {};
  std::string trouble = {};  ///< why it can't be run
  bool excused = false;      ///< and that counts for nothing
  bool changed = false;      ///< by --update
  std::vector<JobResult> results = {};
  std::vector<JobResult> again = {};  ///< for --update: what differs from run to run?
};

class PageCheck : public CheckUnit {
 public:
  PageCheck(const fs::path& file, std::string name, const CheckSettings& settings)
      : file_(file), name_(std::move(name)), settings_(settings), markdown_(read_page(file)) {
    for (ConsoleBlock& block : console_blocks(markdown_)) {
      blocks_.push_back({.block = std::move(block)});
      read_commands(blocks_.back());
      const bool runs = blocks_.back().trouble.empty();
      for (int i = 0; runs && i < times(); ++i) runs_.push_back({blocks_.size() - 1, i > 0});
    }
  }

  std::string name() const override { return name_; }

  bool is_empty() const override { return blocks_.empty(); }

  std::vector<Job> jobs() const override {
    std::vector<Job> jobs;
    for (const Run& run : runs_) {
      jobs.push_back({.commands = blocks_[run.block].commands, .beside = folder().string()});
    }
    return jobs;
  }

  void take(std::size_t job, std::vector<JobResult> results) override {
    CheckedBlock& block = blocks_[runs_[job].block];
    (runs_[job].again ? block.again : block.results) = std::move(results);
  }

  std::vector<CheckedCase> cases() override {
    std::vector<CheckedCase> all;
    for (CheckedBlock& block : blocks_) all.push_back(judge(block));
    if (settings_.update) write();
    return all;
  }

  std::string extent() const override {
    return say(settings_.language, CheckSays::blocks, blocks_.size());
  }

 private:
  struct Run {
    std::size_t block;
    bool again;
  };

  int times() const { return settings_.update ? 2 : 1; }

  fs::path folder() const { return fs::absolute(file_).parent_path(); }

  std::string language() const { return is_chinese_page(file_.string()) ? "zh" : "en"; }

  void read_commands(CheckedBlock& block) const {
    const auto text = [&](CheckSays what, const auto&... args) {
      return say(settings_.language, what, args...);
    };
    for (const ConsoleStep& step : block.block.steps) {
      try {
        Words words = shell_words(step.command, ShellText::command);
        if (words.empty() || words.front() != "procdemo") {
          block.trouble = text(CheckSays::foreign_command, step.command);
          return;
        }
        words.erase(words.begin());
        if (const auto path = std::ranges::find_if(words, leads_out); path != words.end()) {
          block.trouble = text(CheckSays::leads_out, *path);
          return;
        }
        take_command(block, words);
      } catch (const std::invalid_argument& wrong) {
        block.trouble = text(CheckSays::no_shell, wrong.what());
        return;
      }
    }
  }

  void take_command(CheckedBlock& block, Words words) const {
    if (observes_program(words)) {
      if (!settings_.observes) block.trouble = settings_.denied;
      block.excused = settings_.observes && !settings_.live && is_live(words);
      if (block.excused) block.trouble = say(settings_.language, Reason::live);
    }
    words.insert(words.begin(), {"--lang", language()});
    block.commands.push_back(std::move(words));
  }

  // --- from results to a case ---

  CheckedCase judge(CheckedBlock& block) {
    CheckedCase one;
    one.report.suite = name_;
    one.report.name = block.block.steps.front().command;
    one.report.place = fmt::format("{}:{}", name_, block.block.line);
    if (block.results.empty()) {
      const bool skipped = block.excused || !settings_.observes;
      one.report.result = skipped ? Result::skipped : Result::failed;
      one.report.why = block.trouble;
      one.excused = block.excused;
      return one;
    }
    for (const JobResult& result : block.results) one.report.seconds += result.seconds;
    for (std::size_t i = 0; i < block.results.size(); ++i) {
      if (one.report.result == Result::passed) judge_step(block, i, one.report);
    }
    return one;
  }

  void judge_step(CheckedBlock& block, std::size_t i, ReportCase& report) {
    ConsoleStep& step = block.block.steps[i];
    JobResult& result = block.results[i];
    const Printed printed = printed_by(result);
    const bool matches = output_matches(step.expected, printed.lines, printed.known);
    if (matches && result.answer.status == step.status && !result.hung) return;
    if (printed.refused) {
      report.result = Result::skipped;
      report.why = say(settings_.language, Reason::refused);
      return;
    }
    if (is_denied(block.commands[i], step, result)) {
      report.result = Result::skipped;
      report.why = printed.lines.empty() ? "" : printed.lines.back();
      return;
    }
    if (settings_.update && !result.hung) {
      step.expected = rewritten(step.expected, printed, printed_by(block.again[i]));
      step.status = result.answer.status;
      block.changed = true;
      return;
    }
    std::string details =
        matches ? "" : difference(step.expected, printed.lines, printed.known, step.first_line);
    if (result.answer.status != step.status) details += last_of(printed.lines);
    fail(step, result, details, report);
  }

  /// This machine does not allow it, and the page does not say so. (Under watch, statuses are the
  /// program's own.)
  static bool is_denied(const Words& words, const ConsoleStep& step, const JobResult& result) {
    constexpr int denied = static_cast<int>(Status::not_allowed);
    return result.answer.status == denied && step.status != denied &&
           command_named(words) != "watch";
  }

  /// Where the status differs, it is told there why.
  static std::string last_of(const std::vector<std::string>& lines) {
    const auto last = std::find_if(lines.rbegin(), lines.rend(),
                                   [](const std::string& line) { return !line.empty(); });
    return last == lines.rend() ? "" : "       " + *last + "\n";
  }

  void fail(const ConsoleStep& step, const JobResult& result, const std::string& difference,
            ReportCase& report) const {
    const auto text = [&](CheckSays what, const auto&... args) {
      return say(settings_.language, what, args...);
    };
    report.result = Result::failed;
    report.place = fmt::format("{}:{}", name_, step.line);
    report.name = step.command;
    report.details = difference;
    report.why = result.hung ? text(CheckSays::hung, Workers::patience.count())
                 : result.answer.status != step.status
                     ? text(CheckSays::other_status, result.answer.status, step.status)
                     : text(CheckSays::other_output);
  }

  void write() const {
    std::vector<ConsoleBlock> blocks;
    for (const CheckedBlock& block : blocks_) {
      if (block.changed) blocks.push_back(block.block);
    }
    if (blocks.empty()) return;
    try {
      PendingFile file(file_.string());
      write_all(file.fd(), with_blocks(markdown_, blocks));
      file.publish();
    } catch (const std::system_error& error) {
      throw Problem(Status::usage, CommandProblem::file_unwritable,
                    {file_.string(), error.code().message()});
    }
  }

  fs::path file_;
  std::string name_;
  CheckSettings settings_;
  std::string markdown_;
  std::vector<CheckedBlock> blocks_;
  std::vector<Run> runs_;  // of those that can be run
};

}  // namespace

std::unique_ptr<CheckUnit> check_of_page(const fs::path& file, std::string name,
                                         const CheckSettings& settings) {
  return std::make_unique<PageCheck>(file, std::move(name), settings);
}

}  // namespace procdemo::cli
