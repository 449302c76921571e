#include "faces/lines.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/fd.h"
#include "faces/keys.h"
#include "faces/problems.h"
#include "faces/screen/panes.h"
#include "faces/screen/told.h"
#include "faces/words/lines.h"
#include "show/sentences/deadlock_words.h"
#include "show/sentences/evidence_words.h"
#include "show/sentences/intention_words.h"
#include "show/terminal/escape.h"

namespace procdemo::faces {

Lines::Lines(Client& client, Commands& commands, const LinesStyle& style, Out out)
    : client_(client),
      commands_(commands),
      style_(style),
      language_(style.style.language),
      source_(style.folders),
      out_(std::move(out)),
      telling_(style.format, style.style, out_),
      transcript_(style.style) {}

void Lines::write(const std::string& text) {
  out_(text);
  transcript_.say(text);
}

// --- what the session says ---

std::optional<Message> Lines::next_message() {
  while (true) {
    if (auto message = client_.receive_if_any()) return message;
    if (client_.has_ended()) return std::nullopt;
    if (!interrupts_.wait_for(client_.fd())) client_.send(request::Stop{});
  }
}

// Until the session waits for its reader, or there is none any more.
Lines::Heard Lines::hear() {
  while (const auto message = next_message()) {
    const Heard heard = std::visit([this](const auto& one) { return take(one); }, *message);
    if (heard != Heard::nothing) return heard;
  }
  return Heard::gone;
}

Lines::Heard Lines::take(const Run& run) {
  telling_.begin(run);
  transcript_.telling().begin(run);
  return Heard::nothing;
}

Lines::Heard Lines::take(const Event& event) {
  telling_.event(event);
  transcript_.telling().event(event);
  return Heard::nothing;
}

Lines::Heard Lines::take(const message::Running&) {
  out_(say(language_, LinesSay::running) + "\n");  // no two runs take as long
  return Heard::nothing;
}

Lines::Heard Lines::take(const message::Back& back) {
  telling_.back(back.events);
  transcript_.telling().back(back.events);
  end_.reset();
  write_line(say(language_, LinesSay::back_at, back.step));
  return Heard::nothing;
}

Lines::Heard Lines::take(const message::Ask& ask) {
  telling_.pause();
  transcript_.telling().pause();
  ask_ = ask;
  if (quits_) return Heard::nothing;
  tell_choices();
  return ask.ready.empty() ? Heard::nothing : Heard::asked;
}

Lines::Heard Lines::take(const message::Why& why) {
  for (const std::string& line : evidence_lines(why.evidence, language_)) {
    write_line(escaped(line));
  }
  return Heard::refused;
}

Lines::Heard Lines::take(const message::Error& error) {
  telling_.pause();
  transcript_.telling().pause();
  write_line(escaped(error.problem));
  return error.over ? Heard::nothing : Heard::refused;
}

// It is told behind the end, where the token would be.
Lines::Heard Lines::take(const message::Again& again) {
  again_.clear();
  std::vector<std::string> keys;
  for (const ReaderRequest& request : again.requests) {
    const auto key = key_of(request);
    if (!key) return Heard::nothing;
    keys.push_back(*key);
  }
  again_ = with_keys(style_.command, text_of_keys(keys));
  return Heard::nothing;
}

Lines::Heard Lines::take(const End& end) {
  end_ = end;
  telling_.end(end);
  transcript_.telling().end(end);
  if (!again_.empty()) write_line(say(language_, LinesSay::again, escaped(again_)));
  again_.clear();
  if (!quits_) write_line(say(language_, LinesSay::over));
  return Heard::ended;
}

// "   1* P.1  line 11  prints --1--"
void Lines::tell_choices() {
  std::size_t names = 0;
  for (const Ready& one : ask_.ready) names = std::max(names, one.name.size());
  for (const Blocked& one : ask_.waiting) names = std::max(names, one.name.size());
  const auto row = [&](const std::string& mark, const auto& one, const std::string& words) {
    const std::string line =
        one.place ? say(language_, LinesSay::at_line, one.place->line) + "  " : "";
    write_line(fmt::format("{} {:<{}}  {}{}", mark, escaped(one.name), names, line, words));
  };
  int number = 0;
  for (const Ready& one : ask_.ready) {
    const char* mark = one.name == ask_.next ? "*" : " ";
    const std::string input = one.input ? "  " + say(language_, LinesSay::no_input) : "";
    row(fmt::format("{:>4}{}", ++number, mark), one,
        escaped(intention_words(one.does, object_of(one.does), language_)) + input);
  }
  for (const Blocked& one : ask_.waiting) {
    row("     ", one, escaped(waiting_sentence(one, one.on, language_)));
  }
}

// How whoever is next stands; where nobody is, what happened last.
std::optional<ReaderRequest> Lines::request_of(const command::Why&) {
  if (!end_ && !ask_.next.empty()) return request::Why{.process = ask_.next};
  return request::Why{.seq = telling_.events().empty() ? 0 : telling_.events().back().seq};
}

std::optional<ReaderRequest> Lines::request_of(const command::Look& look) {
  using At = command::Look::At;
  constexpr int most_rows = 40;
  ToldRun told(language_);
  told.begin(telling_.run());
  for (const Event& event : telling_.events()) told.event(event);
  if (end_) told.end(*end_);
  const auto chosen = std::ranges::find(ask_.ready, ask_.next, &Ready::name);
  const View view{.language = language_,
                  .status = {.ready = ask_.ready, .waiting = ask_.waiting, .now = ask_.time},
                  .chosen = static_cast<int>(chosen - ask_.ready.begin())};
  const Pane page = look.at == At::source ? Pane::source
                    : look.at == At::tree ? Pane::tree
                                          : Pane::variables;
  for (const Rich& row : pane(page, view, told, source_, {style_.style.width, most_rows})) {
    write_line(paint(row, false));
  }
  return std::nullopt;
}

// --- what the reader wants ---

std::optional<ReaderRequest> Lines::request_of(const command::Number& choice) {
  const auto number = static_cast<std::size_t>(choice.number);
  if (number <= ask_.ready.size()) return request::Go{ask_.ready[number - 1].name};
  write_line(say(language_, LinesSay::no_such_number, choice.number));
  return std::nullopt;
}

std::optional<ReaderRequest> Lines::request_of(const command::Help&) {
  write_line(say(language_, LinesSay::commands));
  return std::nullopt;
}

// It is added to what the file has: a page grows.
std::optional<ReaderRequest> Lines::request_of(const command::Export& to) try {
  const Fd file = open_file(to.file, O_WRONLY | O_CREAT | O_APPEND, 0666);
  write_all(file.get(), transcript_.block(style_.command, prompt()));
  out_(say(language_, LinesSay::exported, escaped(to.file)) + "\n");
  return std::nullopt;
} catch (const std::system_error& error) {
  const Problem problem(Status::usage, FaceProblem::export_unwritable,
                        {to.file, error.code().message()});
  out_(escaped(style_.say(problem)) + "\n");
  return std::nullopt;
}

std::optional<ReaderRequest> Lines::request_of(const std::string& text) {
  const auto command = read_command(text);
  if (command && std::holds_alternative<command::Export>(*command)) {
    return request_of(std::get<command::Export>(*command));
  }
  transcript_.say(prompt());
  transcript_.did(text);
  if (command) return std::visit([this](const auto& one) { return request_of(one); }, *command);
  write_line(say(language_, LinesSay::no_such_command, escaped(text)));
  return std::nullopt;
}

std::string Lines::prompt() const {
  return fmt::format("{}> ", ask_.step);
}

// What nobody has typed here is shown, so that the text can be read by itself.
std::string Lines::next_command() {
  out_(prompt());
  auto text = commands_.next(interrupts_);
  if (!text) out_("\n");
  if (!text && !end_ && !commands_.was_interrupted()) {
    throw Problem(Status::usage, FaceProblem::keys_ended, {fmt::to_string(ask_.step)});
  }
  if (text && commands_.was_unseen()) out_(escaped(*text) + "\n");
  return text.value_or("q");
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
  for (Heard heard = hear(); heard != Heard::gone; heard = hear()) {
    if (quits_ && heard == Heard::ended) return end_;
    if (!request()) return end_;
  }
  return std::nullopt;
}

}  // namespace procdemo::faces
