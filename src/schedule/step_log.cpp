#include "schedule/step_log.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include "base/text/lines.h"
#include "base/text/percent.h"

namespace procdemo::schedule {

namespace {

constexpr std::array endings = {"over", "stuck", "asleep", "bounded", "diverged"};

using How = Touch::How;

bool conflict(const Touch& a, const Touch& b) {
  const bool changes = a.how == How::change || b.how == How::change;
  return changes && a.how != How::poll && b.how != How::poll && a.object == b.object;
}

bool changed_what_is_polled(const Touch& before, const Touch& after) {
  return before.how == How::change && after.how == How::poll && before.object == after.object;
}

constexpr std::string_view marks = "<>?";  // one for each How

bool touches_everything(const SeenStep& step) {
  return std::ranges::count(step.touches, "everything", &Touch::object) != 0;
}

// "P.1 2.5 <file:a >output / P P.1"
std::string written(const SeenStep& step) {
  std::ostringstream text;
  text.precision(17);
  text << step.name << ' ' << step.time;
  for (const Touch& touch : step.touches) {
    text << ' ' << marks[static_cast<std::size_t>(touch.how)] << percent_encoded(touch.object);
  }
  text << " /";
  for (const Name& name : step.ready) text << ' ' << name;
  text << '\n';
  return text.str();
}

SeenStep read_step(std::istream& words) {
  SeenStep step;
  words >> step.name >> step.time;
  std::string word;
  while (words >> word && word != "/") {
    const std::size_t how = marks.find(word.front());
    if (how != marks.npos)
      step.touches.push_back({percent_decoded(word.substr(1)), static_cast<How>(how)});
  }
  while (words >> word) step.ready.push_back(word);
  return step;
}

// "P sleeps 17 P.1 P.2"
std::string written(const Overtaking& one) {
  std::string text = one.task + (one.sleeps ? " sleeps " : " waits ") + std::to_string(one.told);
  for (const Name& other : one.others) text += " " + other;
  return text + "\n";
}

Overtaking read_overtaking(std::istream& words) {
  Overtaking one;
  std::string how;
  words >> one.task >> how >> one.told;
  one.sleeps = how == "sleeps";
  for (std::string other; words >> other;) one.others.push_back(other);
  return one;
}

}  // namespace

bool are_dependent(const SeenStep& a, const SeenStep& b) {
  if (a.name == b.name || touches_everything(a) || touches_everything(b)) return true;
  return std::ranges::any_of(a.touches, [&](const Touch& one) {
    return std::ranges::any_of(b.touches, [&](const Touch& other) { return conflict(one, other); });
  });
}

bool may_have_changed(const SeenStep& before, const SeenStep& after) {
  if (are_dependent(before, after)) return true;
  return std::ranges::any_of(before.touches, [&](const Touch& one) {
    return std::ranges::any_of(
        after.touches, [&](const Touch& other) { return changed_what_is_polled(one, other); });
  });
}

std::string text_of(const StepLog& log) {
  std::string text;
  for (const SeenStep& step : log.steps) text += "step " + written(step);
  for (const SeenStep& step : log.pending) text += "pending " + written(step);
  for (const Overtaking& one : log.overtakings) text += "overtaking " + written(one);
  return text + "ending " + endings[static_cast<std::size_t>(log.ending)] + "\n";
}

std::string text_of(const Plan& plan) {
  std::string text = "plan\n";
  if (plan.any_sleep) text += "any-sleep\n";
  if (plan.bound) text += "bound " + std::to_string(*plan.bound) + "\n";
  if (plan.seed) text += "random " + std::to_string(*plan.seed) + "\n";
  for (const Name& choice : plan.choices) text += "choose " + choice + "\n";
  for (const SeenStep& step : plan.sleep) text += "sleep " + written(step);
  return text + "begin\n";
}

std::optional<Plan> read_plan(const std::string& text) {
  std::string_view rest = text, line;
  if (!next_line(rest, line) || line != "plan") return std::nullopt;
  Plan plan;
  while (next_line(rest, line) && line != "begin") {
    std::istringstream words{std::string(line)};
    std::string what;
    words >> what;
    if (what == "any-sleep") plan.any_sleep = true;
    if (what == "bound") words >> plan.bound.emplace();
    if (what == "random") words >> plan.seed.emplace();
    if (what == "choose") words >> plan.choices.emplace_back();
    if (what == "sleep") plan.sleep.push_back(read_step(words));
  }
  return plan;
}

StepLog read_step_log(const std::string& text) {
  StepLog log;
  for (const std::string& line : split(text, "\n")) {
    std::istringstream words(line);
    std::string what;
    words >> what;
    if (what == "step") log.steps.push_back(read_step(words));
    if (what == "pending") log.pending.push_back(read_step(words));
    if (what == "overtaking") log.overtakings.push_back(read_overtaking(words));
    if (what != "ending") continue;
    words >> what;
    const auto ending = std::ranges::find(endings, what);
    if (ending != endings.end())
      log.ending = static_cast<StepLog::Ending>(ending - endings.begin());
  }
  return log;
}

}  // namespace procdemo::schedule
