#include "multiprocess/managers/hosted_queue.h"

#include <utility>

#include "multiprocess/probe.h"

namespace multiprocess {

using wire::Op;
using wire::Status;

namespace {

struct Served {
  Visitor* visitor;
  std::string item;  // that it brought
};

// The one that has waited longest, and waits no more.
Served next(std::deque<Visitor*>& visitors) {
  Visitor* const visitor = visitors.front();
  visitors.pop_front();
  Served served{visitor, std::move(visitor->waiting->item)};
  visitor->waiting.reset();
  return served;
}

}  // namespace

void HostedQueue::put(Visitor& visitor, std::string item, Deadline until) {
  if (!is_full()) {
    publish(std::move(item));
    visitor.answer(Status::ok);
    match();
  } else if (until.passed()) {
    visitor.answer(Status::full);
  } else {
    wait(visitor, Op::put, until, std::move(item));
  }
}

void HostedQueue::get(Visitor& visitor, Deadline until) {
  if (items_.empty() && until.passed()) {
    visitor.answer(Status::empty);
  } else {
    wait(visitor, Op::get, until);
    match();
  }
}

void HostedQueue::publish(std::string item) {
  probe::queue_put(name_.c_str(), ++put_count_, item.size());
  ++unfinished_;
  items_.push_back({put_count_, std::move(item)});
}

// Brings those together who wait for each other: items and getters, room and putters.
void HostedQueue::match() {
  while (!items_.empty() && !getters_.empty()) {
    hand_out(*next(getters_).visitor);
    if (is_full() || putters_.empty()) continue;
    Served putter = next(putters_);
    publish(std::move(putter.item));
    putter.visitor->answer(Status::ok);
  }
}

// Where the getter is gone, the item stays where it is.
void HostedQueue::hand_out(Visitor& getter) {
  const HostedItem& item = items_.front();
  probe::queue_get(name_.c_str(), item.number, item.bytes.size());
  if (getter.answer_with(item, *this)) items_.pop_front();
}

void HostedQueue::give_back(HostedItem item) {
  items_.push_front(std::move(item));
  match();
}

void HostedQueue::task_done(Visitor& visitor) {
  if (unfinished_ == 0) {
    visitor.answer(Status::done_too_often);
    return;
  }
  visitor.answer(Status::ok);
  if (--unfinished_ > 0) return;
  while (!joiners_.empty()) next(joiners_).visitor->answer(Status::ok);
}

void HostedQueue::join(Visitor& visitor, Deadline until) {
  if (unfinished_ == 0) {
    visitor.answer(Status::ok);
  } else if (until.passed()) {
    visitor.answer(Status::late);
  } else {
    wait(visitor, Op::join, until);
  }
}

// --- those who wait ---

void HostedQueue::wait(Visitor& visitor, Op op, Deadline until, std::string item) {
  visitor.waiting = Waiting{op, this, until, std::move(item)};
  (op == Op::get ? getters_ : op == Op::put ? putters_ : joiners_).push_back(&visitor);
}

void HostedQueue::leave(Visitor& visitor) {
  for (auto* visitors : {&getters_, &putters_, &joiners_}) std::erase(*visitors, &visitor);
}

}  // namespace multiprocess
