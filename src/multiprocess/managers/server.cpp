#include "multiprocess/managers/server.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cmath>
#include <new>

#include "multiprocess/managers/socket.h"
#include "multiprocess/shared/looks.h"

namespace multiprocess {

using procdemo::check;
using procdemo::Fd;
using wire::Op;
using wire::Status;

namespace {

Fd open_spare() {
  return Fd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
}

Status when_late(Op op) {
  return op == Op::get ? Status::empty : op == Op::put ? Status::full : Status::late;
}

}  // namespace

Server::Server(Fd listener)
    : epoll_(check("epoll_create1", ::epoll_create1(EPOLL_CLOEXEC))),
      listener_(std::move(listener)),
      spare_(open_spare()),
      end_(procdemo::signal_set({SIGTERM})) {
  watch(listener_.get(), &listener_);
  watch(end_.fd(), &end_);
}

void Server::watch(int fd, void* what) {
  epoll_event event{.events = EPOLLIN, .data = {.ptr = what}};
  check("epoll_ctl", ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event));
}

void Server::run() {
  std::array<epoll_event, 64> events;
  for (int looks = 0;; --looks) {
    const int wait = looks > 0 ? 0 : milliseconds_left();
    const int count = ::epoll_wait(epoll_.get(), events.data(), events.size(), wait);
    if (count < 0 && errno != EINTR) check("epoll_wait", count);
    for (int i = 0; i < count; ++i)
      if (!see(events[i])) return;
    expire();
    if (count > 0) looks = looks_before_sleep() + 1;
  }
}

// False: it is told to end. Where memory is short for one client, that one goes.
bool Server::see(const epoll_event& event) {
  if (event.data.ptr == &end_) {
    end_.next();
    return false;
  }
  if (event.data.ptr == &listener_) {
    accept();
    return true;
  }
  Visitor& visitor = *static_cast<Visitor*>(event.data.ptr);
  try {
    if (!look_at(visitor, event.events)) drop(visitor);
  } catch (const std::bad_alloc&) {
    drop(visitor);
  }
  return true;
}

// --- coming and going ---

void Server::accept() {
  Fd socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
  if (socket) {
    welcome(std::move(socket));
  } else if (errno == EMFILE || errno == ENFILE) {
    turn_away();
  }
}

// Another user gets a word, and no more; whom epoll(7) has no room for, not even that.
void Server::welcome(Fd socket) {
  if (peer_of(socket.get()).uid != ::geteuid()) {
    const wire::Reply refusal{.status = Status::refused};
    ::send(socket.get(), &refusal, sizeof refusal, MSG_NOSIGNAL | MSG_DONTWAIT);
    return;
  }
  try {
    auto visitor = std::make_unique<Visitor>(std::move(socket), epoll_.get());
    visitors_.emplace(visitor.get(), std::move(visitor));
  } catch (const std::system_error&) {
  }
}

// Whoever is not accepted stays in the line, and would be announced again and again.
void Server::turn_away() {
  spare_.reset();
  Fd(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC)).reset();
  spare_ = open_spare();
}

void Server::drop(Visitor& visitor) {
  if (visitor.waiting) visitor.waiting->queue->leave(visitor);
  visitor.waiting.reset();
  note_deadline(visitor);
  visitor.return_untaken();
  visitors_.erase(&visitor);
}

// --- requests ---

// False: the client is gone.
bool Server::look_at(Visitor& visitor, std::uint32_t events) {
  if ((events & EPOLLOUT) != 0 && !visitor.send_rest()) return false;
  if ((events & ~EPOLLOUT) == 0) return true;
  const Visitor::News news = visitor.read();
  if (news == Visitor::News::request) {
    serve(visitor);
    note_deadline(visitor);
  }
  return news != Visitor::News::gone;
}

void Server::serve(Visitor& visitor) {
  const wire::Request& request = visitor.request();
  if (request.op == Op::make_queue) return make_queue(visitor);
  if (request.queue < queues_.size()) return serve(visitor, queues_[request.queue]);
  visitor.answer(Status::no_such_queue);
}

void Server::serve(Visitor& visitor, HostedQueue& queue) {
  const Deadline until = Deadline::after(Seconds(visitor.request().timeout));
  switch (visitor.request().op) {
    case Op::put:
      queue.put(visitor, std::string(visitor.item()), until);
      break;
    case Op::get:
      queue.get(visitor, until);
      break;
    case Op::join:
      queue.join(visitor, until);
      break;
    case Op::task_done:
      queue.task_done(visitor);
      break;
    case Op::size:
      visitor.answer(Status::ok, queue.size());
      break;
    case Op::is_full:
      visitor.answer(Status::ok, queue.is_full());
      break;
    case Op::make_queue:
      break;
  }
}

void Server::make_queue(Visitor& visitor) {
  const std::uint64_t number = queues_.size();
  queues_.emplace_back("managed-" + std::to_string(number + 1), visitor.request().number);
  visitor.answer(Status::ok, number);
}

// --- time ---

// A visitor stands in the list for the last of its waits, even when that is over.
void Server::note_deadline(Visitor& visitor) {
  if (visitor.listed) deadlines_.erase({*visitor.listed, &visitor});
  visitor.listed.reset();
  if (!visitor.waiting || visitor.waiting->until.is_never()) return;
  visitor.listed = visitor.waiting->until;
  deadlines_.emplace(*visitor.listed, &visitor);
}

void Server::expire() {
  while (!deadlines_.empty() && deadlines_.begin()->first.passed()) {
    Visitor& visitor = *deadlines_.begin()->second;
    if (visitor.waiting) {
      visitor.waiting->queue->leave(visitor);
      visitor.answer(when_late(visitor.waiting->op));
      visitor.waiting.reset();
    }
    note_deadline(visitor);
  }
}

int Server::milliseconds_left() const {
  if (deadlines_.empty()) return -1;
  const double left = std::ceil(deadlines_.begin()->first.left().count() * 1e3);
  return static_cast<int>(std::clamp(left, 0.0, static_cast<double>(INT_MAX)));
}

}  // namespace multiprocess
