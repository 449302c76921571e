#include "faces/lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

#include "base/text/abbreviated.h"
#include "faces/keys.h"
#include "faces/problems.h"
#include "faces/words/lines.h"
#include "show/terminal/escape.h"

namespace procdemo::faces {

std::string exported(const std::string& file, const Transcript& transcript, int step,
                     const FaceStyle& style) try {
  style.add_block(file, transcript.keys(), prompt_at(step));
  return say(style.style.language, LinesSay::exported, abbreviated(file));
} catch (const Problem& problem) {
  return style.say(problem);
} catch (const std::system_error& error) {
  const Problem problem(Status::usage, FaceProblem::export_unwritable,
                        {file, error.code().message()});
  return style.say(problem);
}

Lines::Lines(Client& client, Commands& commands, const FaceStyle& style, Out out)
    : client_(client),
      commands_(commands),
      style_(style),
      out_(std::move(out)),
      text_(style.format, style.style, style.command, style.folders, out_) {}

// --- what the session says ---

std::optional<Message> Lines::next_message() {
  while (true) {
    if (auto message = client_.receive_if_any()) return message;
    if (client_.has_ended()) return std::nullopt;
    if (!interrupts_.wait_for(client_.fd())) give_up();
  }
}

// The step, where it takes long, and what was to follow it.
void Lines::give_up() {
  client_.send(request::Stop{});
  transcript_.gave_up();
  std::ranges::move(commands_.drop(), std::back_inserter(dropped_));
}

Lines::Heard Lines::what_is(const Message& message) const {
  if (std::holds_alternative<End>(message)) return Heard::ended;
  if (std::holds_alternative<message::Why>(message)) return Heard::refused;
  if (const auto* error = std::get_if<message::Error>(&message)) {
    return error->over ? Heard::nothing : Heard::refused;
  }
  const auto* ask = std::get_if<message::Ask>(&message);
  return ask && !quits_ && !ask->ready.empty() ? Heard::asked : Heard::nothing;
}

// Until the session waits for its reader, or there is none any more.
Lines::Heard Lines::hear() {
  while (const auto message = next_message()) {
    text_.hear(*message, quits_);
    if (std::holds_alternative<message::Running>(*message)) {
      out_(say(style_.style.language, LinesSay::running) + "\n");
    }
    const Heard heard = what_is(*message);
    if (heard == Heard::asked) transcript_.is_at(text_.ask().step);
    if (heard != Heard::nothing) return heard;
  }
  return Heard::gone;
}

// --- what the reader wants ---

std::optional<ReaderRequest> Lines::request_of(const std::string& text) {
  const auto command = read_command(text);
  if (const auto* to = command ? std::get_if<command::Export>(&*command) : nullptr) {
    out_(in_rows(exported(to->file, transcript_, text_.ask().step, style_), style_.style));
    return std::nullopt;
  }
  transcript_.did(text, text_.ask().step);
  return text_.request_of(text);
}

// What nobody has typed here is shown, so that the text can be read by itself.
std::string Lines::next_command() {
  if (!dropped_.empty()) {
    const std::string those = as_quoted(text_of_keys(dropped_));
    out_(in_rows(say(style_.style.language, LinesSay::dropped, those), style_.style));
    dropped_.clear();
  }
  out_(prompt_at(text_.ask().step));
  auto text = commands_.next(interrupts_);
  if (!text) out_("\n");
  if (!text && !text_.end() && !commands_.was_interrupted()) {
    throw Problem(Status::usage, FaceProblem::keys_ended, {fmt::to_string(text_.ask().step)});
  }
  if (text && commands_.was_unseen()) out_(as_quoted(*text) + "\n");
  return text.value_or("q");
}

// False where the reader quits a run that is over.
bool Lines::request() {
  std::optional<ReaderRequest> wanted;
  while (!wanted) wanted = request_of(next_command());
  quits_ = std::holds_alternative<request::Quit>(*wanted);
  client_.send(*wanted);
  return !quits_ || !text_.end();
}

std::optional<End> Lines::run() {
  for (Heard heard = hear(); heard != Heard::gone; heard = hear()) {
    if (quits_ && heard == Heard::ended) return text_.end();
    if (!request()) return text_.end();
  }
  return std::nullopt;
}

}  // namespace procdemo::faces
