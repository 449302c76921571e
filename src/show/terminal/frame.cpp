#include "show/terminal/frame.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "base/text/lines.h"
#include "show/sentence.h"
#include "show/terminal/escape.h"
#include "show/terminal/sheet.h"
#include "show/terminal/wrap.h"
#include "show/words/limit_words.h"
#include "show/words/words.h"

namespace procdemo {

namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (std::string_view line; next_line(text, line);) lines.emplace_back(line);
  return lines;
}

// The source lines with their numbers; one that is too wide goes on in the next row.
void source(Sheet& sheet, const Source& source, const Style& style) {
  const std::vector<std::string> lines = lines_of(source.text);
  const auto last = source.first_line + static_cast<int>(lines.size()) - 1;
  const int digits = static_cast<int>(std::to_string(last).size());
  sheet.blank();
  sheet.prose(
      {{say(style.language, Say::source_heading, escaped(source.file), source.first_line, last),
        bold}});
  for (int number = source.first_line; const std::string& line : lines) {
    std::string left = fmt::format("  {:>{}} │ ", number++, digits);
    for (const Rich& text : wrap(harmless(line), style.width - digits - 5, Break::anywhere)) {
      if (text.empty()) left.pop_back();
      Rich row{{left, dim}};
      row.insert(row.end(), text.begin(), text.end());
      sheet.row(row);
      left = fmt::format("  {:>{}} │ ", "", digits);
    }
  }
}

std::string guard_name(const std::string& guard, Language language) {
  if (guard == "pid-namespace") return say(language, Say::guard_pid_namespace);
  if (guard == "cgroup") return say(language, Say::guard_cgroup);
  if (guard == "rlimit") return say(language, Say::guard_rlimit);
  if (guard == "uid") return say(language, Say::guard_uid);
  return escaped(guard);
}

std::string guard_names(const std::vector<std::string>& guards, Language language) {
  std::vector<std::string> names;
  for (const std::string& guard : guards) names.push_back(guard_name(guard, language));
  return fmt::format("{}", fmt::join(names, say(language, Say::list_and)));
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
  return fmt::format("{}", fmt::join(parts, say(language, Say::limited_and)));
}

std::string loose_text(const Run& run, Language language) {
  std::vector<std::string> parts;
  for (const LimitWords& words : limit_words) {
    if (std::ranges::count(run.loose, words.name)) parts.push_back(say(language, words.loose));
  }
  return fmt::format("{}", fmt::join(parts, say(language, Say::list_and)));
}

// What is special about this run: guards, limits where they matter, speed, pipes.
std::vector<std::string> conditions(const Run& run, Language language) {
  std::vector<std::string> all;
  if (!run.guards.empty()) {
    all.push_back(say(language, Say::guards_are, guard_names(run.guards, language)));
  }
  if (!run.guards.empty() || !run.view.empty() || !run.loose.empty() || run.limits != Limits{}) {
    all.push_back(say(language, Say::limits_are, limits_text(run, language)));
  }
  if (!run.loose.empty()) {
    all.push_back(say(language, Say::limits_loose, loose_text(run, language)));
  }
  if (run.speed != 1) all.push_back(say(language, Say::speed_is, seconds_text(run.speed)));
  if (run.schedule != "live") all.push_back(say(language, Say::order_is, escaped(run.schedule)));
  if (!run.terminal) all.push_back(say(language, Say::no_terminal));
  return all;
}

std::string command_line(const Run& run) {
  std::string line;
  for (const std::string& word : run.command) line += (line.empty() ? "" : " ") + escaped(word);
  return line;
}

void section(Sheet& sheet, const Style& style, Say heading, const std::string& text) {
  if (text.empty()) return;
  sheet.blank();
  sheet.prose({{say(style.language, heading), bold}});
  sheet.paragraphs(text, 2);
}

// The lesson's words for a claim; a trace may lack them.
std::string claim_words(const Run& run, const std::string& id, Language language) {
  const auto found = std::ranges::find(run.claims, id, &ClaimWords::id);
  return found == run.claims.end() ? id : found->words.in(language);
}

void claim(Sheet& sheet, const Run& run, const Verdict& verdict, const Style& style) {
  const bool skipped = !verdict.holds.has_value();
  const Piece mark = skipped          ? Piece{"- ", bold}
                     : *verdict.holds ? Piece{"✓ ", good}
                                      : Piece{"✗ ", bad};
  sheet.prose({mark, {escaped(claim_words(run, verdict.id, style.language))}}, 2, 2);
  std::string why = escaped(say(verdict.why, style.language));
  if (skipped) why = say(style.language, Say::skipped, why);
  sheet.prose({{why, dim}}, 4);
}

// Where time was virtual, that is what passed; in the canonical form of a live run none did.
std::string end_line(const End& end, Language language) {
  const std::string processes = count_processes(end.processes, language);
  if (end.time) {
    return say(language, Say::end_line_virtual, processes, fmt::format("{:.2f}", *end.time),
               end.status);
  }
  if (!end.wall) return say(language, Say::end_line_timeless, processes, end.status);
  return say(language, Say::end_line, processes, fmt::format("{:.2f}", *end.wall), end.status);
}

}  // namespace

std::string before_run(const Run& run, const Style& style) {
  Sheet sheet(style);
  if (run.lesson.empty()) {
    sheet.prose({{say(style.language, Say::watching, command_line(run)), bold}}, 0, 2);
  } else {
    sheet.prose({{escaped(run.title.in(style.language)), bold}});
    section(sheet, style, Say::look_heading, run.look.in(style.language));
    if (!run.source.text.empty()) source(sheet, run.source, style);
  }
  const std::vector<std::string> special = conditions(run, style.language);
  if (!special.empty() && !run.lesson.empty()) sheet.blank();
  for (const std::string& condition : special) sheet.prose({{condition, dim}}, 0, 2);
  sheet.blank();
  return sheet.take();
}

std::string after_run(const Run& run, const End& end, const std::optional<event::Limit>& limit,
                      const Style& style) {
  Sheet sheet(style);
  sheet.blank();
  sheet.prose({{end_line(end, style.language), dim}});
  if (!end.token.empty()) {
    sheet.prose({{say(style.language, Say::token_is, escaped(end.token)), dim}});
  }
  if (end.survivors > 0) {
    sheet.prose({{say(style.language, Say::survivors, end.survivors), bad}});
  }
  if (!end.claims.empty()) {
    sheet.blank();
    sheet.prose({{say(style.language, Say::claims_heading), bold}});
    for (const Verdict& verdict : end.claims) claim(sheet, run, verdict, style);
  }
  if (limit) {
    sheet.blank();
    sheet.prose({{limit_sentence(*limit, style.language, Room::line), bold}});
  }
  section(sheet, style, Say::next_heading, run.next.in(style.language));
  return sheet.take();
}

}  // namespace procdemo
