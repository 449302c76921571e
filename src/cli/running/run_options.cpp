#include "cli/running/run_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "base/problem.h"
#include "cli/describe/common_options.h"
#include "cli/problems.h"
#include "cli/words/help.h"
#include "schedule/problems.h"
#include "schedule/token.h"

namespace procdemo::cli {
namespace {

const Argument guards = {.kind = Argument::Kind::choice,
                         .shown = "NAME",
                         .choices = {"auto", "pid-namespace", "cgroup", "rlimit", "uid"}};

const Argument orders =
    Argument::text("ORDER", {"parent-first", "child-first", "round-robin", "random:", "ask"});

const Bilingual speed_help = {
    "N times as fast: sleeps and the program's clocks are scaled ({0} to {1}; default 1); max: "
    "sleeps cost no time, with the order round-robin",
    "快 N 倍：睡眠和程序看到的时钟都按此缩放（{0} 到 {1}，默认 1）；max：睡眠不费时间，"
    "顺序为 round-robin"};
const Bilingual record_help = {"also write the run to FILE, as JSON Lines",
                               "同时把运行过程以 JSON Lines 写入 FILE"};
const Bilingual schedule_help = {
    "one process at a time, in virtual time, in this order: parent-first, child-first, "
    "round-robin, random:SEED, or the token of an earlier run; ask: you are asked at each choice",
    "每次只让一个进程走一步，使用虚拟时间，顺序为：parent-first、child-first、round-robin、"
    "random:SEED，或先前某次运行的令牌；ask：每次有选择时都问你"};
const Bilingual any_sleep_help = {
    "with --step or --schedule, a sleep may end at any time: whoever sleeps is one of the ready",
    "与 --step 或 --schedule 同用：睡眠随时可以结束，睡着的进程也在可以走的之列"};
const Bilingual no_tty_help = {"the program writes into pipes instead of terminals",
                               "让程序写入管道，而不是终端"};
const Bilingual guard_help = {
    "the guard of the kernel around the program: auto, pid-namespace, cgroup, rlimit or uid "
    "(default auto)",
    "程序外面的内核防护：auto、pid-namespace、cgroup、rlimit 或 uid（默认 auto）"};

/// In the order of `limit_kinds`; {0} is the usual value.
const std::array<Bilingual, std::tuple_size_v<decltype(limit_kinds)>> limit_helps = {{
    {"refuse further processes when N are alive (default {0})",
     "已有 N 个进程活着时，拒绝再创建（默认 {0}）"},
    {"end the run after N processes in all (default {0})",
     "前后共创建 N 个进程后结束运行（默认 {0}）"},
    {"end the run after so many seconds of real time (default {0})",
     "到了这么多秒（真实时间）就结束运行（默认 {0}）"},
    {"end the run after so many bytes printed; 20k, 10M, 1G are understood (default {0})",
     "输出达到这么多字节就结束运行，可写 20k、10M、1G（默认 {0}）"},
    {"end the run when its processes have so many bytes of memory together; 500M, 2G are "
     "understood (default {0})",
     "所有进程合计占用这么多字节的内存就结束运行，可写 500M、2G（默认 {0}）"},
    {"end the run when it makes a file larger than so many bytes; 20k, 10M, 1G are understood "
     "(default {0})",
     "写出的文件超过这么多字节就结束运行，可写 20k、10M、1G（默认 {0}）"},
}};

double speed_of(const Given& given) {
  if (given.text("speed") == "max") return 1;  // virtual time: see read_schedule
  return given.number("speed", 1);
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
  switch (kind.unit) {
    case LimitKind::Unit::count:
      return static_cast<double>(given.whole(option, 0));
    case LimitKind::Unit::bytes:
      return static_cast<double>(given.bytes(option, 0));
    case LimitKind::Unit::seconds:
      break;
  }
  return given.number(option, 0);
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
    const bool stable = given.has("stable") && speed.empty();
    if (speed != "max" && !stable && !given.has("step")) return;
    if (speed != "max" && !speed.empty())
      throw Problem(Status::usage, ScheduleProblem::speed_and_schedule);
    request.schedule = text_of(PolicyName());
    request.order.emplace();
    return;
  }
  if (!speed.empty() && speed != "max")
    throw Problem(Status::usage, ScheduleProblem::speed_and_schedule);
  request.schedule = given.text("schedule");
  if (request.schedule == "ask") request.schedule = text_of(PolicyName());
  if (is_token(request.schedule)) {
    request.order = read_token(request.schedule).order;
  } else if (const auto policy = policy_named(request.schedule)) {
    request.order = Order{.policy = *policy};
  } else {
    throw Problem(Status::usage, ScheduleProblem::unknown, {request.schedule});
  }
}

/// A token says itself whether its run's sleeps end at any time.
void read_any_sleep(const Given& given, Request& request) {
  if (!given.has("any-sleep")) return;
  if (!request.order) throw Problem(Status::usage, CommandProblem::step_missing, {"--any-sleep"});
  const bool contradicts = is_token(request.schedule) && !request.order->any_sleep;
  if (contradicts)
    throw Problem(Status::usage, ScheduleProblem::token_option, {"any-sleep", "false", "true"});
  request.order->any_sleep = true;
}

bool takes(const Command& command, const std::string& option) {
  return std::ranges::any_of(command.groups, [&](const OptionGroup& group) {
    return std::ranges::count(group.options, option, &Option::name) != 0;
  });
}

}  // namespace

