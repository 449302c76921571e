// Its header's macros would mean others' names.
#define NCURSES_NOMACROS 1
#define NCURSES_WIDECHAR 1
#include "faces/screen/terminal.h"

#include <curses.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <string>
#include <system_error>

#include "base/text/shown.h"
#include "faces/screen/terminal_facts.h"
#include "world/terminal/terminal_settings.h"

namespace procdemo::faces {
namespace {

constexpr int own_colors = 16;  // SGR's 30 to 37, then 90 to 97

// xterm's, and of all that know a mouse: terminfo(5) has no name for it.
constexpr const char* no_mouse = "\x1b[?1006;1000l";

// What takes back all that ncurses has said to it.
std::string farewell() {
  const TerminalFacts facts;
  std::string all;
  if (!facts.capability("kmous").empty()) all += no_mouse;
  for (const char* name : {"sgr0", "rmkx", "cnorm", "rmcup"}) all += facts.capability(name);
  return all;
}

// A pair of our own for each colour, on the terminal's background.
void begin_colors() {
  ::start_color();
  ::use_default_colors();
  for (int i = 0; i < own_colors; ++i) {
    const bool known = i < COLORS;
    ::init_pair(static_cast<short>(i + 1), static_cast<short>(known ? i : i % 8), -1);
  }
}

attr_t attributes_of(const Ink& ink) {
  attr_t attributes = A_NORMAL;
  if (ink.bold) attributes |= A_BOLD;
  if (ink.dim) attributes |= A_DIM;
  return attributes;
}

short pair_of(const Ink& ink) {
  if (ink.color >= 90) return static_cast<short>(ink.color - 90 + 9);
  return ink.color >= 30 ? static_cast<short>(ink.color - 30 + 1) : short{0};
}

std::optional<Named> named(int key) {
  switch (key) {
    case KEY_RIGHT:
    case KEY_DOWN:
    case KEY_NPAGE:
      return Named::next;
    case KEY_LEFT:
    case KEY_UP:
    case KEY_PPAGE:
      return Named::back;
    case KEY_ENTER:
      return Named::enter;
    case KEY_BACKSPACE:
      return Named::backspace;
    case KEY_RESIZE:
      return Named::resized;
    default:
      return std::nullopt;
  }
}

std::optional<Key> clicked() {
  MEVENT event;
  if (::getmouse(&event) != OK) return std::nullopt;
  Click click{.row = event.y, .column = event.x};
  if (event.bstate & BUTTON4_PRESSED) click.what = Click::What::wheel_up;
  if (event.bstate & BUTTON5_PRESSED) click.what = Click::What::wheel_down;
  const bool known = event.bstate & (BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED);
  return known ? std::optional<Key>(click) : std::nullopt;
}

Key typed(wint_t character) {
  switch (character) {
    case '\n':
    case '\r':
      return Named::enter;
    case '\t':
      return Named::tab;
    case 0x1b:
      return Named::escape;
    case 0x7f:
    case '\b':
      return Named::backspace;
    case 3:
      return Named::interrupt;
    default:
      return static_cast<char32_t>(character);
  }
}

// Ctrl-C and Ctrl-\ are keys here: what belongs to the program is asked for. Ctrl-Z is the
// kernel's, and ncurses follows it.
void take_interrupts_as_keys() {
  termios settings;
  if (::tcgetattr(STDIN_FILENO, &settings) != 0) return;
  settings.c_cc[VINTR] = settings.c_cc[VQUIT] = _POSIX_VDISABLE;
  ::tcsetattr(STDIN_FILENO, TCSANOW, &settings);
  ::def_prog_mode();
}

}  // namespace

struct Terminal::Parts {
  explicit Parts(bool wants_color);
  ~Parts() {
    ::endwin();
    ::delscreen(screen);
  }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  world::TerminalSettings put_back{{}, farewell()};
  SignalMask resizes{signal_set({SIGWINCH})};  // they come while it waits
  SCREEN* screen = nullptr;
  bool color = false;
};

Terminal::Parts::Parts(bool wants_color) {
  std::setlocale(LC_CTYPE, "C.UTF-8");
  screen = ::newterm(nullptr, stdout, stdin);
  if (!screen) throw std::system_error(ENOTTY, std::generic_category(), "newterm");
  for (const int signal : {SIGINT, SIGTERM}) ::signal(signal, SIG_DFL);  // it would exit itself
  ::set_escdelay(25);
  ::cbreak();
  ::noecho();
  ::nonl();
  ::nodelay(stdscr, TRUE);
  ::keypad(stdscr, TRUE);
  take_interrupts_as_keys();
  color = wants_color && ::has_colors();
  if (color) begin_colors();
}

bool Terminal::is_capable() {
  winsize size{};
  if (::isatty(STDIN_FILENO) != 1 || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return false;
  if (size.ws_col < least_screen.columns || size.ws_row < least_screen.rows) return false;
  const TerminalFacts facts;
  return !facts.capability("cup").empty() && !facts.capability("smcup").empty();
}

Terminal::Terminal(bool color) : parts_(std::make_unique<Parts>(color)) {}

Terminal::~Terminal() = default;

void Terminal::use_mouse(bool wanted) {
  constexpr mmask_t buttons = BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED;
  ::mouseinterval(0);  // a press is none that may yet become another
  ::mousemask(wanted ? buttons : 0, nullptr);
}

ScreenSize Terminal::size() const {
  return {getmaxx(stdscr), getmaxy(stdscr)};
}

// The last gate before the terminal, as show/terminal/ink.h has one.
void Terminal::draw(const Picture& picture) {
  ::werase(stdscr);
  int at = 0;
  for (const Rich& row : picture.rows) {
    ::wmove(stdscr, at++, 0);
    for (const Piece& piece : row) {
      ::wattr_set(stdscr, attributes_of(piece.ink), parts_->color ? pair_of(piece.ink) : short{0},
                  nullptr);
      const bool clean = shown_prefix(piece.text) == piece.text.size();
      ::waddstr(stdscr, clean ? piece.text.c_str() : shown(piece.text).c_str());
    }
  }
  ::wattr_set(stdscr, A_NORMAL, 0, nullptr);
  ::wmove(stdscr, picture.cursor_row, picture.cursor_column);
  ::wrefresh(stdscr);
}

void Terminal::wait(int fd, bool keys, std::optional<std::chrono::milliseconds> at_most) const {
  pollfd watched[] = {{fd, POLLIN, 0}, {STDIN_FILENO, static_cast<short>(keys ? POLLIN : 0), 0}};
  sigset_t mask;
  ::sigprocmask(SIG_SETMASK, nullptr, &mask);
  ::sigdelset(&mask, SIGWINCH);
  timespec patience{};
  if (at_most) patience = {at_most->count() / 1000, at_most->count() % 1000 * 1'000'000};
  ::ppoll(watched, std::size(watched), at_most ? &patience : nullptr, &mask);
  gone_ = (watched[1].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

std::optional<Key> Terminal::key() {
  wint_t character = 0;
  const int got = ::wget_wch(stdscr, &character);
  if (got == OK) return typed(character);
  if (got != KEY_CODE_YES) return std::nullopt;
  if (character == KEY_MOUSE) {
    const auto click = clicked();
    return click ? click : key();
  }
  const auto name = named(static_cast<int>(character));
  return name ? std::optional<Key>(*name) : key();
}

}  // namespace procdemo::faces
