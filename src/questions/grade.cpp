#include "questions/grade.h"

#include <algorithm>

#include "trace/intention.h"

namespace procdemo::questions {
namespace {

using Kind = Question::Kind;
using Orders = Condition::Orders;

Truth truth_in_run(const Claim& claim, const SeenRun* run) {
  if (!run) return {};
  const Verdict verdict = check_claim(claim, run->events, run->conditions);
  Shown shown = events_of(claim, *run);
  shown.token = run->end.token;
  return {verdict.holds, std::move(shown)};
}

Truth truth_in_orders(Orders orders, const Explored::Found& found, bool complete) {
  const bool held = !found.held_by.empty(), broken = !found.broken_by.empty();
  if (orders == Orders::every) {
    if (broken) return {false, {.token = found.broken_by}};
    return complete && held ? Truth{true, {.token = found.held_by}} : Truth{};
  }
  if (held) return {true, {.token = found.held_by}};
  return complete && broken ? Truth{false, {.token = found.broken_by}} : Truth{};
}

std::size_t conditions_before(const Question& question, std::size_t choice) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < choice; ++i) count += question.choices[i].holds.size();
  return count;
}

/// All of its conditions: the first that is not so decides, and shows it. What is so is shown by
/// the first that has events: that something never happened shows nothing.
Truth truth_of_conditions(const Question& question, std::size_t choice, const Facts& facts) {
  Truth all{.is = true};
  std::size_t number = conditions_before(question, choice);
  for (const Condition& condition : question.choices[choice].holds) {
    Truth one = truth_of(condition, number++, facts);
    if (one.is == false) return one;
    if (!one.is) all.is.reset();
    const bool has_more = all.shown.events.empty() && !one.shown.events.empty();
    if (all.shown == Shown{} || has_more) all.shown = std::move(one.shown);
  }
  return all;
}

Truth truth_of_output(const std::string& text, const Explored* explored) {
  if (!explored) return {};
  const auto found = explored->outputs.find(text);
  if (found != explored->outputs.end()) return {true, {.token = found->second}};
  return explored->complete ? Truth{false, {}} : Truth{};
}

/// Who goes on, that it is about; null: nobody does.
const Ready* ready_one(const Question& question, const RunStatus& stand) {
  const auto ready = std::ranges::find(stand.ready, question.process, &Ready::name);
  return ready == stand.ready.end() ? nullptr : &*ready;
}

Truth truth_of_intention(const Question& question, const Choice& choice, const RunStatus* stand) {
  const Ready* const ready = stand ? ready_one(question, *stand) : nullptr;
  if (!ready) return {};
  const auto kind = std::visit([](const auto& one) { return one.kind; }, ready->does);
  return {kind == choice.does, {}};
}

Truth truth_of_choice(const Question& question, std::size_t choice, const Facts& facts) {
  switch (question.kind) {
    case Kind::outputs:
      return truth_of_output(question.outputs[choice], facts.explored);
    case Kind::does:
      return truth_of_intention(question, question.choices[choice], facts.stand);
    default:
      return truth_of_conditions(question, choice, facts);
  }
}

bool is_chosen(const Answer& answer, std::size_t choice) {
  return std::ranges::count(answer.chosen, choice) != 0;
}

// --- the kinds ---

void grade_number(const Question& question, const Answer& answer, const Facts& facts, Grade& to) {
  if (!facts.run) return;
  const std::vector<std::size_t> found = matches_of(question.count, *facts.run);
  to.best = Answer{.number = static_cast<std::int64_t>(found.size())};
  to.right = answer.number == to.best->number;
  to.shown = first_few(found);
  to.shown.token = facts.run->end.token;
}

/// What is wrong with it first: a choice that is not so, else one that was left out.
void grade_choices(const Question& question, const Answer& answer, const Facts& facts, Grade& to) {
  Answer best;
  bool known = true, wrong = false;
  const auto note = [&](std::size_t i) {
    const Shown& shown = to.choices[i].shown;
    if (!to.shown.events.empty() && !shown.events.empty()) {
      to.shown = joined(to.shown, shown);
    } else if (to.shown == Shown{} || !shown.events.empty()) {
      to.shown = shown;
    }
    wrong = true;
    if (!question.choices[i].why.en.empty()) to.tempting.push_back(question.choices[i].why);
  };
  for (std::size_t i = 0; i < question.choices.size(); ++i) {
    to.choices.push_back(truth_of_choice(question, i, facts));
    if (to.choices[i].is == true) best.chosen.push_back(i);
    known = known && to.choices[i].is.has_value();
  }
  for (const std::size_t i : answer.chosen) {
    if (to.choices[i].is == false) note(i);
  }
  for (std::size_t i = 0; i < question.choices.size(); ++i) {
    if (!is_chosen(answer, i) && to.choices[i].is == true) note(i);
  }
  // Of one that takes a single answer a right one is enough.
  const bool single = !question.takes_several() && !answer.chosen.empty();
  const bool enough = single && to.choices[answer.chosen.front()].is.has_value();
  if (!known && !wrong && !enough) return;
  if (single) wrong = to.choices[answer.chosen.front()].is == false;
  if (single && !wrong && !enough) return;
  to.right = !wrong;
  if (known || (single && !best.chosen.empty())) to.best = best;
}