OptionGroup run_options(const Limits& usual, bool guarded) {
  OptionGroup group = {in_both(Help::run_options),
                       {format_option(),
                        language_option(),
                        color_option(),
                        evidence_option(),
                        lines_option(),
                        no_findings_option(),
                        {"record", Argument::file(), record_help},
                        speed_option(speed_help),
                        {"schedule", orders, schedule_help},
                        {"any-sleep", flag, any_sleep_help},
                        stable_option(),
                        {"no-tty", flag, no_tty_help}}};
  for (Option& option : step_options(true)) group.options.push_back(std::move(option));
  for (std::size_t i = 0; i < limit_kinds.size(); ++i) {
    const LimitKind& kind = limit_kinds[i];
    group.options.push_back({std::string(kind.option),
                             Argument::number(kind.least, kind.most, placeholder_of(kind.unit)),
                             filled(limit_helps[i], text_of(kind.value(usual)))});
  }
  if (guarded) group.options.push_back({"guard", guards, guard_help});
  return group;
}

void read_display(const Given& given, const User& user, RunOptions& options) {
  options.style = wanted_style(given, user);
  options.format = wanted_format(given, user);
  options.step = read_step_options(given);
  if (options.step.wanted() && options.step.face != StepOptions::Face::json &&
      options.format == Format::jsonl)
    throw Problem(Status::usage, CommandProblem::step_format);
}

RunOptions read_run_options(const Given& given, const User& user, const Limits& usual) {
  RunOptions options;
  read_display(given, user, options);
  options.record = given.text("record");
  Request& request = options.request;
  request.speed = speed_of(given);
  read_schedule(given, request);
  read_any_sleep(given, request);
  request.terminal = !given.has("no-tty");
  request.stable = given.has("stable");
  request.lines = options.style.lines || options.format == Format::jsonl || given.has("record") ||
                  options.step.wanted();
  request.findings = options.style.findings;
  request.limits = limits_of(given, usual);
  const std::string guard = given.choice("guard", "auto");
  request.guard = guard == "auto" ? "" : guard;
  request.assignment = user.assignment;
  if (options.step.wanted()) request.input = options.step.input;
  return options;
}

Given with_token(const Command& command, Given given, const std::string& subject) {
  const std::string asked = given.text("schedule");
  if (!is_token(asked)) return given;
  const Token token = read_token(asked);
  if (token.subject != subject) {
    throw Problem(Status::usage, ScheduleProblem::token_of_another,
                  {asked, token.subject, subject});
  }
  for (const auto& [name, value] : token.options) {
    if (!takes(command, name))
      throw Problem(Status::usage, ScheduleProblem::token_malformed, {asked});
    const std::string meant = value.empty() ? "true" : value;
    if (given.has(name) && given.text(name) != meant) {
      throw Problem(Status::usage, ScheduleProblem::token_option, {name, meant, given.text(name)});
    }
    given.options[name] = {meant};
  }
  return given;
}

}  // namespace procdemo::cli
