#include "questions/explored.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <ranges>
#include <system_error>

#include "base/hash.h"
#include "base/problem.h"
#include "claims/field.h"
#include "explore/explorer.h"
#include "explore/missed.h"
#include "explore/problems.h"
#include "lesson/program.h"
#include "session/kept_trace.h"
#include "session/session.h"
#include "trace/canonical.h"

namespace procdemo::questions {
namespace {

/// What is kept of one run of many, in the canonical form.
class Keeping final : public Sink {
 public:
  Keeping(const Subject& subject, Assignment& assignment)
      : kept_(assignment.keep, assignment.trace), canonical_(surroundings(subject)) {
    kept_.begin(canonical_.run(subject.header));
  }

  void event(const Event& event) override {
    time_ = event.time;
    kept_.event(canonical_.event(event));
  }

  void end(const Finished& finished) {
    End end{.processes = finished.outcome.processes,
            .events = finished.outcome.events,
            .survivors = finished.outcome.survivors,
            .time = time_,
            .token = finished.token,
            .claims = finished.claims};
    kept_.end(canonical_.end(std::move(end)));
  }

 private:
  static Canonical::Surroundings surroundings(const Subject& subject) {
    Canonical::Surroundings surroundings = surroundings_of(subject);
    surroundings.evidence_is_canonical = true;
    return surroundings;
  }

  KeptTrace kept_;
  Canonical canonical_;
  double time_ = 0;
};

/// The lesson, but that it claims what the question wants to know.
Lesson asking_lesson(const Question& question, const QuestionRun& run) {
  Lesson lesson = run.lesson;
  lesson.claims.clear();
  for (Condition& condition : conditions_of(question)) lesson.claims.push_back(condition.claim);
  return lesson;
}

Request request_of(const WorkerRequest& asked, const QuestionRun& run, Assignment& assignment) {
  Request request;
  request.schedule = text_of(PolicyName());
  request.order.emplace();
  if (asked.words.size() > 1 && asked.words.front() == "--schedule") {
    request.schedule = asked.words[1];
    request.order = read_token(asked.words[1]).order;
  }
  request.terminal = run.terminal;
  request.stable = true;
  request.findings = false;
  request.limits = run.limits;
  request.assignment = &assignment;
  return request;
}

Act act_of(const Lesson& lesson, const QuestionRun& run) {
  return [&](const WorkerRequest& asked, Assignment& assignment) {
    try {
      Request request = request_of(asked, run, assignment);
      const auto names = std::views::keys(run.given);
      Subject subject = subject_of({.lesson = lesson,
                                    .program = run.program,
                                    .values = run.values,
                                    .given = {names.begin(), names.end()}},
                                   request);
      Session session(subject, request);
      Keeping keeping(subject, assignment);
      keeping.end(session.run(keeping));
      return 0;
    } catch (const Problem& problem) {
      return static_cast<int>(problem.status());
    } catch (const std::exception& failure) {
      fmt::print(stderr, "{}\n", failure.what());
      return static_cast<int>(Status::not_allowed);
    }
  };
}

std::string text_of_claim(const Claim& claim) {
  std::string text = fmt::format("{} {} {} {} {}", static_cast<int>(claim.verb), claim.multiset,
                                 static_cast<int>(claim.take), claim.per, claim.expect_broken);
  for (const Pattern& pattern : claim.patterns) text += " " + claims::text_of(pattern);
  for (const std::string& field : claim.fields) text += " " + field;
  for (const auto& bound : {claim.bounds.at_least, claim.bounds.at_most}) {
    text += bound ? fmt::format(" {}{}", bound->number, bound->placeholder) : " -";
  }
  return text;
}

bool is_about_outputs(const Question& question) {
  return question.kind == Question::Kind::outputs || question.kind == Question::Kind::order;
}

/// Whether more orders would change nothing of what there is to know: one that holds, or breaks,
/// was enough for each.
bool is_decided(const Question& question, const Explored& explored) {
  if (is_about_outputs(question)) return explored.complete;
  const std::vector<Condition> conditions = conditions_of(question);
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const Explored::Found& found = explored.conditions[i];
    const bool every = conditions[i].orders == Condition::Orders::every;
    if (every ? found.broken_by.empty() : found.held_by.empty()) return explored.complete;
  }
  return true;
}

Explored explore_some(const Question& question, const QuestionRun& run, std::int64_t most_runs,
                      std::int64_t sample, std::chrono::duration<double> time) {
  const Lesson lesson = asking_lesson(question, run);
  const Explorer::Settings settings = {.search = {.any_sleep = !question.exact_sleeps},
                                       .sample = {.after = most_runs, .runs = sample},
                                       .most_runs = most_runs,
                                       .live_runs = 0,
                                       .jobs = Workers::usual_jobs(),
                                       .time = time,
                                       .before = ""};
  Explorer explorer(settings, act_of(lesson, run));
  const Explorer::Ended ended = explorer.run([](const Outcomes&) {});
  if (ended.not_allowed || explorer.outcomes().refused()) {
    throw std::system_error(EAGAIN, std::generic_category(), "fork");
  }
  Explored found;
  found.complete = missed_by(ended, explorer.outcomes()).empty();
  if (is_about_outputs(question)) {
    for (const auto& [text, output] : explorer.outcomes().outputs()) {
      found.outputs[text] = output.example.token;
    }
  }
  for (const Claim& claim : lesson.claims) {
    const auto known = explorer.outcomes().claims().find(claim.id);
    if (known == explorer.outcomes().claims().end()) {
      found.conditions.emplace_back();
    } else {
      found.conditions.push_back({known->second.held_by.token, known->second.example.token});
    }
  }
  return found;
}

}  // namespace

namespace {

/// One has shown what the other, complete, has not found.
bool is_beyond(const Explored& shown, const Explored& all) {
  if (!all.complete) return false;
  for (std::size_t i = 0; i < shown.conditions.size(); ++i) {
    const Explored::Found &one = shown.conditions[i], &other = all.conditions[i];
    if (!one.held_by.empty() && other.held_by.empty()) return true;
    if (!one.broken_by.empty() && other.broken_by.empty()) return true;
  }
  return std::ranges::any_of(
      shown.outputs, [&](const auto& output) { return !all.outputs.contains(output.first); });
}

}  // namespace

bool agree(const Explored& a, const Explored& b) {
  return a.conditions.size() == b.conditions.size() && !is_beyond(a, b) && !is_beyond(b, a);
}

Explored explore_orders(const Question& question, const QuestionRun& run,
                        std::chrono::duration<double> time) {
  if (run.lesson.live_only) {
    throw Problem(Status::usage, ExploreProblem::live, {run.lesson.name});
  }
  constexpr std::int64_t few = 32, many = 1'000'000'000;
  const Explored first = explore_some(question, run, few, few, time);
  return is_decided(question, first) ? first : explore_some(question, run, many, 0, time);
}

std::string key_of(const Question& question, const QuestionRun& run) {
  std::string text = sources_of(run.lesson);
  text += fmt::format("{} {} {}", run.lesson.program, run.terminal, question.exact_sleeps);
  for (const auto& [name, value] : run.values) text += fmt::format(" {}={}", name, value);
  for (const Condition& condition : conditions_of(question)) {
    text += "\n" + text_of_claim(condition.claim);
  }
  return fmt::format("{:016x}", hash_of(text));
}

}  // namespace procdemo::questions
