#include "show/frame.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "show/sentences/sentence.h"
#include "show/sentences/short_names.h"
#include "show/words/frame.h"
#include "show/words/limits.h"

namespace procdemo::show {

namespace {

std::string guard_name(const std::string& guard, Language language) {
  if (guard == "pid-namespace") return say(language, Frame::guard_pid_namespace);
  if (guard == "cgroup") return say(language, Frame::guard_cgroup);
  if (guard == "rlimit") return say(language, Frame::guard_rlimit);
  if (guard == "uid") return say(language, Frame::guard_uid);
  return guard;
}

std::string guard_names(const std::vector<std::string>& guards, Language language) {
  std::vector<std::string> names;
  for (const std::string& guard : guards) names.push_back(guard_name(guard, language));
  return fmt::format("{}", fmt::join(names, say(language, Frame::list_and)));
}

// Three always, the others where they are not the usual ones; never one that nobody enforces.
std::string limits_text(const Run& run, Language language) {
  const std::set<std::string_view> always = {"processes", "forks", "seconds"};
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < limit_kinds.size(); ++i) {
    const LimitKind& kind = limit_kinds[i];
    const auto value = kind.given(run.limits);
    const bool shown = always.contains(kind.name) || value != kind.given(Limits());
    if (!shown || !value || std::ranges::count(run.loose, kind.name)) continue;
    parts.push_back(say(language, limit_words[i].shown, seconds_text(*value)));
  }
  return fmt::format("{}", fmt::join(parts, say(language, Limiting::between)));
}

std::string loose_text(const Run& run, Language language) {
  std::vector<std::string> parts;
  for (const LimitWords& words : limit_words) {
    if (std::ranges::count(run.loose, words.name)) parts.push_back(say(language, words.loose));
  }
  return fmt::format("{}", fmt::join(parts, say(language, Frame::list_and)));
}

// What is special about this run: guards, limits where they matter, speed, pipes.
std::vector<std::string> conditions(const Run& run, Language language) {
  std::vector<std::string> all;
  if (!run.guards.empty()) {
    all.push_back(say(language, Frame::guards_are, guard_names(run.guards, language)));
  }
  if (!run.guards.empty() || !run.view.empty() || !run.loose.empty() || run.limits != Limits{}) {
    all.push_back(say(language, Limiting::are, limits_text(run, language)));
  }
  if (!run.loose.empty()) {
    all.push_back(say(language, Limiting::not_held, loose_text(run, language)));
  }
  if (run.speed != 1) all.push_back(say(language, Frame::speed_is, seconds_text(run.speed)));
  if (run.schedule != "live") all.push_back(say(language, Frame::order_is, run.schedule));
  if (!run.terminal) all.push_back(say(language, Frame::no_terminal));
  return all;
}

// The lesson's words for a claim; a trace may lack them.
std::string claim_words(const Run& run, const std::string& id, Language language) {
  const auto found = std::ranges::find(run.claims, id, &ClaimWords::id);
  return found == run.claims.end() ? id : found->words.in(language);
}

// Where time was virtual, that is what passed; in the canonical form of a live run none did.
std::string end_line(const End& end, Language language) {
  const std::string processes = count_processes(end.processes, language);
  if (end.time) {
    return say(language, Frame::end_line_virtual, processes, fmt::format("{:.2f}", *end.time),
               end.status);
  }
  if (!end.wall) return say(language, Frame::end_line_timeless, processes, end.status);
  return say(language, Frame::end_line, processes, fmt::format("{:.2f}", *end.wall), end.status);
}

ShownClaim shown_of(const Ending& ending, const Verdict& verdict, Language language) {
  const std::string why = without_scratch(ending.quotes.say(verdict.why, language));
  return {verdict.holds, claim_words(ending.run, verdict.id, language),
          verdict.holds ? why : say(language, Frame::skipped, why)};
}

// Lessons have a page that says what to try; an order that somebody chose was chosen.
std::string more_of(const Ending& ending, Language language) {
  const Run& run = ending.run;
  if (!run.lesson.empty() || run.schedule != "live") return "";
  const std::string command = fmt::format("{}", fmt::join(run.command, " "));
  const OtherOrder& order = ending.other_order;
  const auto in_order = [&](std::string_view policy) {
    return say(language, Frame::other_order, order.first(), order.other(), policy, command);
  };
  switch (order.hint()) {
    case OtherOrder::Hint::none:
      return "";
    case OtherOrder::Hint::parent_first:
      return in_order("parent-first");
    case OtherOrder::Hint::child_first:
      return in_order("child-first");
    case OtherOrder::Hint::explore:
      return say(language, Frame::other_orders, command);
  }
  return "";
}

}  // namespace

Heading heading_of(const Run& run, Language language) {
  Heading heading{.lesson = !run.lesson.empty(), .conditions = conditions(run, language)};
  if (heading.lesson) {
    heading.title = run.title.in(language);
    heading.look = run.look.in(language);
  } else {
    heading.title = say(language, Frame::watching, fmt::format("{}", fmt::join(run.command, " ")));
  }
  return heading;
}

Closing closing_of(const Ending& ending, Language language) {
  const End& end = ending.end;
  Closing closing{.summary = end_line(end, language), .next = ending.run.next.in(language)};
  if (!end.token.empty()) closing.token = say(language, Frame::token_is, end.token);
  if (end.survivors > 0) closing.survivors = say(language, Frame::survivors, end.survivors);
  for (const Verdict& verdict : end.claims) {
    closing.claims.push_back(shown_of(ending, verdict, language));
  }
  closing.findings = shown_findings(ending.findings, ending.times, language);
  if (ending.limit) closing.limit = limit_sentence(*ending.limit, language, Room::line);
  closing.more = more_of(ending, language);
  return closing;
}

}  // namespace procdemo::show
