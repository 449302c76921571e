#include "show/sentences/finding_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

#include "base/text/lines.h"
#include "findings/advice.h"
#include "findings/table.h"
#include "show/sentences/sentence.h"
#include "show/sentences/waits.h"
#include "show/words/frame.h"
#include "show/words/reasons.h"

namespace procdemo::show {

namespace {

constexpr int most_of_a_kind = 3;

// "P: writer:f, P.1: pipe:[1]": who waits in a circle, and for what (event::Block).
std::string in_words(const std::string& waits, Language language) {
  std::string text;
  for (const std::string& one : split(waits, ", P")) {
    const std::size_t colon = one.find(": ");
    const std::string who = (text.empty() ? "" : "P") + one.substr(0, colon);
    if (!text.empty()) text += say(language, Frame::list_and);
    text += colon == one.npos
                ? who
                : say(language, Reason::each, who, waited_for(one.substr(colon + 2), language));
  }
  return text;
}

std::vector<std::string> args_in_words(const event::Finding& finding, Language language) {
  std::vector<std::string> args = finding.args;
  if (finding.id == "deadlock" && args.size() > 1) args[1] = in_words(args[1], language);
  return args;
}

// One that a later procdemo has found is named, at least.
std::string predicate(const event::Finding& finding, Language language) {
  const FindingRow* row = find_row(finding.id);
  if (!row) return finding.id;
  const std::string_view usual = row->what.in(language), longer = row->longer.in(language);
  const std::string last_gap = fmt::format("{{{}", finding.args.size() - 1);
  const bool has_more = usual.find(last_gap) == usual.npos && longer.find(last_gap) != longer.npos;
  return fill(has_more ? longer : usual, args_in_words(finding, language));
}

std::string advice(const event::Finding& finding, Language language) {
  return fill(advice_on(finding).in(language), finding.args);
}

std::string seen(const event::Finding& finding, const std::vector<float>& times,
                 Language language) {
  std::vector<std::string> moments;
  for (const std::uint64_t seq : finding.events) {
    if (seq == 0 || seq > times.size()) continue;
    std::string moment = seconds_text(times[seq - 1]);
    if (moments.empty() || moments.back() != moment) moments.push_back(std::move(moment));
  }
  if (moments.empty()) return "";
  return say(language, Frame::finding_seen,
             fmt::format("{}", fmt::join(moments, say(language, Frame::list_and))));
}

}  // namespace

ShownFinding shown_finding(const Event& event, const std::vector<float>& times, Language language) {
  const event::Finding& finding = *event.as<event::Finding>();
  std::string what = event.process + " " + predicate(finding, language);
  if (event.place) {
    what = say(language, Frame::finding_at, what, event.place->file, event.place->line);
  }
  return {.what = std::move(what),
          .seen = seen(finding, times, language),
          .advice = advice(finding, language)};
}

std::vector<ShownFinding> shown_findings(const std::vector<Event>& findings,
                                         const std::vector<float>& times, Language language) {
  std::map<std::string, int> kinds;
  for (const Event& event : findings) ++kinds[event.as<event::Finding>()->id];
  std::map<std::string, int> told;
  std::vector<ShownFinding> shown;
  for (const Event& event : findings) {
    const auto& finding = *event.as<event::Finding>();
    const int number = ++told[finding.id];
    if (finding.intended || number > most_of_a_kind) continue;
    shown.push_back(shown_finding(event, times, language));
    const int more = kinds[finding.id] - number;
    if (number < most_of_a_kind || more == 0) continue;
    shown.push_back({.what = say(language, Frame::findings_more, more), .is_rest = true});
  }
  return shown;
}

}  // namespace procdemo::show
