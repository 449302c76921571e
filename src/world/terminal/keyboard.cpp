#include "world/terminal/keyboard.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace procdemo::world {
namespace {

constexpr std::size_t longest_line = 4096;  // of a terminal (termios(3), canonical mode)

bool has_keys(int fd) {
  pollfd ready{fd, POLLIN, 0};
  return ::poll(&ready, 1, 0) > 0;
}

}  // namespace

std::optional<TerminalState> terminal_state(int fd) {
  TerminalState state;
  if (::tcgetattr(fd, &state.settings) != 0) return std::nullopt;
  ::ioctl(fd, TIOCGWINSZ, &state.size);
  return state;
}

void Keyboard::ask(const termios& settings) {
  asked_ = ::send(connection_.get(), &settings, sizeof settings, MSG_NOSIGNAL) > 0;
}

// A message is a byte, which says nothing, and what was typed.
std::optional<std::string> Keyboard::take() {
  std::string text(longest_line + 1, '\0');
  const ssize_t got = ::recv(connection_.get(), text.data(), text.size(), MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return std::nullopt;
  asked_ = false;
  if (got < 1) return "";
  return text.substr(1, static_cast<std::size_t>(got) - 1);
}

void KeyboardReader::put_settings() const {
  char none;
  const bool background = ::tcgetpgrp(terminal_.get()) != ::getpgrp();
  if (background) [[maybe_unused]]
    const ssize_t stopped = ::read(terminal_.get(), &none, 0);
  if (wanted_) ::tcsetattr(terminal_.get(), TCSANOW, &*wanted_);
}

void KeyboardReader::take_request() {
  termios settings;
  const ssize_t got = ::recv(connection_.get(), &settings, sizeof settings, MSG_DONTWAIT);
  if (got == 0) connection_.reset();
  if (got != sizeof settings) return;
  wanted_ = settings;
  put_settings();
}

void KeyboardReader::look() {
  take_request();
  if (!wanted_ || !has_keys(terminal_.get())) return;
  std::string text(longest_line + 1, '\0');
  const ssize_t got = ::read(terminal_.get(), text.data() + 1, longest_line);
  if (got < 0 && (errno == EINTR || errno == EAGAIN)) return;
  wanted_.reset();
  const auto size = static_cast<std::size_t>(got < 0 ? 0 : got) + 1;
  ::send(connection_.get(), text.data(), size, MSG_NOSIGNAL);
}

KeyboardEnds connect_keyboard() {
  Fd terminal(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC));
  const auto state = terminal_state(terminal.get());
  if (!state) return {};
  int ends[2];
  check("socketpair", ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends));
  const bool is_input = ::tcgetsid(STDIN_FILENO) == ::getsid(0);
  return {Keyboard(Fd(ends[0]), *state, is_input),
          KeyboardReader(Fd(ends[1]), std::move(terminal))};
}

}  // namespace procdemo::world
