#include "claims/claim.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <map>
#include <stdexcept>
#include <utility>

#include "claims/evidence.h"
#include "claims/field.h"
#include "claims/groups.h"
#include "claims/verbs.h"

namespace procdemo::claims {

namespace {

// --- from findings to a verdict ---

struct Found {
  std::string group;
  VerbResult result;
};

bool broken(const Found& found) {
  return !found.result.holds && found.result.key != "missing";
}

Verdict tell(const Claim& claim, bool holds, const Found& found) {
  Why why{found.result.key, {found.group}, {}};
  why.args.insert(why.args.end(), found.result.args.begin(), found.result.args.end());
  return {claim.id, holds, why};
}

// It holds within every group: for one group its finding is reported, for several their names.
Verdict all_hold(const Claim& claim, const std::vector<Found>& findings) {
  if (findings.size() == 1) return tell(claim, true, findings.front());
  std::vector<std::string> groups;
  for (const Found& found : findings) groups.push_back(found.group);
  return {
      claim.id, true, {"each", {"", claim.per, fmt::format("{}", fmt::join(groups, ", "))}, {}}};
}

Verdict judge(const Claim& claim, const std::vector<Found>& findings) {
  const auto fails = [](const Found& found) { return !found.result.holds; };
  const auto failed = std::ranges::find_if(findings, fails);
  if (!claim.expect_broken) {
    return failed == findings.end() ? all_hold(claim, findings) : tell(claim, false, *failed);
  }
  const auto came = std::ranges::find_if(findings, broken);
  if (came != findings.end()) return tell(claim, true, *came);
  if (failed != findings.end()) return tell(claim, false, *failed);  // missing: nothing was seen
  return {claim.id, false, {"unbroken", {""}, {}}};
}

bool asks_for(const Claim& claim, const std::function<bool(const Shape&)>& what) {
  return std::ranges::any_of(
      claim.patterns, [&](const Pattern& pattern) { return std::ranges::any_of(pattern, what); });
}

// What the claim speaks of and the kernel did not show here; empty: nothing. Where
// /proc/PID/pagemap is closed, a page's state is empty, or watched variables were not seen at all:
// then even a claim that something never happened must not pass.
std::string unseen(const Claim& claim, const std::vector<Event>& events) {
  const auto values = [](const Shape& shape) {
    const auto kind = shape.find("event");
    return kind != shape.end() && std::get<std::string>(kind->second) == "value";
  };
  const auto is_value = [](const Event& event) { return event.as<event::Value>() != nullptr; };
  if (asks_for(claim, values) && std::ranges::none_of(events, is_value)) return "value";

  const auto pages = [](const Shape& shape) { return shape.contains("page"); };
  const auto without_page = [](const Event& event) {
    const auto* value = event.as<event::Value>();
    return value && value->page.empty();
  };
  return asks_for(claim, pages) && std::ranges::any_of(events, without_page) ? "page" : "";
}

std::string key_of(Skip reason) {
  switch (reason) {
    case Skip::unobserved:
      return "skipped-unobserved";
    case Skip::interrupted:
      return "skipped-interrupted";
    case Skip::refused:
      return "skipped-refused";
    case Skip::live:
      return "skipped-live";
  }
  throw std::logic_error("not reached");
}

Verdict skipped(const Claim& claim, const std::string& key, std::vector<std::string> args = {""}) {
  return {claim.id, std::nullopt, {key, std::move(args), {}}};
}

// What the lesson says for itself: the first event that keeps the claim from being shown here.
std::optional<Verdict> excused(const Claim& claim, const std::vector<Event>& events,
                               const Placeholders& placeholders) {
  if (claim.unless.empty()) return std::nullopt;
  const std::vector<Matches> said = match({Matcher(claim.unless, placeholders)}, events);
  if (said[0].empty()) return std::nullopt;
  Verdict verdict = skipped(claim, "skipped-unless", {"", describe(*said[0].front())});
  verdict.why.evidence = fill_in(claim.reason, said, placeholders);
  return verdict;
}

// A live machine that is too busy to wake sleepers in time does not keep the order that only their
// sleep arranges, and the lesson is not to blame: the first sleep that took a fifth longer than
// asked.
std::optional<Verdict> overslept(const Claim& claim, const std::vector<Event>& events) {
  constexpr double in_time = 1.2;
  std::map<Name, double> asked;
  for (const Event& event : events) {
    if (const auto* sleep = event.as<event::Sleep>()) asked[event.process] = sleep->seconds;
    const auto* wake = event.as<event::Wake>();
    if (!wake || wake->seconds <= in_time * asked[event.process]) continue;
    return skipped(claim, "skipped-overslept",
                   {"", event.process, fmt::format("{:.3g}", asked[event.process]),
                    fmt::format("{:.3g}", wake->seconds)});
  }
  return std::nullopt;
}

// What was found, as of something that only sleeping arranges.
Why of_sleep(Why why) {
  const auto behind_group = why.args.begin() + 1;
  why.args.insert(behind_group, std::exchange(why.key, "by-sleep"));
  return why;
}

// A field that the canonical form leaves out has no value there that evidence could quote.
Placeholders placeholders_of(const std::vector<Event>& events, const Conditions& conditions) {
  Placeholders all = claims::placeholders_of(events, conditions.options, conditions.limits);
  if (conditions.canonical) all.emplace("[wall]", "[wall]");
  return all;
}

// Where a claim holds because two patterns do not agree: what each alone has, as {1.only},
// {2.only}.
Placeholders with_difference(const Claim& claim, const VerbResult& result,
                             Placeholders placeholders) {
  if (claim.verb != Claim::Verb::same || result.key != "same") return placeholders;
  constexpr std::size_t only_a = 2, only_b = 4;  // of its args
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) placeholders.emplace(name, value);
  };
  add("{1.only}", result.args.at(only_a));
  add("{2.only}", result.args.at(only_b));
  return placeholders;
}

