#include "faces/lines_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "base/text/abbreviated.h"
#include "faces/keys.h"
#include "faces/screen/panes.h"
#include "faces/screen/told.h"
#include "faces/words/lines.h"
#include "show/sentences/deadlock_words.h"
#include "show/sentences/evidence_words.h"
#include "show/sentences/intention_words.h"
#include "show/terminal/escape.h"
#include "show/terminal/sheet.h"
#include "show/words/frame.h"

namespace procdemo::faces {

std::string in_rows(const std::string& sentence, const Style& style) {
  Sheet sheet(style);
  sheet.prose({{escaped(sentence)}});
  return sheet.take();
}

std::string as_quoted(std::string_view typed) {
  return escaped(abbreviated(typed));
}

std::string discarded_sentence(const message::Discarded& discarded, Language language) {
  const std::string files =
      fmt::format("{}", fmt::join(discarded.files, say(language, show::Frame::list_and)));
  if (discarded.more == 0) return say(language, LinesSay::discarded, files);
  return say(language, LinesSay::discarded_more, files, discarded.more);
}

std::string changed_sentence(const std::string& file, Language language) {
  return say(language, LinesSay::changed, file);
}

std::string done_again_sentence(const std::vector<ReaderRequest>& again, Language language) {
  std::vector<std::string> keys;
  for (const ReaderRequest& request : again) {
    if (const auto key = key_of(request)) keys.push_back(abbreviated(*key));
  }
  return say(language, LinesSay::done_again,
             fmt::format("{}", fmt::join(keys, say(language, show::Frame::list_and))));
}

LinesText::LinesText(Format format, const Style& style, std::string command,
                     std::vector<std::filesystem::path> folders, Out out)
    : style_(style),
      command_(std::move(command)),
      source_(std::move(folders)),
      out_(std::move(out)),
      telling_(format, style, out_) {}

std::string prompt_at(int step) {
  return fmt::format("{}> ", step);
}

// --- what the session says ---

void LinesText::hear(const Message& message, bool quits) {
  quits_ = quits;
  std::visit([this](const auto& one) { take(one); }, message);
}

void LinesText::take(const Run& run) {
  telling_.begin(run);
}

void LinesText::take(const Event& event) {
  telling_.event(event);
}

void LinesText::take(const message::Back& back) {
  telling_.back(back.events);
  end_.reset();
  write_line(say(style_.language, LinesSay::back_at, back.step));
  if (!back.changed.empty()) out_(in_rows(changed_sentence(back.changed, style_.language), style_));
}

void LinesText::take(const message::Ask& ask) {
  telling_.pause();
  ask_ = ask;
  if (!quits_) tell_choices();
}

void LinesText::take(const message::Why& why) {
  const Language language = style_.language;
  for (const std::string& line : why.seq == 0 ? evidence_lines(why.evidence, ask_.waiting, language)
                                              : evidence_lines(why.evidence, language)) {
    write_line(escaped(line));
  }
}

void LinesText::take(const message::Error& error) {
  telling_.pause();
  if (error.over) problem_ = error.problem;
  if (!error.over) out_(in_rows(error.problem, style_));
}

// These are told behind the end, where the token would be.
void LinesText::take(const message::Again& again) {
  again_ = command_again(command_, again.requests);
}

void LinesText::take(const message::Discarded& discarded) {
  discarded_ = discarded;
}

void LinesText::take(const End& end) {
  end_ = end;
  telling_.end(end);
  if (again_) write_line(say(style_.language, LinesSay::again, escaped(*again_)));
  if (discarded_) out_(in_rows(discarded_sentence(*discarded_, style_.language), style_));
  if (problem_) out_(in_rows(*problem_, style_));
  again_.reset();
  discarded_.reset();
  problem_.reset();
  if (!quits_) write_line(say(style_.language, LinesSay::over));
}

// "   1* P.1  line 11  prints --1--"
void LinesText::tell_choices() {
  const Language language = style_.language;
  std::size_t names = 0;
  for (const Ready& one : ask_.ready) names = std::max(names, one.name.size());
  for (const Blocked& one : ask_.waiting) names = std::max(names, one.name.size());
  const auto row = [&](const std::string& mark, const auto& one, const std::string& words) {
    const std::string line =
        one.place ? say(language, LinesSay::at_line, one.place->line) + "  " : "";
    write_line(fmt::format("{} {:<{}}  {}{}", mark, escaped(one.name), names, line, words));
  };
  if (!ask_.again.empty()) out_(in_rows(done_again_sentence(ask_.again, language), style_));
  int number = 0;
  for (const Ready& one : ask_.ready) {
    const char* mark = one.name == ask_.next ? "*" : " ";
    const std::string input = one.input ? "  " + say(language, LinesSay::no_input) : "";
    row(fmt::format("{:>4}{}", ++number, mark), one,
        escaped(intention_words(one.does, object_of(one.does), language)) + input);
  }
  for (const Blocked& one : ask_.waiting) {
    row("     ", one, escaped(waiting_sentence(one, one.on, language)));
  }
}

// --- what its reader wants ---

std::optional<ReaderRequest> LinesText::request_of(const std::string& text) {
  const auto command = read_command(text);
  if (command) return std::visit([this](const auto& one) { return request_of(one); }, *command);
  write_line(say(style_.language, LinesSay::no_such_command, as_quoted(text)));
  return std::nullopt;
}

std::optional<ReaderRequest> LinesText::request_of(const command::Number& choice) {
  const auto number = static_cast<std::size_t>(choice.number);
  if (number <= ask_.ready.size()) return request::Go{ask_.ready[number - 1].name};
  write_line(say(style_.language, LinesSay::no_such_number, choice.number));
  return std::nullopt;
}

std::optional<ReaderRequest> LinesText::request_of(const command::Help&) {
  write_line(say(style_.language, LinesSay::commands));
  return std::nullopt;
}

// How whoever is next stands; where nobody is, what was done last.
std::optional<ReaderRequest> LinesText::request_of(const command::Why&) {
  if (!end_ && !ask_.next.empty()) return request::Why{.process = ask_.next};
  const auto last = last_act(telling_.events());
  return last ? std::optional<ReaderRequest>(request::Why{.seq = *last}) : std::nullopt;
}

std::optional<ReaderRequest> LinesText::request_of(const command::Look& look) {
  constexpr int most_rows = 40;
  ToldRun told(style_.language);
  told.begin(telling_.run());
  for (const Event& event : telling_.events()) told.event(event);
  if (end_) told.end(*end_);
  const auto chosen = std::ranges::find(ask_.ready, ask_.next, &Ready::name);
  const View view{.language = style_.language,
                  .spoken = style_.spoken,
                  .status = {.ready = ask_.ready, .waiting = ask_.waiting, .now = ask_.time},
                  .chosen = static_cast<int>(chosen - ask_.ready.begin())};
  Scroll from_its_beginning;
  for (const Rich& row :
       pane(page_of(look), view, told, source_, {style_.width, most_rows}, from_its_beginning)) {
    write_line(paint(row, false));
  }
  return std::nullopt;
}

}  // namespace procdemo::faces
