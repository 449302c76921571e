#include "show/other_order.h"

namespace procdemo::show {

namespace {

constexpr std::size_t most_pairs = 64;  // looked at with each event

bool may_order(const Event& event) {
  return event.as<event::Wait>() || event.as<event::Reap>() || event.as<event::Sleep>() ||
         event.as<event::Read>() || event.as<event::Lock>() || event.as<event::Signal>() ||
         event.as<event::Block>() || event.as<event::Probe>() || event.as<event::Thread>() ||
         event.as<event::Exec>() || event.as<event::Notice>() || event.as<event::Exit>();
}

}  // namespace

void OtherOrder::learn(const Event& event) {
  const auto* deadlock = event.as<event::Deadlock>();
  if (deadlock && deadlock->still) hint_ = Hint::explore;
  if (hint_ != Hint::none) return;
  for (Pair& pair : open_) {
    if (event.process == pair.parent.name) take(pair, pair.parent, pair.child, event);
    if (event.process == pair.child.name) take(pair, pair.child, pair.parent, event);
  }
  std::erase_if(open_, [](const Pair& pair) {
    return pair.parent.may_be_ordered && pair.child.may_be_ordered;
  });
  const auto* fork = event.as<event::Fork>();
  if (!fork || fork->call == "vfork" || open_.size() >= most_pairs) return;
  open_.push_back({.parent = {.name = event.process}, .child = {.name = fork->child}});
}

void OtherOrder::take(Pair& pair, Side& side, const Side& other, const Event& event) {
  side.may_be_ordered = side.may_be_ordered || may_order(event);
  if (!event.as<event::Line>() || side.has_printed) return;  // as a reader sees it
  side.has_printed = true;
  if (!other.has_printed || side.may_be_ordered || hint_ != Hint::none) return;
  hint_ = &side == &pair.child ? Hint::child_first : Hint::parent_first;
  first_ = other.name;
  other_ = side.name;
}

}  // namespace procdemo::show
