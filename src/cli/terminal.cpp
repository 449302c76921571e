#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <utility>

#include "base/fd.h"

namespace procdemo::cli {
namespace {

constexpr const char* clear_line = "\r\x1b[K";

}  // namespace

int terminal_width(int fd) {
  winsize size = {};
  if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;

  const char* const columns = std::getenv("COLUMNS");
  const int wanted = columns == nullptr ? 0 : std::atoi(columns);
  constexpr int usual = 80;
  return wanted > 0 ? wanted : usual;
}

int terminal_rows(int fd) {
  winsize size = {};
  return ::ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_row : 0;
}

ProgressLine::ProgressLine() : shown_(::isatty(STDERR_FILENO) == 1) {}

void ProgressLine::draw(const std::string& text) {
  if (!shown_) return;
  write_all(STDERR_FILENO, clear_line + text);
  drawn_ = true;
}

void ProgressLine::clear() {
  if (std::exchange(drawn_, false)) write_all(STDERR_FILENO, clear_line);
}

}  // namespace procdemo::cli
