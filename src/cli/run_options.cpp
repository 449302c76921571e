#include "cli/run_options.h"

#include <fmt/format.h>

#include "base/problem.h"
#include "cli/common_options.h"
#include "show/words/limit_words.h"

namespace procdemo {
namespace {

const Words guards = {"auto", "pid-namespace", "cgroup", "rlimit", "uid"};

double speed_of(const Given& given) {
  if (given.text("speed") == "max") return 1;  // virtual time: see read_scheduling
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

std::vector<Token::Option> token_options(const RunOptions& options, const Limits& usual) {
  std::vector<Token::Option> differing;
  for (const LimitKind& kind : limit_kinds) {
    const auto value = kind.given(options.limits);
    if (!kind.in_token || !value || value == kind.given(usual)) continue;
    differing.emplace_back(kind.option, text_of(*value));
  }
  if (!options.terminal) differing.emplace_back("no-tty", "");
  return differing;
}

RunOptions read_run_options(const Given& given, const User& user, const Limits& usual) {
  RunOptions options;
  options.style = wanted_style(given, user);
  options.format = wanted_format(given, user);
  options.record = given.text("record", user.record);
  options.speed = speed_of(given);
  options.scheduling = read_scheduling(given);
  options.terminal = !given.has("no-tty");
  options.stable = given.has("stable");
  options.limits = limits_of(given, usual);
  const std::string guard = given.choice("guard", guards, "auto");
  options.guard = guard == "auto" ? "" : guard;
  return options;
}

}  // namespace procdemo
