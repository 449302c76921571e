#include "faces/telling.h"

#include <algorithm>
#include <utility>

#include "trace/intention.h"

namespace procdemo::faces {
namespace {

constexpr double for_ever = 1e9;  // seconds: whoever thinks takes longer than anything is kept back

bool is_act(const Event& event) {
  const auto* exit = event.as<event::Exit>();
  return intention_behind(event) && !(exit && exit->by == "procdemo");
}

}  // namespace

std::optional<std::uint64_t> last_act(const std::vector<Event>& events) {
  const auto found = std::find_if(events.rbegin(), events.rend(), is_act);
  return found == events.rend() ? std::nullopt : std::optional(found->seq);
}

Telling::Telling(Format format, const Style& style, Out out)
    : format_(format), style_(style), out_(std::move(out)) {}

std::unique_ptr<Narrator> Telling::make() {
  return make_narrator(format_, style_, [this](std::string_view text) {
    if (!silent_) out_(text);
  });
}

void Telling::begin(const Run& run) {
  run_ = run;
  narrator_ = make();
  narrator_->begin(run_);
}

void Telling::event(const Event& event) {
  events_.push_back(event);
  narrator_->event(event);
}

void Telling::end(const End& end) {
  narrator_->end(end);
}

void Telling::pause() {
  if (narrator_) narrator_->pause(for_ever);
}

void Telling::back(std::uint64_t events) {
  events_.resize(std::min<std::size_t>(events, events_.size()));
  silent_ = true;
  narrator_ = make();
  narrator_->begin(run_);
  for (const Event& event : events_) narrator_->event(event);
  pause();
  silent_ = false;
}

}  // namespace procdemo::faces
