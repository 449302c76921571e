#include "cli/run_options.h"

#include "cli/common_options.h"
#include "narrate/words.h"
#include "trace/problem.h"

namespace procdemo {
namespace {

constexpr double slowest = 0.1, fastest = 100;
constexpr double shortest = 0.1, longest = 86'400;  // seconds: a day
constexpr std::int64_t most_processes = 100'000;
constexpr std::int64_t most_forks = 100'000'000;
constexpr std::int64_t most_bytes = 1'000'000'000'000;
constexpr std::int64_t least_memory = 16'000'000;  // bytes: with less no program begins

const Words guards = {"auto", "pid-namespace", "cgroup", "rlimit", "uid"};

double speed_of(const Given& given) {
  if (given.text("speed") == "max") return 1;  // virtual time: see read_scheduling
  return given.number("speed", slowest, fastest, 1);
}

Limits limits_of(const Given& given, const Limits& usual) {
  Limits limits;
  limits.processes = given.whole("max-processes", 1, most_processes, usual.processes);
  limits.forks = given.whole("max-forks", 1, most_forks, usual.forks);
  limits.seconds = given.number("timeout", shortest, longest, usual.seconds);
  limits.output = given.bytes("max-output", 1, most_bytes, usual.output);
  limits.memory = given.bytes("max-memory", least_memory, most_bytes, usual.memory);
  limits.file = given.bytes("max-file", 1, most_bytes, usual.file);
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
                        {"speed", "N|max", text(Say::help_speed, slowest, fastest)},
                        {"schedule", "ORDER", text(Say::help_schedule)},
                        {"stable", "", text(Say::help_stable)},
                        {"no-tty", "", text(Say::help_no_tty)},
                        {"max-processes", "N", text(Say::help_max_processes, usual.processes)},
                        {"max-forks", "N", text(Say::help_max_forks, usual.forks)},
                        {"timeout", "SECONDS", text(Say::help_timeout, usual.seconds)},
                        {"max-output", "BYTES", text(Say::help_max_output, usual.output)},
                        {"max-memory", "BYTES", text(Say::help_max_memory, usual.memory)},
                        {"max-file", "BYTES", text(Say::help_max_file, usual.file)}}};
  if (guarded) group.options.push_back({"guard", "NAME", text(Say::help_guard)});
  return group;
}

std::vector<Token::Option> token_options(const RunOptions& options, const Limits& usual) {
  std::vector<Token::Option> differing;
  const auto add = [&](const char* name, std::int64_t value, std::int64_t otherwise) {
    if (value != otherwise) differing.emplace_back(name, std::to_string(value));
  };
  add("max-processes", options.limits.processes, usual.processes);
  add("max-forks", options.limits.forks, usual.forks);
  add("max-output", options.limits.output, usual.output);
  add("max-memory", options.limits.memory, usual.memory);
  add("max-file", options.limits.file, usual.file);
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
