#include "faces/lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/problem.h"
#include "faces/problems.h"
#include "faces/words/lines.h"
#include "show/sentence.h"
#include "show/terminal/escape.h"
#include "show/waits.h"

namespace procdemo::faces {

Lines::Lines(Client& client, Commands& commands, Format format, const Style& style, Out out)
    : client_(client),
      commands_(commands),
      language_(style.language),
      out_(std::move(out)),
      telling_(format, style, out_) {}

void Lines::say_line(const std::string& line) {
  out_(line + "\n");
}

// Until the session waits for its reader, or there is none any more.
Lines::Heard Lines::hear() {
  while (const auto message = client_.receive()) {
    if (const auto* run = std::get_if<Run>(&*message)) telling_.begin(*run);
    if (const auto* event = std::get_if<Event>(&*message)) telling_.event(*event);
    if (std::holds_alternative<message::Running>(*message)) {
      say_line(say(language_, LinesSay::running));
    }
    if (const auto* back = std::get_if<message::Back>(&*message)) {
      telling_.back(back->events);
      end_.reset();
      say_line(say(language_, LinesSay::back_at, back->step));
    }
    if (const auto* ask = std::get_if<message::Ask>(&*message)) {
      telling_.pause();
      ask_ = *ask;
      tell_choices();
      if (!ask->ready.empty()) return Heard::asked;
    }
    if (const auto* error = std::get_if<message::Error>(&*message)) {
      telling_.pause();
      say_line(escaped(error->problem));
      if (!error->over) return Heard::refused;
    }
    if (const auto* end = std::get_if<End>(&*message)) {
      end_ = *end;
      telling_.end(*end);
      if (!quits_) say_line(say(language_, LinesSay::over));
      return Heard::ended;
    }
  }
  return Heard::nothing;
}

void Lines::tell_choices() {
  std::size_t width = 0;
  for (const auto& one : ask_.ready) width = std::max(width, one.process.size());
  for (const auto& one : ask_.waiting) width = std::max(width, one.process.size());
  int number = 0;
  for (const message::Choice& one : ask_.ready) {
    const char* mark = one.process == ask_.next ? "*" : " ";
    say_line(fmt::format("{:>4}{} {:<{}}  {}", ++number, mark, escaped(one.process), width,
                         escaped(one.call)));
  }
  for (const message::Blocked& one : ask_.waiting) {
    const std::string why =
        !one.on.empty()
            ? say(language_, LinesSay::waits_for, waited_for(escaped(one.on), language_))
        : one.until ? say(language_, LinesSay::sleeps_until, seconds_text(*one.until))
                    : say(language_, LinesSay::waits);
    say_line(fmt::format("      {:<{}}  {}", escaped(one.process), width, why));
  }
}

std::optional<ReaderRequest> Lines::chosen(const command::Number& choice) {
  const auto number = static_cast<std::size_t>(choice.number);
  if (number <= ask_.ready.size()) return request::Go{ask_.ready[number - 1].process};
  say_line(say(language_, LinesSay::no_such_number, choice.number));
  return std::nullopt;
}

std::optional<ReaderRequest> Lines::request_of(const std::string& text) {
  const auto command = read_command(text);
  if (!command) {
    say_line(say(language_, LinesSay::no_such_command, escaped(text)));
    return std::nullopt;
  }
  if (const auto* number = std::get_if<command::Number>(&*command)) return chosen(*number);
  if (std::holds_alternative<command::Help>(*command)) {
    say_line(say(language_, LinesSay::commands));
    return std::nullopt;
  }
  return std::get<ReaderRequest>(*command);
}

// What nobody has typed here is shown, so that the text can be read by itself.
std::string Lines::next_command() {
  out_(fmt::format("{}> ", ask_.step));
  auto text = commands_.next();
  if (!text) {
    out_("\n");
    if (end_) return "q";
    throw Problem(Status::usage, FaceProblem::keys_ended, {fmt::to_string(ask_.step)});
  }
  if (commands_.was_unseen()) say_line(escaped(*text));
  return *std::move(text);
}

// False where the reader quits a run that is over.
bool Lines::request() {
  std::optional<ReaderRequest> wanted;
  while (!wanted) wanted = request_of(next_command());
  quits_ = std::holds_alternative<request::Quit>(*wanted);
  client_.send(*wanted);
  return !quits_ || !end_;
}

std::optional<End> Lines::run() {
  for (Heard heard = hear(); heard != Heard::nothing; heard = hear()) {
    if (quits_ && heard == Heard::ended) return end_;
    if (!request()) return end_;
  }
  return std::nullopt;
}

}  // namespace procdemo::faces
