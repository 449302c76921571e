#include "cli/run_options.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/problem.h"
#include "cli/common_options.h"
#include "schedule/token.h"
#include "show/words/limit_words.h"

namespace procdemo {
namespace {

const Words guards = {"auto", "pid-namespace", "cgroup", "rlimit", "uid"};

double speed_of(const Given& given) {
  if (given.text("speed") == "max") return 1;  // virtual time: see read_schedule
  return given.number("speed", slowest_speed, fastest_speed, 1);
}

std::string placeholder_of(LimitKind::Unit unit) {
  if (unit == LimitKind::Unit::count) return "N";
  return unit == LimitKind::Unit::seconds ? "SECONDS" : "BYTES";
}

std::string text_of(double value) {
  return fmt::to_string(value);
}

double value_of(const Given& given, const LimitKind& kind) {
  const std::string option(kind.option);
  const auto least = static_cast<std::int64_t>(kind.least);
  const auto most = static_cast<std::int64_t>(kind.most);
  switch (kind.unit) {
    case LimitKind::Unit::count:
      return static_cast<double>(given.whole(option, least, most, 0));
    case LimitKind::Unit::bytes:
      return static_cast<double>(given.bytes(option, least, most, 0));
    case LimitKind::Unit::seconds:
      break;
  }
  return given.number(option, kind.least, kind.most, 0);
}

Limits limits_of(const Given& given, const Limits& usual) {
  Limits limits = usual;
  for (const LimitKind& kind : limit_kinds) {
    if (given.has(std::string(kind.option))) kind.set(limits, value_of(given, kind));
  }
  return limits;
}

/// Who decides what goes on next: a policy, a token, or the kernel.
void read_schedule(const Given& given, Request& request) {
  const std::string speed = given.text("speed");
  if (!given.has("schedule")) {
    // Nothing of a live run is stable but what the user's own --speed asks for.
    if (speed != "max" && (!speed.empty() || !given.has("stable"))) return;
    request.schedule = text_of(PolicyName());
    request.order.emplace();
    return;
  }
  if (!speed.empty() && speed != "max") throw Problem(Status::usage, Trouble::speed_and_schedule);
  request.schedule = given.text("schedule");
  if (is_token(request.schedule)) {
    request.order = read_token(request.schedule).order;
  } else if (const auto policy = policy_named(request.schedule)) {
    request.order = Order{.policy = *policy};
  } else {
    throw Problem(Status::usage, Trouble::schedule_unknown, {request.schedule});
  }
}

bool takes(const Command& command, const std::string& option) {
  return std::ranges::any_of(command.groups, [&](const OptionGroup& group) {
    return std::ranges::count(group.options, option, &Option::name) != 0;
  });
}

}  // namespace

OptionGroup run_options(Language language, const Limits& usual, bool guarded) {
  const auto text = [&](Say what, const auto&... args) { return say(language, what, args...); };
  OptionGroup group = {text(Say::help_run_options),
                       {format_option(language),
                        language_option(language),
                        color_option(language),
                        {"record", "FILE", text(Say::help_record)},
                        {"speed", "N|max", text(Say::help_speed, slowest_speed, fastest_speed)},
                        {"schedule", "ORDER", text(Say::help_schedule)},
                        {"stable", "", text(Say::help_stable)},
                        {"no-tty", "", text(Say::help_no_tty)}}};
  for (std::size_t i = 0; i < limit_kinds.size(); ++i) {
    const LimitKind& kind = limit_kinds[i];
    group.options.push_back({std::string(kind.option), placeholder_of(kind.unit),
                             text(limit_words[i].help, text_of(kind.value(usual)))});
  }
  if (guarded) group.options.push_back({"guard", "NAME", text(Say::help_guard)});
  return group;
}

RunOptions read_run_options(const Given& given, const User& user, const Limits& usual) {
  RunOptions options;
  options.style = wanted_style(given, user);
  options.format = wanted_format(given, user);
  options.record = given.text("record");
  Request& request = options.request;
  request.speed = speed_of(given);
  read_schedule(given, request);
  request.terminal = !given.has("no-tty");
  request.stable = given.has("stable");
  request.limits = limits_of(given, usual);
  const std::string guard = given.choice("guard", guards, "auto");
  request.guard = guard == "auto" ? "" : guard;
  request.assignment = user.assignment;
  return options;
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

}  // namespace procdemo
