#include "session/stepping/line_reader.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace procdemo::session {

std::optional<std::string> LineReader::take() {
  const std::size_t end = buffer_.find('\n', searched_);
  if (end == buffer_.npos) {
    searched_ = buffer_.size();
    if (buffer_.size() > longest_) {
      dropping_ = true;
      buffer_.clear();
      searched_ = 0;
    }
    return std::nullopt;
  }
  std::string line = buffer_.substr(0, end);
  buffer_.erase(0, end + 1);
  searched_ = 0;
  too_long_ = dropping_ || line.size() > longest_;
  dropping_ = false;
  if (too_long_) line.clear();
  return line;
}

// What comes after the last newline is a line, too.
bool LineReader::fill() {
  char piece[1 << 16];
  const ssize_t got = ::read(descriptor_, piece, sizeof piece);
  if (got < 0 && errno == EINTR) return true;
  if (got > 0) {
    buffer_.append(piece, static_cast<std::size_t>(got));
    return true;
  }
  ended_ = true;
  if (!buffer_.empty() || dropping_) buffer_ += '\n';
  return false;
}

std::optional<std::string> LineReader::next() {
  while (true) {
    if (auto line = take()) return line;
    if (ended_) return std::nullopt;
    fill();
  }
}

bool LineReader::has_come() const {
  pollfd come = {descriptor_, POLLIN, 0};
  return !ended_ && ::poll(&come, 1, 0) > 0 && come.revents != 0;
}

std::optional<std::string> LineReader::next_if_any() {
  while (true) {
    if (auto line = take()) return line;
    if (!has_come()) return std::nullopt;
    fill();
  }
}

void LineReader::drop_blank() {
  do {
    const std::size_t text = std::min(buffer_.find_first_not_of(" \t\r\n"), buffer_.size());
    const std::size_t end = buffer_.substr(0, text).rfind('\n');
    if (end != buffer_.npos && !dropping_) buffer_.erase(0, end + 1);
    searched_ = 0;
  } while (buffer_.empty() && !dropping_ && has_come() && fill());
}

}  // namespace procdemo::session
