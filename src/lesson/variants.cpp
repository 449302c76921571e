#include "lesson/variants.h"

#include <algorithm>

namespace procdemo::lesson {

namespace {

constexpr const char* no_tty = "no-tty";

Variant variant_of(const Lesson& lesson, const OptionValues& when) {
  Variant variant;
  OptionValues wanted = when, given;
  wanted.insert(lesson.check.begin(), lesson.check.end());  // what `when` says counts more
  for (const LessonOption& option : lesson.options) {
    const auto value = wanted.find(option.name);
    if (value == wanted.end() || value->second == option.initial) continue;
    given.insert(*value);
    variant.words.push_back("--" + option.name);
    if (option.kind != LessonOption::Kind::flag) variant.words.push_back(value->second);
  }
  variant.values = check_options(lesson, given);
  const auto pipes = when.find(no_tty);
  const bool given_pipes = pipes != when.end() && pipes->second == "true";
  if (given_pipes) variant.words.push_back("--no-tty");
  variant.values[no_tty] = given_pipes ? "true" : "false";
  return variant;
}

bool covers(const Variant& variant, const OptionValues& when) {
  return std::ranges::all_of(when, [&](const auto& wanted) {
    const auto value = variant.values.find(wanted.first);
    return value != variant.values.end() && value->second == wanted.second;
  });
}

// Those of one program.
void add_variants(const Lesson& lesson, const OptionValues& program,
                  std::vector<Variant>& variants) {
  variants.push_back(variant_of(lesson, program));
  for (const Claim& claim : lesson.claims) {
    OptionValues when = program;
    when.insert(claim.when.begin(), claim.when.end());
    const bool of_another = !std::ranges::includes(when, claim.when);
    const bool covered = std::ranges::any_of(
        variants, [&](const Variant& variant) { return covers(variant, when); });
    if (!of_another && !covered) variants.push_back(variant_of(lesson, when));
  }
}

}  // namespace

std::vector<Variant> variants_of(const Lesson& lesson) {
  std::vector<Variant> variants;
  if (lesson.python.empty()) {
    add_variants(lesson, {}, variants);
  } else {
    for (const std::string& language : program_language().choices) {
      add_variants(lesson, {{program_language().name, language}}, variants);
    }
  }
  return variants;
}

bool has_live_claims(const Lesson& lesson) {
  return lesson.live_only || std::ranges::any_of(lesson.claims, &Claim::needs_live);
}

}  // namespace procdemo::lesson
