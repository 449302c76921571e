#include "session/stepping/told.h"

#include <utility>

#include "base/hash.h"
#include "trace/json.h"

namespace procdemo::session {

Told::Told(Run header, Canonical::Surroundings surroundings, Sink& next, bool stable)
    : header_(std::move(header)),
      surroundings_(std::move(surroundings)),
      next_(next),
      stable_(stable),
      canonical_(surroundings_) {
  canonical_.run(header_);
}

void Told::event(const Event& event) {
  if (given_up_) return;
  const Event canonical = canonical_.event(event);
  std::string line = to_line(canonical);
  if (got_ != 0) line += std::to_string(std::exchange(got_, 0));
  const bool again = repeats();
  ++seen_;
  time_ = event.time;
  hash_ = hash_of(line, hash_);
  if (again) {
    differs_ = differs_ || line != events_[seen_ - 1];
  } else {
    const auto* note = event.as<event::Note>();
    if (note && !inexact_ && note->note.starts_with("inexact-")) {
      inexact_ = Inexact{events_.size(), event.process, note->note};
    }
    events_.push_back(std::move(line));
    next_.event(stable_ ? canonical : event);
  }
}

void Told::got(const Event& event) {
  if (given_up_) return;
  got_ = hash_of(to_line(canonical_.event(event)), got_);
  next_.got(event);
}

// What was got since the last event may decide what comes next.
std::uint64_t Told::hash() const {
  return got_ == 0 ? hash_ : hash_of(std::to_string(got_), hash_);
}

void Told::begin_again(std::size_t events) {
  events_.resize(events);
  if (inexact_ && inexact_->event >= events) inexact_.reset();
  seen_ = 0;
  hash_ = got_ = 0;
  time_ = 0;
  differs_ = given_up_ = false;
  canonical_ = Canonical(surroundings_);
  canonical_.run(header_);
}

}  // namespace procdemo::session
