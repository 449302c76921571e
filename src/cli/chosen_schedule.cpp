#include "cli/chosen_schedule.h"

#include <algorithm>
#include <charconv>

#include "base/problem.h"

namespace procdemo {
namespace {

bool takes(const Command& command, const std::string& option) {
  return std::ranges::any_of(command.groups, [&](const OptionGroup& group) {
    return std::ranges::count(group.options, option, &Option::name) != 0;
  });
}

/// procdemo explore's own runs: "explored:FD".
int plan_named(const std::string& text) {
  constexpr std::string_view explored = "explored:";
  int number = -1;
  if (text.starts_with(explored)) {
    std::from_chars(text.data() + explored.size(), text.data() + text.size(), number);
  }
  return number;
}

}  // namespace

Scheduling read_scheduling(const Given& given) {
  const std::string speed = given.text("speed");
  if (!given.has("schedule")) {
    // Nothing of a live run is stable but what the user's own --speed asks for.
    const bool virtual_time = speed == "max" || (speed.empty() && given.has("stable"));
    if (virtual_time) return {text_of(PolicyName()), Order()};
    return {};
  }
  if (!speed.empty() && speed != "max") {
    throw Problem(Status::usage, Trouble::speed_and_schedule);
  }
  const std::string asked = given.text("schedule");
  if (const int plan = plan_named(asked); plan >= 0) return {"explored", {}, plan};
  if (is_token(asked)) return {asked, read_token(asked).order};
  if (const auto policy = policy_named(asked)) return {asked, Order{.policy = *policy}};
  throw Problem(Status::usage, Trouble::schedule_unknown, {asked});
}

Given with_token(const Command& command, Given given, const std::string& subject) {
  const std::string asked = given.text("schedule");
  if (!is_token(asked)) return given;
  const Token token = read_token(asked);
  if (token.subject != subject) {
    throw Problem(Status::usage, Trouble::token_of_another, {asked, token.subject, subject});
  }
  for (const auto& [name, value] : token.options) {
    if (!takes(command, name)) throw Problem(Status::usage, Trouble::token_malformed, {asked});
    const std::string meant = value.empty() ? "true" : value;
    if (given.has(name) && given.text(name) != meant) {
      throw Problem(Status::usage, Trouble::token_option, {name, meant, given.text(name)});
    }
    given.options[name] = {meant};
  }
  return given;
}

ChosenSchedule::ChosenSchedule(const Scheduling& asked) {
  if (asked.order) ordered_.emplace(asked.name, *asked.order);
  if (asked.plan >= 0) explored_.emplace(asked.plan);
}

Schedule& ChosenSchedule::schedule() {
  if (ordered_) return *ordered_;
  if (explored_) return *explored_;
  return live_;
}

RunMode ChosenSchedule::mode(double speed) const {
  if (ordered_) return ordered_->mode();
  if (explored_) return explored_->mode();
  return LiveMode{speed};
}

std::optional<Problem> ChosenSchedule::ended() const try {
  if (ordered_) ordered_->ended();
  return std::nullopt;
} catch (const Problem& problem) {
  return problem;
}

std::string ChosenSchedule::token(const std::string& subject,
                                  std::vector<Token::Option> options) const {
  if (!ordered_ && !explored_) return "";
  Order order = ordered_ ? ordered_->order() : explored_->order();
  return text_of(Token{subject_named(subject), std::move(options), std::move(order)});
}

}  // namespace procdemo
