#include "cli/check/question_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "base/fd.h"
#include "base/files/user_file.h"
#include "base/problem.h"
#include "cli/failure.h"
#include "cli/problems.h"
#include "cli/words/check.h"
#include "cli/words/problem_words.h"
#include "lesson/program.h"
#include "lesson/questions/question_blocks.h"
#include "questions/examination.h"
#include "questions/knowledge.h"
#include "questions/wording.h"
#include "show/words/reasons.h"

namespace procdemo::cli {
namespace {

using namespace questions;
using Result = ReportCase::Result;

CheckSays sentence_of(QuestionFault fault) {
  switch (fault) {
    case QuestionFault::none_right:
      return CheckSays::none_right;
    case QuestionFault::several_right:
      return CheckSays::several_right;
    case QuestionFault::nothing_wrong:
      return CheckSays::nothing_wrong;
    case QuestionFault::tempting_right:
      return CheckSays::tempting_right;
    case QuestionFault::never_asked:
      return CheckSays::never_asked;
    case QuestionFault::already_told:
      return CheckSays::already_told;
    case QuestionFault::no_answer:
    case QuestionFault::end_of_list:
      break;
  }
  return CheckSays::no_truth;
}

std::string fault_words(const ExaminationFault& fault, const Question& question, const Facts& facts,
                        Language language) {
  if (fault.what != QuestionFault::no_answer) {
    return say(language, sentence_of(fault.what), fault.which);
  }
  const std::string why = reason_of(question, facts, language);
  return fault.which.empty() ? say(language, CheckSays::no_answer, why)
                             : say(language, CheckSays::no_truth, fault.which, why);
}

/// Where questions stand: a lesson of procdemo's own, a folder of the user's, a page.
enum class Place { own, folder, page };

class QuestionCheck : public CheckUnit {
 public:
  /// `file` has the questions.
  QuestionCheck(Lesson lesson, Place place, std::string name, std::filesystem::path file,
                const CheckSettings& settings)
      : lesson_(std::move(lesson)),
        place_(place),
        name_(std::move(name)),
        file_(std::move(file)),
        settings_(settings) {
    if (place != Place::page) shipped_ = read_shipped(lesson_.folder);
  }

  std::string name() const override { return name_; }
  bool is_empty() const override { return lesson_.questions.empty(); }
  std::vector<Job> jobs() const override { return {}; }
  void take(std::size_t, std::vector<JobResult>) override {}
  std::string extent() const override {
    return say(settings_.language, CheckSays::questions, lesson_.questions.size());
  }

  std::vector<CheckedCase> cases() override {
    std::vector<CheckedCase> all;
    if (lesson_.questions.empty()) return all;
    if (!settings_.observes || (lesson_.live_only && !settings_.live)) return skipped();
    std::filesystem::path program;
    if (place_ == Place::folder) program = compiled_program(lesson_);
    if (place_ == Place::own) program = built_program(lesson_);
    for (const Question& question : lesson_.questions) all.push_back(judge(question, program));
    if (settings_.update && place_ != Place::page) write();
    return all;
  }

 private:
  CheckedCase case_of(const Question& question) const {
    CheckedCase one;
    one.report.suite = lesson_.id;
    one.report.name = question.id;
    one.report.place = fmt::format("{}:{}", file_.string(), question.line);
    return one;
  }

  std::vector<CheckedCase> skipped() const {
    const std::string why =
        settings_.observes ? say(settings_.language, Reason::live) : settings_.denied;
    std::vector<CheckedCase> all;
    for (const Question& question : lesson_.questions) {
      all.push_back(skipped(question, why));
      all.back().excused = settings_.observes;
    }
    return all;
  }

  CheckedCase skipped(const Question& question, const std::string& why) const {
    CheckedCase one = case_of(question);
    one.report.result = Result::skipped;
    one.report.why = why;
    return one;
  }

  /// What this machine refuses is nothing that is wrong with a question.
  CheckedCase judge(const Question& question, const std::filesystem::path& program) {
    try {
      return judged(question, program);
    } catch (const std::system_error& error) {
      return refused(question,
                     say({Status::not_allowed, CommandProblem::call_failed, {error.what()}},
                         settings_.language));
    }
  }