std::string text_in_order(const Question& question, const Answer& answer) {
  std::string text;
  for (const std::size_t line : answer.chosen) text += question.lines[line] + "\n";
  return text;
}

/// The letters that give such an output, if they do.
std::optional<Answer> order_that_gives(const Question& question, const std::string& output) {
  Answer answer;
  std::string_view rest = output;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    std::size_t i = 0;
    while (i < question.lines.size() && (question.lines[i] != line || is_chosen(answer, i))) ++i;
    if (i == question.lines.size()) return std::nullopt;
    answer.chosen.push_back(i);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return answer.chosen.size() == question.lines.size() ? std::optional(answer) : std::nullopt;
}

void grade_order(const Question& question, const Answer& answer, const Facts& facts, Grade& to) {
  const Truth truth = truth_of_output(text_in_order(question, answer), facts.explored);
  to.right = truth.is;
  to.shown = truth.shown;
  if (!facts.explored) return;
  if (truth.is == true) to.best = answer;
  for (const auto& [output, token] : facts.explored->outputs) {
    if (to.best) break;
    to.best = order_that_gives(question, output);
    if (to.best) to.shown.token = token;
  }
}

void grade_next(const Answer& answer, const Facts& facts, Grade& to) {
  if (!facts.stand) return;
  Answer best;
  for (const Ready& ready : facts.stand->ready) best.names.push_back(ready.name);
  to.right = answer.names == best.names;
  to.best = best;
}

void grade_schedule(const Question& question, const Facts& facts, Grade& to) {
  const Truth truth = truth_in_run(question.goal->claim, facts.run);
  to.right = truth.is;
  to.shown = truth.shown;
  const bool known = facts.explored && !facts.explored->conditions.empty();
  const std::string token = known ? facts.explored->conditions.back().held_by : "";
  if (!token.empty()) to.best = Answer{.token = token};
}

/// Whether some of its answer comes from a single run.
bool is_about_run(const Question& question) {
  if (question.kind == Kind::choice) {
    return std::ranges::any_of(conditions_of(question), [](const Condition& condition) {
      return condition.orders == Orders::this_run;
    });
  }
  return question.kind == Kind::number || question.kind == Kind::next ||
         question.kind == Kind::does || question.kind == Kind::schedule;
}

/// Whether it seeks an order, and none that does it was found.
bool seeks_in_vain(const Question& question, const Explored& explored) {
  if (question.kind == Kind::order) {
    return std::ranges::none_of(explored.outputs, [&](const auto& output) {
      return order_that_gives(question, output.first).has_value();
    });
  }
  return question.kind == Kind::schedule && !explored.conditions.empty() &&
         explored.conditions.back().held_by.empty();
}

/// A foreseen wrong answer, where choices have no words of their own.
void add_tempting(const Question& question, const Answer& answer, Grade& to) {
  for (const Tempting& one : question.tempting) {
    if (read_answer(question, one.answer) == answer) to.tempting.push_back(one.why);
  }
}

}  // namespace

Truth truth_of(const Condition& condition, std::size_t number, const Facts& facts) {
  if (condition.orders == Orders::this_run) return truth_in_run(condition.claim, facts.run);
  const Explored* const explored = facts.explored;
  if (!explored || number >= explored->conditions.size()) return {};
  return truth_in_orders(condition.orders, explored->conditions[number], explored->complete);
}

Unknown why_unknown(const Question& question, const Facts& facts) {
  const bool now = question.kind == Kind::does || question.kind == Kind::next;
  if (facts.explored && seeks_in_vain(question, *facts.explored)) {
    return facts.explored->complete ? Unknown::no_order : Unknown::orders;
  }
  if (!facts.run && is_about_run(question)) return Unknown::no_run;
  const bool knows_all = facts.explored && facts.explored->complete;
  if (needs_exploration(question) && !knows_all) return Unknown::orders;
  if (now && !facts.stand) return Unknown::no_stand;
  if (question.kind == Kind::does && !ready_one(question, *facts.stand)) return Unknown::nobody;
  return Unknown::unseen;
}

Grade grade(const Question& question, const Answer& answer, const Facts& facts) {
  Grade to;
  switch (question.kind) {
    case Kind::number:
      grade_number(question, answer, facts, to);
      break;
    case Kind::choice:
    case Kind::outputs:
    case Kind::does:
      grade_choices(question, answer, facts, to);
      break;
    case Kind::order:
      grade_order(question, answer, facts, to);
      break;
    case Kind::next:
      grade_next(answer, facts, to);
      break;
    case Kind::schedule:
      grade_schedule(question, facts, to);
      break;
  }
  if (to.right == false) add_tempting(question, answer, to);
  if (to.right == true) to.tempting.clear();
  return to;
}

}  // namespace procdemo::questions
