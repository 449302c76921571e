#include "run/terminal/typing.h"

#include <poll.h>
#include <termios.h>

namespace procdemo::run {

namespace {

bool is_canonical(const termios& settings) {
  return (settings.c_lflag & ICANON) != 0;
}

std::string end_of_input(const termios& settings) {
  return {static_cast<char>(settings.c_cc[VEOF])};
}

// It gets there by a worker of the kernel's, a little later.
void await_keys(int terminal) {
  constexpr int a_moment = 20;  // ms; whoever waited may have taken them already
  pollfd there{terminal, POLLIN, 0};
  ::poll(&there, 1, a_moment);
}

}  // namespace

bool Typing::serve(const std::set<int>& outputs) {
  termios settings{};
  int output = 0;
  for (const int each : outputs) {
    if (output != 0 && !is_canonical(settings)) break;
    output = each;
    if (::tcgetattr(outputs_.program_end(output), &settings) != 0) return false;
  }
  if (!is_possible()) return type_end(output, settings);
  if (!keyboard_->asked()) {
    keyboard_->ask(settings);
  } else if (const auto text = keyboard_->take()) {
    type_line(output, settings, *text);
  }
  return true;
}

bool Typing::type_end(int output, const termios& settings) const {
  if (!is_canonical(settings)) return false;
  outputs_.type(output, end_of_input(settings));
  await_keys(outputs_.program_end(output));
  return true;
}

// A line that was ended by Ctrl-D has no newline: it is ended here, too.
void Typing::type_line(int output, const termios& settings, const std::string& text) const {
  const bool whole = text.ends_with('\n') || !is_canonical(settings);
  outputs_.type(output, whole ? text : text + end_of_input(settings));
  await_keys(outputs_.program_end(output));
}

}  // namespace procdemo::run
