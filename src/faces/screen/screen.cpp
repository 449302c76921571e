#include "faces/screen/screen.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text/utf8.h"
#include "faces/words/screen.h"
#include "show/sentences/evidence_words.h"

namespace procdemo::faces {
namespace {

std::string utf8_of(char32_t character) {
  std::string text;
  const auto add = [&](unsigned byte) { text += static_cast<char>(byte); };
  if (character < 0x80) {
    add(character);
  } else if (character < 0x800) {
    add(0xC0 | character >> 6), add(0x80 | (character & 0x3F));
  } else if (character < 0x10000) {
    add(0xE0 | character >> 12), add(0x80 | (character >> 6 & 0x3F));
    add(0x80 | (character & 0x3F));
  } else {
    add(0xF0 | character >> 18), add(0x80 | (character >> 12 & 0x3F));
    add(0x80 | (character >> 6 & 0x3F)), add(0x80 | (character & 0x3F));
  }
  return text;
}

void drop_last_character(std::string& text) {
  if (!text.empty()) text.resize(start_of_character(text, text.size() - 1));
}

int place_of(const Name& name, const std::vector<Ready>& ready) {
  const auto found = std::ranges::find(ready, name, &Ready::name);
  return found == ready.end() ? 0 : static_cast<int>(found - ready.begin());
}

Pane page_of(const command::Look& look) {
  using At = command::Look::At;
  if (look.at == At::tree) return Pane::tree;
  return look.at == At::variables ? Pane::variables : Pane::source;
}

}  // namespace

Screen::Screen(Client& client, const Style& style, std::vector<std::filesystem::path> folders)
    : client_(client),
      style_(style),
      told_(style.language),
      source_(std::move(folders)),
      view_{.language = style.language},
      terminal_(std::in_place, style.color) {}

void Screen::draw() {
  terminal_->draw(picture_of(view_, told_, source_, terminal_->size()));
}

// What was pressed before a short step is over waits in the terminal: no key is lost.
std::optional<End> Screen::run() {
  for (bool over = false; !over && !terminal_->is_gone();) {
    draw();
    const bool hears_keys = !waits_ || view_.running;
    terminal_->wait(client_.fd(), hears_keys);
    hear();
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
  const auto narrator = make_narrator(Format::lanes, style_, [&](std::string_view more) {
    if (!silent) text += more;
  });
  narrator->begin(told_.run());
  for (const Event& event : told_.events()) narrator->event(event);
  silent = false;
  narrator->end(*told_.end());
  return text;
}

// --- what the session says ---

void Screen::hear() {
  while (const auto message = client_.receive_if_any()) hear(*message);
}

void Screen::answered() {
  waits_ = view_.running = false;
}

void Screen::hear(const Message& message) {
  if (const auto* run = std::get_if<Run>(&message)) told_.begin(*run);
  if (const auto* event = std::get_if<Event>(&message)) told_.event(*event);
  if (std::holds_alternative<message::Running>(message)) view_.running = true;
  if (const auto* back = std::get_if<message::Back>(&message)) told_.back(back->events);
  if (const auto* ask = std::get_if<message::Ask>(&message)) {
    view_.asked = true;
    view_.step = ask->step;
    view_.status = {.ready = ask->ready, .waiting = ask->waiting, .now = ask->time};
    view_.chosen = place_of(ask->next, ask->ready);
    if (!ask->ready.empty()) answered();
  }
  if (const auto* why = std::get_if<message::Why>(&message)) {
    view_.why = evidence_lines(why->evidence, view_.language);
    view_.page = Pane::why;
    answered();
  }
  if (const auto* error = std::get_if<message::Error>(&message)) {
    view_.message = error->problem;
    if (!error->over) answered();
  }
  if (const auto* end = std::get_if<End>(&message)) {
    told_.end(*end);
    if (!view_.status.ready.empty()) view_.status = {.now = view_.status.now};  // else they wait
    answered();
  }
}

void Screen::send(const ReaderRequest& request) {
  quits_ = std::holds_alternative<request::Quit>(request);
  if (quits_ && told_.end()) return;
  client_.send(request);
  waits_ = true;
}

// --- what the reader presses ---

void Screen::press(const Key& key) {
  view_.message.clear();
  if (view_.prompt) return press_in_prompt(key);
  std::visit(Overloaded{[this](Named name) { press_named(name); },
                        [this](char32_t character) { press_character(character); }},
             key);
}

void Screen::press_in_prompt(const Key& key) {
  if (const auto* character = std::get_if<char32_t>(&key)) {
    *view_.prompt += utf8_of(*character);
  } else if (key == Key(Named::backspace)) {
    drop_last_character(*view_.prompt);
  } else if (key == Key(Named::enter)) {
    perform(*std::exchange(view_.prompt, std::nullopt));
  } else if (key == Key(Named::escape) || key == Key(Named::interrupt)) {
    view_.prompt.reset();
  }
}

// A step that is under way can be given up, and no other request be made meanwhile.
void Screen::press_named(Named key) {
  const bool gives_up = key == Named::escape || key == Named::interrupt;
  if (gives_up && view_.running) return client_.send(request::Stop{});
  if (key == Named::interrupt) return send(request::Quit{});
  if (key == Named::escape) return turn_to(Pane::lanes);
  if (key == Named::tab) return next_page();
  if (waits_) return;
  if (key == Named::next) return send(request::Go{});
  if (key == Named::back) return send(request::Back{});
  if (key == Named::enter) choose(view_.chosen + 1);
}

void Screen::press_character(char32_t key) {
  switch (key) {
    case U'q':
      if (view_.running) client_.send(request::Stop{});
      return send(request::Quit{});
    case U'j':
      return move(1);
    case U'k':
      return move(-1);
    default:
      break;
  }
  const auto command = read_command(utf8_of(key));
  const bool asks = !command || std::holds_alternative<ReaderRequest>(*command) ||
                    std::holds_alternative<command::Number>(*command) ||
                    std::holds_alternative<command::Why>(*command);
  if (waits_ && asks) return;
  if (key == U' ') return send(request::Go{});
  if (key == U':' || key == U'P') {
    view_.prompt = key == U'P' ? "P" : "";
    return;
  }
  perform(utf8_of(key));
}

void Screen::perform(const std::string& command) {
  const auto known = read_command(command);
  if (!known) {
    view_.message = say(view_.language, ScreenSay::no_command, command);
    return;
  }
  std::visit(Overloaded{[this](const command::Number& one) { choose(one.number); },
                        [this](const command::Help&) { turn_to(Pane::help); },
                        [this](const command::Export&) {
                          view_.message = say(view_.language, ScreenSay::only_lines);
                        },
                        [this](const command::Why&) { ask_why(); },
                        [this](const command::Look& look) { turn_to(page_of(look)); },
                        [this](const ReaderRequest& request) { send(request); }},
             *known);
}

void Screen::ask_why() {
  const auto chosen = static_cast<std::size_t>(view_.chosen);
  if (chosen < view_.status.ready.size()) {
    return send(request::Why{.process = view_.status.ready[chosen].name});
  }
  if (!told_.events().empty()) send(request::Why{.seq = told_.events().back().seq});
}

void Screen::choose(int number) {
  const auto& ready = view_.status.ready;
  if (number < 1 || number > std::ssize(ready)) {
    if (!told_.end()) view_.message = say(view_.language, ScreenSay::no_number, number);
    return;
  }
  send(request::Go{ready[static_cast<std::size_t>(number - 1)].name});
}

void Screen::move(int rows) {
  const int last = static_cast<int>(view_.status.ready.size()) - 1;
  view_.chosen = std::clamp(view_.chosen + rows, 0, std::max(0, last));
}

// A page that is open already is closed.
void Screen::turn_to(Pane page) {
  view_.page = view_.page == page ? Pane::lanes : page;
}

void Screen::next_page() {
  constexpr Pane pages[] = {Pane::lanes, Pane::source, Pane::tree, Pane::variables, Pane::why};
  const auto at = std::ranges::find(pages, view_.page);
  const bool known = at != std::end(pages) && at + 1 != std::end(pages);
  view_.page = known ? *(at + 1) : pages[0];
}

}  // namespace procdemo::faces
