#include "cli/check/view.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "base/fd.h"
#include "base/text/lines.h"
#include "cli/print.h"
#include "cli/words/check.h"
#include "show/terminal/escape.h"
#include "show/terminal/glyph.h"
#include "show/terminal/ink.h"
#include "show/terminal/sheet.h"
#include "show/words/reasons.h"

namespace procdemo::cli {
namespace {

using Result = ReportCase::Result;

std::size_t count(const std::vector<CheckedCase>& cases, Result result) {
  return static_cast<std::size_t>(std::ranges::count_if(
      cases, [&](const CheckedCase& one) { return one.report.result == result; }));
}

Piece mark_of(const std::vector<CheckedCase>& cases) {
  if (count(cases, Result::failed) > 0) return {"✗ ", bad};
  if (count(cases, Result::skipped) > 0) return {"- ", bold};
  return {"✓ ", good};
}

}  // namespace

CheckView::CheckView(const Style& style, int output) : style_(style), output_(output) {}

void CheckView::write(const std::string& text) {
  bar_.clear();
  if (output_ == STDOUT_FILENO) {
    print(text);
  } else {
    write_all(output_, text);
  }
}

void CheckView::draw_bar() {
  if (!bar_.is_shown() || runs_ == 0) return;
  const std::string numbers = fmt::format(" {}/{} ", over_, runs_);
  const int columns = std::max(terminal_width(STDERR_FILENO) - 1, 20);
  const int width = std::clamp(columns - static_cast<int>(numbers.size()) - 20, 5, 40);
  const int full = static_cast<int>(static_cast<std::size_t>(width) * over_ / runs_);
  std::string line;
  for (int i = 0; i < width; ++i) line += i < full ? "█" : "░";
  line += numbers;
  if (columns_of(line) + columns_of(current_) <= columns) line += current_;
  bar_.draw(line);
}

void CheckView::progress(const std::string& unit) {
  ++over_;
  current_ = escaped(unit);
  draw_bar();
}

std::string CheckView::told(const CheckedCase& one) const {
  Sheet sheet(style_);
  const ReportCase& report = one.report;
  const bool failed = report.result == Result::failed;
  const std::string place = report.place.empty() ? "" : report.place + ": ";
  sheet.prose({failed ? Piece{"✗ ", bad} : Piece{"- ", bold}, {escaped(place + report.name)}}, 2,
              2);
  sheet.prose({{escaped(report.why), dim}}, 4);
  std::string text = sheet.take();
  if (!failed) return text;
  std::string_view rest = report.details;
  for (std::string_view line; next_line(rest, line);) text += "    " + escaped(line) + "\n";
  if (!one.command.empty()) {
    text += "    " + escaped(say(style_.language, CheckSays::again, one.command)) + "\n";
  }
  return text;
}

void CheckView::tell(const CheckUnit& unit, const std::vector<CheckedCase>& cases) {
  double seconds = 0;
  for (const CheckedCase& one : cases) seconds += one.report.seconds;
  std::string text = paint({mark_of(cases),
                            {say(style_.language, CheckSays::unit, escaped(unit.name()),
                                 unit.extent(), fmt::format("{:.2f}", seconds))}},
                           style_.color) +
                     "\n";
  std::string last;  // the same reason for many is told once
  for (const CheckedCase& one : cases) {
    const ReportCase& report = one.report;
    if (report.result == Result::failed) text += told(one);
    if (report.result == Result::skipped && std::exchange(last, report.why) != report.why) {
      text += told(one);
    }
    if (report.result == Result::failed && first_failure_.empty()) {
      first_failure_ = (report.place.empty() ? report.suite : report.place) + ": " + report.name;
    }
    if (one.excused) ++excused_;
  }
  passed_ += count(cases, Result::passed);
  failed_ += count(cases, Result::failed);
  skipped_ += count(cases, Result::skipped);
  write(text);
  draw_bar();
}

void CheckView::sum(double seconds, const std::string& why_shared) {
  std::string text = "\n" +
                     say(style_.language, CheckSays::sum, passed_, failed_, skipped_,
                         fmt::format("{:.2f}", seconds)) +
                     "\n";
  if (failed_ > 0) {
    text += escaped(say(style_.language, CheckSays::first_failure, first_failure_)) + "\n";
  }
  if (!why_shared.empty()) text += say(style_.language, CheckSays::shared, why_shared) + "\n";
  write(text);
}

}  // namespace procdemo::cli
