// procdemo doctor: what this machine allows, each thing tried for real, and how to allow more.
#include "world/machine.h"

#include <algorithm>

#include "base/problem.h"
#include "cli/commands/subcommand.h"
#include "cli/describe/common_options.h"
#include "cli/print.h"
#include "cli/running/denial.h"
#include "cli/table.h"
#include "cli/words/doctor.h"
#include "cli/words/help.h"
#include "lesson/compiler.h"
#include "show/terminal/escape.h"
#include "show/terminal/ink.h"

namespace procdemo::cli {
namespace {

/// What an ability is called, and what helps where it is missing.
struct About {
  DoctorSays name;
  DoctorSays cure;
};

About about(Ability ability) {
  using enum Ability;
  switch (ability) {
    case matching_proc:
      return {DoctorSays::matching_proc, DoctorSays::matching_proc_cure};
    case tracing:
      return {DoctorSays::tracing, DoctorSays::denied_unknown};  // see cure()
    case untraced:
      return {DoctorSays::untraced, DoctorSays::untraced_cure};
    case yama:
      return {DoctorSays::yama, DoctorSays::yama_cure};
    case seccomp_filter:
      return {DoctorSays::seccomp_filter, DoctorSays::seccomp_filter_cure};
    case page_state:
      return {DoctorSays::page_state, DoctorSays::page_state_cure};
    case fixed_addresses:
      return {DoctorSays::fixed_addresses, DoctorSays::fixed_addresses_cure};
    case terminals:
      return {DoctorSays::terminals, DoctorSays::terminals_cure};
    case processors:
      return {DoctorSays::processors, DoctorSays::processors_cure};
    case round_robin:
      return {DoctorSays::round_robin, DoctorSays::round_robin_cure};
    case calls_of_32_bits:
      return {DoctorSays::calls_of_32_bits, DoctorSays::calls_of_32_bits_cure};
    case user_namespaces:
      return {DoctorSays::user_namespaces, DoctorSays::user_namespaces_cure};
    case guard_cgroup:
      return {DoctorSays::guard_cgroup, DoctorSays::guard_cgroup_cure};
    case guard_pid_namespace:
      return {DoctorSays::guard_pid_namespace, DoctorSays::guard_pid_namespace_cure};
    case guard_rlimit:
      return {DoctorSays::guard_rlimit, DoctorSays::guard_rlimit_cure};
    case guard_uid:
      return {DoctorSays::guard_uid, DoctorSays::guard_uid_cure};
    case any_guard:
      return {DoctorSays::any_guard, DoctorSays::any_guard_cure};
    case compiler:
      break;
  }
  return {DoctorSays::compiler, DoctorSays::compiler_cure};
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
    name = say(user.language, DoctorSays::detailed, name, finding.detail);
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
  const DoctorSays all = well                  ? DoctorSays::well
                         : findings.size() > 1 ? DoctorSays::unwell
                                               : DoctorSays::nothing_runs;
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

}  // namespace procdemo::cli
