#include "session/stepping/reader_line.h"

#include <poll.h>

#include <stdexcept>
#include <system_error>
#include <utility>
#include <variant>

#include "session/stepping/protocol.h"
#include "trace/json.h"

namespace procdemo::session {
namespace {

constexpr std::size_t large = 1 << 16;                 // bytes, that go out at once
constexpr std::chrono::milliseconds a_long_step{300};  // nobody takes a shorter one for a pause

bool asks_to_stop(const std::string& line) try {
  return std::holds_alternative<request::Stop>(reader_request_from(line));
} catch (const std::invalid_argument&) {
  return false;
}

/// Not one that only has no more requests.
bool has_hung_up(const Fd& connection) {
  pollfd line = {connection.get(), 0, 0};
  return ::poll(&line, 1, 0) == 1 && (line.revents & POLLHUP) != 0;
}

}  // namespace

ReaderLine::ReaderLine(const Fd& connection, const Run& header)
    : connection_(connection), header_(header), requests_(connection.get(), longest_request) {}

void ReaderLine::begin() {
  if (!std::exchange(has_begun_, true)) text_ += header_line(header_);
}

void ReaderLine::event(const Event& event) {
  if (is_wanted_) return;
  begin();
  text_ += to_line(event) + "\n";
  if (told_) told_(event);
  if (text_.size() > large) flush();
}

// The observer looks up: a step is under way.
void ReaderLine::rest() {
  if (is_wanted_) stopped_ = stopped_ || is_wanted_();
  if (!stepping_) return;
  listen();
  const auto took = std::chrono::steady_clock::now() - began_;
  if (stopped_ || said_running_ || took < a_long_step) return;
  said_running_ = true;
  say(to_line(message::Running{}));
}

void ReaderLine::say(const std::string& line) {
  begin();
  text_ += line;
  flush();
}

// A reader that is gone wants nothing any more.
void ReaderLine::flush() {
  try {
    if (!gone_) write_all(connection_.get(), text_);
  } catch (const std::system_error&) {
    gone_ = true;
  }
  text_.clear();
}

std::optional<std::string> ReaderLine::next() {
  if (gone_) return std::nullopt;
  if (heard_.empty()) return requests_.next();
  std::string first = std::move(heard_.front());
  heard_.pop_front();
  return first;
}

void ReaderLine::listen() {
  while (auto line = requests_.next_if_any()) {
    if (asks_to_stop(*line)) {
      stopped_ = true;
      heard_.clear();
    } else {
      heard_.push_back(std::move(*line));
    }
  }
  gone_ = gone_ || has_hung_up(connection_);
  stopped_ = stopped_ || is_gone();
}

bool ReaderLine::closed() const {
  if (gone_ || is_wanted_) return gone_ || stopped_;
  return stopped_ && !again_ && std::chrono::steady_clock::now() - began_ >= a_long_step;
}

void ReaderLine::begin_steps(std::function<void(const Event& event)> told) {
  told_ = std::move(told);
  stepping_ = true;
  stopped_ = false;
  begin_step();
}

void ReaderLine::begin_steps_again() {
  begin_steps(nullptr);
  again_ = true;
}

void ReaderLine::begin_step() {
  began_ = std::chrono::steady_clock::now();
  said_running_ = false;
  listen();
}

void ReaderLine::be_quiet(std::function<bool()> is_wanted) {
  is_wanted_ = std::move(is_wanted);
  stopped_ = false;
}

void ReaderLine::speak() {
  is_wanted_ = nullptr;
  stopped_ = false;
  has_begun_ = true;
}

void ReaderLine::end_steps() {
  stepping_ = stopped_ = again_ = false;
}

}  // namespace procdemo::session
