// procdemo doctor: what this machine allows, each thing tried for real, and how to allow more.
#include "world/machine.h"

#include <algorithm>

#include "base/problem.h"
#include "cli/commands/subcommand.h"
#include "cli/describe/common_options.h"
#include "cli/print.h"
#include "cli/running/denial.h"
#include "cli/table.h"
#include "cli/words/help.h"
#include "cli/words/remarks.h"
#include "lesson/compiler.h"
#include "show/terminal/escape.h"
#include "show/terminal/ink.h"

namespace procdemo {
namespace {

/// What an ability is called, and what helps where it is missing.
struct About {
  Remark name;
  Remark cure;
};

About about(Ability ability) {
  using enum Ability;
  switch (ability) {
    case matching_proc:
      return {Remark::matching_proc, Remark::matching_proc_cure};
    case tracing:
      return {Remark::tracing, Remark::denied_unknown};  // see cure()
    case untraced:
      return {Remark::untraced, Remark::untraced_cure};
    case yama:
      return {Remark::yama, Remark::yama_cure};
    case seccomp_filter:
      return {Remark::seccomp_filter, Remark::seccomp_filter_cure};
    case page_state:
      return {Remark::page_state, Remark::page_state_cure};
    case fixed_addresses:
      return {Remark::fixed_addresses, Remark::fixed_addresses_cure};
    case terminals:
      return {Remark::terminals, Remark::terminals_cure};
    case processors:
      return {Remark::processors, Remark::processors_cure};
    case round_robin:
      return {Remark::round_robin, Remark::round_robin_cure};
    case calls_of_32_bits:
      return {Remark::calls_of_32_bits, Remark::calls_of_32_bits_cure};
    case user_namespaces:
      return {Remark::user_namespaces, Remark::user_namespaces_cure};
    case guard_cgroup:
      return {Remark::guard_cgroup, Remark::guard_cgroup_cure};
    case guard_pid_namespace:
      return {Remark::guard_pid_namespace, Remark::guard_pid_namespace_cure};
    case guard_rlimit:
      return {Remark::guard_rlimit, Remark::guard_rlimit_cure};
    case guard_uid:
      return {Remark::guard_uid, Remark::guard_uid_cure};
    case any_guard:
      return {Remark::any_guard, Remark::any_guard_cure};
    case compiler:
      break;
  }
  return {Remark::compiler, Remark::compiler_cure};
}

std::string cure(const Finding& finding, Language language) {
  if (finding.ability == Ability::tracing) return say(why_denied(EPERM), language);
  return say(language, about(finding.ability).cure, escaped(finding.detail));
}

/// ✗ where something is lost, - where another way is as good or a run only says what differs.
Piece mark(const Finding& finding) {
  if (finding.ok) return {"✓ ", good};
  const bool lost = finding.weight == Weight::everything || finding.weight == Weight::lessons;
  return lost ? Piece{"✗ ", bad} : Piece{"- ", bold};
}

std::string lines(const Finding& finding, const User& user, bool color) {
  constexpr int mark_width = 2;
  std::string name = say(user.language, about(finding.ability).name);
  if (finding.ok && !finding.detail.empty()) {
    name = say(user.language, Remark::detailed, name, finding.detail);
  }
  std::string text = paragraph(name, user.width, mark_width);
  text.replace(0, mark_width, paint({mark(finding)}, color));
  if (!finding.ok) text += paragraph(cure(finding, user.language), user.width, 2 * mark_width);
  return text;
}

std::vector<std::string> compiler_or_none() {
  try {
    return compiler_command();
  } catch (const Problem&) {
    return {};
  }
}

int doctor(const Command& command, const Words& words, const User& user) {
  const Given given = parse(command, words);
  if (given.help) return print_help(command, user);
  check_language(given);
  const bool color = wants_color(given, user);

  const std::vector<Finding> findings = examine_machine(compiler_or_none());
  for (const Finding& finding : findings) print(lines(finding, user, color));

  const bool well = std::none_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.weight == Weight::everything && !finding.ok;
  });
  const Remark all = well                  ? Remark::well
                     : findings.size() > 1 ? Remark::unwell
                                           : Remark::nothing_runs;
  print("\n" + paragraph(say(user.language, all), user.width));
  return static_cast<int>(well ? Status::ok : Status::not_allowed);
}

}  // namespace

Subcommand doctor_command() {
  return {.name = "doctor",
          .command = {.usage = {"procdemo doctor", "procdemo doctor"},
                      .summary = {"Say what this machine allows, and how to allow more.",
                                  "检查这台机器允许做什么，以及怎样放开限制。"},
                      .groups = {{in_both(Help::options), {language_option(), color_option()}}}},
          .run = doctor};
}

}  // namespace procdemo