  CheckedCase judged(const Question& question, const std::filesystem::path& program) {
    CheckedCase one = case_of(question);
    const auto fail = [&](const std::string& why) {
      one.report.result = Result::failed;
      if (one.report.why.empty()) one.report.why = why;
    };
    try {
      const bool page = place_ == Place::page;
      const QuestionRun run = page ? QuestionRun() : run_for(question, lesson_, program);
      int status = 0;
      const SeenRun* const seen = page ? nullptr : run_of_lesson(run, status);
      if (!seen && !page) {
        if (status == static_cast<int>(Status::not_allowed)) return refused(question);
        fail(say(settings_.language, CheckSays::no_answer,
                 reason_of(question, Facts(), settings_.language)));
      }
      if (seen && std::ranges::any_of(seen->events, is_refused_by_kernel)) return refused(question);
      Knowledge knowledge(run, carried(), true);
      const Solved solved = solve(question, knowledge, seen);
      const std::vector<ExaminationFault> faults = faults_of(question, solved, seen);
      if (knowledge.was_refused()) return refused(question);
      for (const ExaminationFault& fault : faults) {
        fail(fault_words(fault, question, solved.facts, settings_.language));
      }
      if (auto entry = knowledge.entry_for(question)) compare(question, *std::move(entry), fail);
    } catch (const Problem& problem) {
      fail(say(problem, settings_.language));
    }
    return one;
  }

  CheckedCase refused(const Question& question) {
    return refused(question, say(settings_.language, CheckSays::run_refused));
  }

  /// What ships of it stays as it is.
  CheckedCase refused(const Question& question, const std::string& why) {
    const auto shipped = shipped_.entries.find(question.id);
    if (shipped != shipped_.entries.end()) found_.entries.insert(*shipped);
    return skipped(question, why);
  }

  template <class Fail>
  void compare(const Question& question, Shipped::Entry found, const Fail& fail) {
    const auto shipped = shipped_.entries.find(question.id);
    // A search that was cut off here says nothing against one that was not.
    const bool ships =
        shipped != shipped_.entries.end() && shipped->second.key == found.key &&
        (!found.explored.complete || agree(shipped->second.explored, found.explored));
    if (!ships && !settings_.update && place_ == Place::own) {
      fail(say(settings_.language, CheckSays::exploration_old));
    }
    found_.entries[question.id] = ships ? shipped->second : std::move(found);
  }

  /// Each variant is run once.
  const SeenRun* run_of_lesson(const QuestionRun& run, int& status) {
    std::string name = run.terminal ? "" : "no-tty";
    for (const auto& [option, value] : run.values) name += " " + option + "=" + value;
    const auto known = runs_.find(name);
    if (known != runs_.end()) return &known->second;
    auto seen = run_called(run, carried(), status);
    return seen ? &runs_.emplace(name, *std::move(seen)).first->second : nullptr;
  }

  Carried carried() const {
    return [language = settings_.language](const std::function<void()>& work) {
      User user;
      user.language = language;
      return status_of([&] { return work(), 0; }, user);
    };
  }

  void write() const {
    if (found_.entries.empty() || found_ == shipped_) return;
    const Fd file = open_file((lesson_.folder / shipped_name).string(),
                              O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    write_all(file.get(), questions::text_of(found_));
  }

  Lesson lesson_;
  Place place_;
  std::string name_;
  std::filesystem::path file_;
  CheckSettings settings_;
  Shipped shipped_, found_;
  std::map<std::string, SeenRun> runs_;
};

}  // namespace

std::unique_ptr<CheckUnit> check_of_questions(Lesson lesson, const Words& call,
                                              const CheckSettings& settings) {
  const bool folder = !call.empty() && call.front() == "run";
  const std::string name = lesson.id + "/" + std::string(shipped_name);
  const std::filesystem::path file = lesson.folder / "lesson.toml";
  return std::make_unique<QuestionCheck>(std::move(lesson), folder ? Place::folder : Place::own,
                                         name, file, settings);
}

std::unique_ptr<CheckUnit> check_of_page_questions(const std::filesystem::path& page,
                                                   const std::string& name,
                                                   const CheckSettings& settings) {
  Lesson lesson;
  lesson.id = lesson.name = page.stem().string();
  lesson.questions = questions_in_page(page);
  return std::make_unique<QuestionCheck>(std::move(lesson), Place::page, name, page, settings);
}

}  // namespace procdemo::cli
