#include "show/terminal/frame.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text/lines.h"
#include "show/frame.h"
#include "show/terminal/escape.h"
#include "show/terminal/sheet.h"
#include "show/terminal/tree.h"
#include "show/terminal/wrap.h"
#include "show/words/frame.h"

namespace procdemo::show {

namespace {

// The source lines with their numbers; one that is too wide goes on in the next row.
void source(Sheet& sheet, const Source& source, const Style& style) {
  const std::vector<std::string> lines = split(source.text, "\n");
  const auto last = source.first_line + static_cast<int>(lines.size()) - 1;
  const int digits = static_cast<int>(std::to_string(last).size());
  const std::string bar = style.spoken ? " " : "│";
  sheet.blank();
  sheet.prose(
      {{say(style.language, Frame::source_heading, escaped(source.file), source.first_line, last),
        bold}});
  for (int number = source.first_line; const std::string& line : lines) {
    std::string left = fmt::format("  {:>{}} {} ", number++, digits, bar);
    for (const Rich& text : wrap_code(line, style.width - digits - 5)) {
      while (text.empty() && left.ends_with(' ')) left.pop_back();
      Rich row{{left, dim}};
      row.insert(row.end(), text.begin(), text.end());
      sheet.row(row);
      left = fmt::format("  {:>{}} {} ", "", digits, bar);
    }
  }
}

void section(Sheet& sheet, const Style& style, Frame heading, const std::string& text) {
  if (text.empty()) return;
  sheet.blank();
  sheet.prose({{say(style.language, heading), bold}});
  sheet.paragraphs(text, 2);
}

bool is_told(const ShownClaim& shown, const Style& style) {
  return style.evidence || shown.holds != true;
}

// A claim that holds is one line, else a screen would hold nothing but claims.
void claim(Sheet& sheet, const ShownClaim& shown, const Style& style) {
  const Piece mark = !shown.holds   ? Piece{"- ", bold}
                     : *shown.holds ? Piece{"✓ ", good}
                                    : Piece{"✗ ", bad};
  sheet.prose({mark, {escaped(shown.claim)}}, 2, 2);
  if (is_told(shown, style)) sheet.prose({{escaped(shown.why), dim}}, 4);
}

void claims(Sheet& sheet, const std::vector<ShownClaim>& all, const Style& style) {
  if (all.empty()) return;
  const auto told = [&](const ShownClaim& shown) { return is_told(shown, style); };
  Rich heading{{say(style.language, Frame::claims_heading), bold}};
  if (!std::ranges::all_of(all, told)) heading.push_back({say(style.language, Frame::more), dim});
  sheet.blank();
  sheet.prose(heading);
  for (const ShownClaim& shown : all) claim(sheet, shown, style);
}

void findings(Sheet& sheet, const std::vector<ShownFinding>& all, const Style& style) {
  if (all.empty() || !style.findings) return;
  Rich heading{{say(style.language, Frame::findings_heading), bold}};
  if (!style.lines) heading.push_back({say(style.language, Frame::findings_lines), dim});
  sheet.blank();
  sheet.prose(heading);
  for (const ShownFinding& finding : all) finding_rows(sheet, finding, style);
}

// What stands at the end of a screen is what a reader sees, and that is to be the run: where the
// advice would push it out, it is one line.
std::string advice(const Closing& closing, const std::string& above, const Style& style) {
  constexpr int picture = 8, prompt = 1;  // rows
  if (closing.next.empty()) return "";
  Sheet whole(style), folded(style);
  section(whole, style, Frame::next_heading, closing.next);
  std::string text = whole.take();
  const auto rows = picture + prompt + std::ranges::count(above + text, '\n');
  if (style.rows == 0 || style.page.empty() || rows <= style.rows) return text;
  folded.prose({{say(style.language, Frame::next_heading), bold},
                {say(style.language, Frame::next_on_page, style.page)}});
  return folded.take();
}

}  // namespace

void finding_rows(Sheet& sheet, const ShownFinding& finding, const Style& style) {
  const auto below = [&](const std::string& text) {
    if (!text.empty()) sheet.prose({{escaped(text), dim}}, 4);
  };
  sheet.prose({{finding.is_rest ? "  " : "! ", bold}, {escaped(finding.what)}}, 2, 2);
  if (style.evidence) below(finding.seen);
  below(finding.advice);
}

std::string before_run(const Run& run, const Style& style) {
  Sheet sheet(style);
  const Heading heading = heading_of(run, style.language);
  sheet.prose({{escaped(heading.title), bold}}, 0, heading.lesson ? 0 : 2);
  if (heading.lesson) {
    section(sheet, style, Frame::look_heading, heading.look);
    if (!run.source.text.empty()) source(sheet, run.source, style);
    if (!heading.conditions.empty()) sheet.blank();
  }
  for (const std::string& condition : heading.conditions) {
    sheet.prose({{escaped(condition), dim}}, 0, 2);
  }
  sheet.blank();
  return sheet.take();
}

std::string above_broken(const Style& style) {
  Sheet sheet(style);
  sheet.blank();
  sheet.prose({{say(style.language, Frame::broken_heading), bad}});
  return sheet.take();
}

std::string after_run(const Ending& ending, const Style& style) {
  Sheet sheet(style);
  const Closing closing = closing_of(ending, style.language);
  const auto line = [&](const std::string& text, Ink ink) {
    if (!text.empty()) sheet.prose({{escaped(text), ink}});
  };
  sheet.blank();
  line(closing.summary, dim);
  line(closing.token, dim);
  line(closing.survivors, bad);
  if (style.lines && !ending.places) line(say(style.language, Frame::no_lines), dim);
  if (ending.tree) sheet.add(process_tree(*ending.tree, style));
  claims(sheet, closing.claims, style);
  if (!closing.limit.empty()) {
    sheet.blank();
    line(closing.limit, bold);
  }
  findings(sheet, closing.findings, style);
  if (!closing.more.empty()) {
    sheet.blank();
    line(closing.more, dim);
  }
  const std::string above = sheet.take();
  return above + advice(closing, above, style);
}

}  // namespace procdemo::show