Verdict check_with(const Claim& claim, const std::vector<Event>& events,
                   const Conditions& conditions, const Placeholders& placeholders) {
  if (claim.needs_live && !conditions.live) return skipped(claim, key_of(Skip::live));
  const std::string hidden = unseen(claim, events);
  if (!hidden.empty()) return skipped(claim, key_of(Skip::unobserved), {"", hidden});
  if (const auto verdict = excused(claim, events, placeholders)) return *verdict;

  std::vector<Matcher> matchers;
  for (const Pattern& pattern : claim.patterns) matchers.emplace_back(pattern, placeholders);
  const std::vector<Matches> all = match(matchers, events);

  std::vector<Found> findings;
  for (const Group& group : groups_of(claim, matchers, events, all)) {
    findings.push_back({group.value, find(claim, group.sides, placeholders)});
  }
  if (findings.empty()) findings.push_back({"", missing(claim, 1)});
  Verdict verdict = judge(claim, findings);
  const bool may_break = verdict.holds == false && claim.by_sleep;
  if (may_break && conditions.any_sleep) return skipped(claim, "skipped-any-sleep");
  if (may_break && conditions.live) {
    if (const auto excuse = overslept(claim, events)) return *excuse;
    verdict.why = of_sleep(std::move(verdict.why));
  }
  if (verdict.holds == true) {
    const Placeholders known = with_difference(claim, findings.front().result, placeholders);
    verdict.why.evidence = fill_in(claim.evidence, all, known);
  }
  return verdict;
}

}  // namespace

bool applies(const Claim& claim, const Conditions& conditions) {
  OptionValues values = conditions.options;
  values["no-tty"] = conditions.terminal ? "false" : "true";
  return std::ranges::all_of(claim.when, [&](const auto& wanted) {
    const auto value = values.find(wanted.first);
    return value != values.end() && value->second == wanted.second;
  });
}

Verdict check_claim(const Claim& claim, const std::vector<Event>& events,
                    const Conditions& conditions) {
  return check_with(claim, events, conditions, placeholders_of(events, conditions));
}

bool is_skipped(const Verdict& verdict, Skip reason) {
  return !verdict.holds && verdict.why.key == key_of(reason);
}

bool is_refused_by_kernel(const Event& event) {
  const auto* refuse = event.as<event::Refuse>();
  return refuse && refuse->limit == "kernel";
}

std::vector<Verdict> check_all(const std::vector<Claim>& claims, const std::vector<Event>& events,
                               const Conditions& conditions) {
  const Placeholders placeholders = placeholders_of(events, conditions);
  const bool refused = std::ranges::any_of(events, is_refused_by_kernel);
  std::vector<Verdict> verdicts;
  for (const Claim& claim : claims) {
    if (!applies(claim, conditions)) continue;
    verdicts.push_back(check_with(claim, events, conditions, placeholders));
    if (refused && verdicts.back().holds == false) {
      verdicts.back() = skipped(claim, key_of(Skip::refused));
    }
  }
  return verdicts;
}

std::vector<Verdict> skip_all(const std::vector<Claim>& claims, const Conditions& conditions,
                              Skip reason) {
  std::vector<Verdict> verdicts;
  for (const Claim& claim : claims) {
    if (!applies(claim, conditions)) continue;
    const std::vector<std::string> of_field(reason == Skip::unobserved ? 2 : 1);
    verdicts.push_back(skipped(claim, key_of(reason), of_field));
  }
  return verdicts;
}

bool asks_for_places(const std::vector<Claim>& claims) {
  const auto is_place = [](std::string_view field) { return field == "file" || field == "line"; };
  const auto in_shape = [&](const Shape& shape) {
    return std::ranges::any_of(shape, [&](const auto& entry) { return is_place(entry.first); });
  };
  return std::ranges::any_of(claims, [&](const Claim& claim) {
    const std::string words = claim.evidence.en + claim.evidence.zh;
    return asks_for(claim, in_shape) || std::ranges::any_of(claim.unless, in_shape) ||
           std::ranges::any_of(claim.fields, is_place) || is_place(claim.per) ||
           words.find(".file}") != words.npos || words.find(".line}") != words.npos;
  });
}

}  // namespace procdemo::claims
