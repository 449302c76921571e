#include "multiprocess/managers/hosted_queue.h"

#include <exception>
#include <utility>

#include "multiprocess/probe.h"

namespace multiprocess {

using wire::Op;
using wire::Status;

// The one that has waited longest, and waits no more.
HostedQueue::Served HostedQueue::next(std::deque<Client*>& clients) noexcept {
  Client* const client = clients.front();
  clients.pop_front();
  Served served{client, std::move(client->waiting->item)};
  client->waiting.reset();
  return served;
}

void HostedQueue::put(Client& client, std::string item, Deadline until) {
  if (!is_full()) {
    publish(std::move(item));
    client.answer(Status::ok);
    match();
  } else if (until.passed()) {
    client.answer(Status::full);
  } else {
    wait(client, Op::put, until, std::move(item));
  }
}

void HostedQueue::get(Client& client, Deadline until) {
  if (items_.empty() && until.passed()) {
    client.answer(Status::empty);
  } else {
    wait(client, Op::get, until);
    match();
  }
}

void HostedQueue::publish(std::string item) {
  items_.push_back({put_count_ + 1, std::move(item)});
  probe::queue_put(name_.c_str(), ++put_count_, items_.back().bytes.size(), "");
  ++unfinished_;
}

// Brings those together who wait for each other: items and getters, room and putters.
void HostedQueue::match() noexcept {
  while (!items_.empty() && !getters_.empty()) {
    hand_out(*next(getters_).client);
    if (!is_full() && !putters_.empty()) let_in(next(putters_));
  }
}

// Where the getter is gone, the item stays where it is, and nobody got it.
void HostedQueue::hand_out(Client& getter) noexcept {
  const HostedItem& item = items_.front();
  if (!getter.answer_with(item, *this)) return;
  probe::queue_get(name_.c_str(), item.number, item.bytes.size(), "");
  items_.pop_front();
}

void HostedQueue::let_in(Served putter) noexcept try {
  publish(std::move(putter.item));
  putter.client->answer(Status::ok);
} catch (const std::exception&) {  // no memory
  putter.client->hang_up();
}

void HostedQueue::give_back(HostedItem item) {
  items_.push_front(std::move(item));
  match();
}

void HostedQueue::task_done(Client& client) {
  if (unfinished_ == 0) {
    client.answer(Status::done_too_often);
    return;
  }
  client.answer(Status::ok);
  if (--unfinished_ > 0) return;
  while (!joiners_.empty()) next(joiners_).client->answer(Status::ok);
}

void HostedQueue::join(Client& client, Deadline until) {
  if (unfinished_ == 0) {
    client.answer(Status::ok);
  } else if (until.passed()) {
    client.answer(Status::late);
  } else {
    wait(client, Op::join, until);
  }
}

// --- those who wait ---

void HostedQueue::wait(Client& client, Op op, Deadline until, std::string item) {
  client.waiting = Waiting{op, this, until, std::move(item)};
  (op == Op::get ? getters_ : op == Op::put ? putters_ : joiners_).push_back(&client);
}

void HostedQueue::leave(Client& client) {
  for (auto* clients : {&getters_, &putters_, &joiners_}) std::erase(*clients, &client);
}

}  // namespace multiprocess
