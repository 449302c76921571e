#include "faces/screen/screen.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "faces/keys.h"
#include "faces/lines_text.h"
#include "faces/words/lines.h"
#include "show/sentences/evidence_words.h"
#include "show/terminal/escape.h"

namespace procdemo::faces {
namespace {

int place_of(const Name& name, const std::vector<Ready>& ready) {
  const auto found = std::ranges::find(ready, name, &Ready::name);
  return found == ready.end() ? 0 : static_cast<int>(found - ready.begin());
}

constexpr std::chrono::milliseconds a_long_wait{500};  // longer than what says so by itself

}  // namespace

Screen::Screen(Client& client, const FaceStyle& style)
    : client_(client),
      style_(style),
      told_(style.style.language),
      source_(style.folders),
      view_{.language = style.style.language},
      terminal_(std::in_place, style.style.color) {}

void Screen::draw() {
  picture_ = picture_of(view_, told_, source_, terminal_->size());
  view_.scrolls = picture_.scrolls;
  terminal_->draw(picture_);
}

// Many short steps take long, too. What was pressed before they are over waits in the terminal: no
// key is lost.
void Screen::wait() {
  using namespace std::chrono;
  std::optional<milliseconds> at_most;
  const bool may_take_long = long_at_ && waits_ && !view_.running;
  if (may_take_long) {
    at_most = std::max(ceil<milliseconds>(*long_at_ - steady_clock::now()), milliseconds(0));
  }
  terminal_->wait(client_.fd(), !waits_ || view_.running, at_most);
  hear();
  if (may_take_long && waits_ && steady_clock::now() >= *long_at_) view_.running = true;
}

std::optional<End> Screen::run() {
  for (bool over = false; !over && !terminal_->is_gone();) {
    draw();
    wait();
    while (!waits_ || view_.running) {
      const auto key = terminal_->key();
      if (!key) break;
      press(*key);
    }
    over = client_.has_ended() || (quits_ && told_.end() && !waits_);
  }
  terminal_.reset();
  return told_.end();
}

std::string Screen::remains() {
  if (!told_.end()) return "";
  std::string text;
  bool silent = true;
  const auto narrator = make_narrator(style_.format, style_.style, [&](std::string_view more) {
    if (!silent) text += more;
  });
  narrator->begin(told_.run());
  for (const Event& event : told_.events()) narrator->event(event);
  silent = false;
  narrator->end(*told_.end());
  if (again_) text += say(view_.language, LinesSay::again, escaped(*again_)) + "\n";
  if (discarded_) text += in_rows(discarded_sentence(*discarded_, view_.language), style_.style);
  return text;
}

// --- what the session says ---

void Screen::hear() {
  while (const auto message = client_.receive_if_any()) hear(*message);
}

void Screen::answered() {
  waits_ = view_.running = false;
}

void Screen::go_back(const message::Back& back) {
  told_.back(back.events);
  again_.reset();
  discarded_.reset();
  if (!back.changed.empty()) view_.notice = changed_sentence(back.changed, view_.language);
}

void Screen::hear(const Message& message) {
  if (const auto* run = std::get_if<Run>(&message)) told_.begin(*run);
  if (const auto* event = std::get_if<Event>(&message)) told_.event(*event);
  if (std::holds_alternative<message::Running>(message)) view_.running = true;
  if (const auto* back = std::get_if<message::Back>(&message)) go_back(*back);
  if (const auto* ask = std::get_if<message::Ask>(&message)) {
    view_.asked = true;
    view_.step = ask->step;
    view_.scrolls = {};
    forget_why();
    view_.status = {.ready = ask->ready, .waiting = ask->waiting, .now = ask->time};
    view_.again = ask->again.empty() ? "" : done_again_sentence(ask->again, view_.language);
    view_.chosen = place_of(ask->next, ask->ready);
    if (!ask->ready.empty()) {
      transcript_.is_at(ask->step);
      answered();
    }
  }
  if (const auto* why = std::get_if<message::Why>(&message)) {
    view_.why = why->seq == 0 ? evidence_lines(why->evidence, view_.status.waiting, view_.language)
                              : evidence_lines(why->evidence, view_.language);
    view_.page = Pane::why;
    view_.scrolls[static_cast<std::size_t>(Pane::why)] = {};
    answered();
  }
  if (const auto* error = std::get_if<message::Error>(&message)) {
    view_.message = error->problem;
    if (!error->over) answered();
  }
  if (const auto* again = std::get_if<message::Again>(&message)) {
    again_ = command_again(style_.command, again->requests);
  }
  if (const auto* discarded = std::get_if<message::Discarded>(&message)) discarded_ = *discarded;
  if (const auto* end = std::get_if<End>(&message)) {
    told_.end(*end);
    if (!view_.status.ready.empty()) view_.status = {.now = view_.status.now};  // else they wait
    answered();
  }
}

// What was so before the last step is no answer any more.
void Screen::forget_why() {
  view_.why.clear();
  if (view_.page == Pane::why) view_.page = Pane::lanes;
}

// `as_typed`: what a reader of lines would have typed.
void Screen::send(const ReaderRequest& request, const std::string& as_typed) {
  quits_ = std::holds_alternative<request::Quit>(request);
  if (quits_ && told_.end()) return;
  if (!quits_) transcript_.did(as_typed, view_.step);
  client_.send(request);
  waits_ = true;
  const bool goes_on = std::holds_alternative<request::Go>(request) ||
                       std::holds_alternative<request::Continue>(request);
  long_at_.reset();
  if (goes_on) long_at_ = std::chrono::steady_clock::now() + a_long_wait;
}

}  // namespace procdemo::faces
