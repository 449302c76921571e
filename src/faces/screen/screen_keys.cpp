// Of a session on the screen: what its reader presses.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text/abbreviated.h"
#include "base/text/utf8.h"
#include "faces/screen/panes.h"
#include "faces/screen/screen.h"
#include "faces/telling.h"
#include "faces/words/screen.h"

namespace procdemo::faces {
namespace {

constexpr int wheel = 3;                      // rows
constexpr std::size_t half_a_row = 30;        // columns, where the screen is narrow
constexpr std::size_t longest_prompt = 4096;  // bytes; as much as a terminal's line (termios(3))

void drop_last_character(std::string& text) {
  if (!text.empty()) text.resize(start_of_character(text, text.size() - 1));
}

}  // namespace

void Screen::press(const Key& key) {
  view_.message.clear();
  view_.notice.clear();
  if (view_.prompt) return press_in_prompt(key);
  std::visit(Overloaded{[this](Named name) { press_named(name); },
                        [this](char32_t character) { press_character(character); },
                        [this](const Click& click) { press_mouse(click); }},
             key);
}

void Screen::press_in_prompt(const Key& key) {
  if (const auto* character = std::get_if<char32_t>(&key)) {
    if (view_.prompt->size() < longest_prompt) *view_.prompt += encode(*character);
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
  if (gives_up && view_.running) {
    transcript_.gave_up();
    return client_.send(request::Stop{});
  }
  if (key == Named::interrupt) return send(request::Quit{}, "q");
  if (key == Named::escape) return turn_to(Pane::lanes);
  if (key == Named::tab) return next_page();
  if (waits_) return;
  if (key == Named::next) return send(request::Go{}, "n");
  if (key == Named::back) return send(request::Back{}, "b");
  if (key == Named::enter) choose(view_.chosen + 1);
}

// Keys that only move what is seen.
bool Screen::moves(char32_t key) {
  const int half = std::max(1, (picture_.choices_top - picture_.panes_top) / 2);
  switch (key) {
    case U'j':
      return move(1), true;
    case U'k':
      return move(-1), true;
    case U'J':
      return scroll(view_.page, half), true;
    case U'K':
      return scroll(view_.page, -half), true;
    case U'm':
      return switch_mouse(), true;
    default:
      return false;
  }
}

void Screen::press_character(char32_t key) {
  if (moves(key)) return;
  if (key == U'q') {
    if (view_.running) client_.send(request::Stop{});
    return send(request::Quit{}, "q");
  }
  if (key == U'x') return begin_prompt("x ");
  const auto command = read_command(encode(key));
  const bool asks = !command || std::holds_alternative<ReaderRequest>(*command) ||
                    std::holds_alternative<command::Number>(*command) ||
                    std::holds_alternative<command::Why>(*command);
  if (waits_ && asks) return;
  if (key == U' ') return send(request::Go{}, "n");
  if (key == U'i') return begin_prompt("i ");
  if (key == U':' || key == U'P') return begin_prompt(key == U'P' ? "P" : "");
  perform(encode(key));
}

// A press on one who can go on moves the cursor there; where it is already, that one takes a step.
void Screen::press_mouse(const Click& click) {
  const Shown there = picture_.at(click.row, click.column);
  if (click.what == Click::What::press && there.ready) {
    if (*there.ready != view_.chosen) return move(*there.ready - view_.chosen);
    if (!waits_) choose(view_.chosen + 1);
    return;
  }
  const int rows = click.what == Click::What::wheel_up     ? -wheel
                   : click.what == Click::What::wheel_down ? wheel
                                                           : 0;
  if (there.pane) return scroll(*there.pane, rows);
  move(rows > 0 ? 1 : rows < 0 ? -1 : 0);
}

void Screen::perform(const std::string& command) {
  const auto known = read_command(command);
  if (!known) {
    view_.message = say(view_.language, ScreenSay::no_command, abbreviated(command, half_a_row));
    return;
  }
  std::visit(Overloaded{[this](const command::Number& one) { choose(one.number); },
                        [this](const command::Help&) { turn_to(Pane::help); },
                        [this](const command::Export& to) {
                          view_.notice = exported(to.file, transcript_, view_.step, style_);
                        },
                        [this](const command::Why&) { ask_why(); },
                        [this](const command::Look& look) { turn_to(page_of(look)); },
                        [&](const ReaderRequest& request) { send(request, command); }},
             *known);
}

void Screen::ask_why() {
  const auto chosen = static_cast<std::size_t>(view_.chosen);
  if (chosen < view_.status.ready.size()) {
    const Name& name = view_.status.ready[chosen].name;
    return send(request::Why{.process = name}, "w:" + name);
  }
  const auto last = last_act(told_.events());
  if (last) send(request::Why{.seq = *last}, fmt::format("w:{}", *last));
}

void Screen::choose(int number) {
  const auto& ready = view_.status.ready;
  if (number < 1 || number > std::ssize(ready)) {
    if (!told_.end()) view_.message = say(view_.language, ScreenSay::no_number, number);
    return;
  }
  const Name& name = ready[static_cast<std::size_t>(number - 1)].name;
  send(request::Go{name}, name);
}

void Screen::move(int rows) {
  const int last = static_cast<int>(view_.status.ready.size()) - 1;
  view_.chosen = std::clamp(view_.chosen + rows, 0, std::max(0, last));
}

// How far it can go the next picture says.
void Screen::scroll(Pane pane, int rows) {
  view_.scrolls[static_cast<std::size_t>(pane)].by += rows;
}

void Screen::switch_mouse() {
  mouse_ = !mouse_;
  terminal_->use_mouse(mouse_);
  view_.notice = say(view_.language, mouse_ ? ScreenSay::mouse_on : ScreenSay::mouse_off);
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
