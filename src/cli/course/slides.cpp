#include "cli/course/slides.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "base/files/user_file.h"
#include "base/text/lines.h"
#include "cli/course/pages.h"
#include "cli/page_view.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "cli/words/learn.h"
#include "course/task.h"
#include "show/sentences/quotes.h"
#include "show/terminal/escape.h"
#include "show/terminal/ink.h"
#include "show/words/reasons.h"
#include "trace/trace_reader.h"

namespace procdemo::cli {
namespace {

/// One of a page's sections, as it is written.
std::string section_of(std::string_view markdown, std::size_t number) {
  std::string text;
  std::size_t section = 0;
  bool in_code = false;
  for (std::string_view line; next_line(markdown, line);) {
    if (line.starts_with("```")) in_code = !in_code;
    if (!in_code && line.starts_with("## ")) {
      ++section;
      continue;
    }
    if (section == number + 1) (text += line) += '\n';
  }
  return text;
}

const Verdict* verdict_on(const Claim& claim, const End& end) {
  const auto found = std::ranges::find(end.claims, claim.id, &Verdict::id);
  return found == end.claims.end() ? nullptr : &*found;
}

/// Those that the run spoke of, in the lesson's order.
std::vector<const Claim*> claims_of(const Lesson& lesson, const std::string& trace) {
  std::vector<const Claim*> claims;
  std::optional<TraceReader> reader;
  if (!trace.empty()) {
    reader.emplace(trace);
    while (reader->next()) continue;
  }
  for (const Claim& claim : lesson.claims) {
    const bool spoken = reader ? verdict_on(claim, reader->end()) != nullptr : claim.when.empty();
    if (spoken) claims.push_back(&claim);
  }
  return claims;
}

}  // namespace

int rows_of_screen() {
  constexpr int usual = 24;
  const int rows = terminal_rows(STDOUT_FILENO);
  return rows > 0 ? rows : usual;
}

Slides::Slides(const Lesson& lesson, const Style& style, SlideSize size)
    : lesson_(lesson), style_(style), size_(size) {
  style_.width = size.columns;
  look_ = pages_of(0);
  cut_program();
  shows_ = pages_of(2);
  next_ = pages_of(3);
  if (has_task(lesson)) task_ = task_text();
}

std::vector<std::string> Slides::pages_of(std::size_t section) const {
  const std::string text = section_of(lesson_.page(style_.language).markdown, section);
  return cut_to_pages(page_view(text, style_), size_.rows);
}

void Slides::cut_program() {
  const std::string source = read_user_file((lesson_.folder / lesson_.program).string());
  constexpr int heading = 2;  // rows
  LearnSays what = LearnSays::program;
  for (const std::string& page :
       cut_to_pages(source_view(source, size_.columns), size_.rows - heading)) {
    look_.push_back(say(style_.language, what, escaped(lesson_.program)) + "\n\n" + page);
    what = LearnSays::program_goes;
  }
}

std::string Slides::task_text() const {
  const Task task = load_task(lesson_);
  const std::string text =
      say(style_.language, LearnSays::task_here, task.asked.in(style_.language), lesson_.name);
  return paint({{task.title.in(style_.language), bold}}, style_.color) + "\n\n" +
         paragraph(text, size_.columns);
}

std::vector<std::size_t> Slides::counts() const {
  return {look_.size(),
          0,
          1,
          shows_.size(),
          claims_of(lesson_, trace_).size(),
          task_.empty() ? std::size_t{0} : 1,
          next_.size()};
}

std::string Slides::heading_of(Part part) const {
  return say(style_.language, static_cast<LearnSays>(static_cast<int>(LearnSays::part_look) +
                                                     static_cast<int>(part)));
}

Words Slides::run_words() const {
  if (!lesson_.questions.empty()) return {lesson_.name, "--quiz"};
  return lesson_.live_only ? Words{lesson_.name} : Words{lesson_.name, "--speed", "10"};
}

void Slides::know(const std::string& trace) {
  try {
    TraceReader reader(trace);
    while (reader.next()) continue;
    trace_ = trace;
  } catch (const Problem&) {  // it came to no end, and shows nothing
  }
}

Slide Slides::at(const PathPlace& place) const {
  Slide slide{place, heading_of(place.part), {}};
  switch (place.part) {
    case Part::look:
      slide.reveals = {look_.at(place.stop)};
      break;
    case Part::predict:
      break;
    case Part::run: {
      const std::string command = fmt::format("procdemo {}", fmt::join(run_words(), " "));
      slide.reveals = {
          paragraph(say(style_.language, LearnSays::run_ready, command), size_.columns)};
      break;
    }
    case Part::shows:
      slide.reveals = {shows_.at(place.stop)};
      break;
    case Part::claims:
      return claim_slide(place);
    case Part::task:
      slide.reveals = {task_};
      break;
    case Part::next:
      slide.reveals = {next_.at(place.stop)};
      break;
  }
  return slide;
}

/// Its words first; then whether it held, and what shows it.
Slide Slides::claim_slide(const PathPlace& place) const {
  const std::vector<const Claim*> claims = claims_of(lesson_, trace_);
  const Claim& claim = *claims.at(place.stop);
  const Language language = style_.language;
  const std::string number = say(language, LearnSays::claim, place.stop + 1, claims.size());
  const std::string words = escaped(claim.words.in(language));
  Slide slide{place, heading_of(place.part), {}};
  slide.reveals = {number + "\n\n" + paragraph(words, size_.columns, 2)};
  if (trace_.empty()) {
    slide.reveals.push_back("\n" + paragraph(say(language, LearnSays::claim_live), size_.columns));
    return slide;
  }
  TraceReader reader(trace_);
  Quotes quotes;
  while (const auto event = reader.next()) quotes.learn(*event);
  const Verdict& verdict = *verdict_on(claim, reader.end());
  const char* const mark = !verdict.holds ? "- " : *verdict.holds ? "✓ " : "✗ ";
  slide.reveals.push_back(
      "\n" + paragraph(mark + escaped(quotes.say(verdict.why, language)), size_.columns, 2));
  return slide;
}

}  // namespace procdemo::cli
