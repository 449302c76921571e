#include "multiprocess/managers/server.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cmath>
#include <exception>

#include "multiprocess/managers/socket.h"

namespace multiprocess {

using procdemo::base::check;
using procdemo::base::Fd;
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
      end_(procdemo::base::signal_set({SIGTERM})) {
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
      if (!handle(events[i])) return;
    expire();
    if (count > 0) looks = looks_before_sleep() + 1;
  }
}

// False: it is told to end. Where memory is short for one client, that one goes: at once, or when
// there is memory for what it has to give back.
bool Server::handle(const epoll_event& event) {
  if (event.data.ptr == &end_) {
    end_.next();
    return false;
  }
  if (event.data.ptr == &listener_) {
    accept();
    return true;
  }
  Client& client = *static_cast<Client*>(event.data.ptr);
  try {
    if (!look_at(client, event.events)) drop(client);
  } catch (const std::exception&) {
    client.hang_up();
  }
  return true;
}

// --- clients come and go ---

void Server::accept() try {
  Fd socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
  if (socket) {
    add_client(std::move(socket));
  } else if (errno == EMFILE || errno == ENFILE) {
    refuse_one();
  }
} catch (const std::exception&) {
  // Whom memory or epoll(7) has no room for gets nothing.
}

// Another user gets a word, and no more.
void Server::add_client(Fd socket) {
  if (peer_of(socket.get()).uid != ::geteuid()) {
    const wire::Reply refusal{.status = Status::refused};
    ::send(socket.get(), &refusal, sizeof refusal, MSG_NOSIGNAL | MSG_DONTWAIT);
    return;
  }
  auto client = std::make_unique<Client>(std::move(socket), epoll_.get());
  clients_.emplace(client.get(), std::move(client));
}

// A connection that is not accepted stays in the backlog, and would be announced again and again.
void Server::refuse_one() {
  spare_.reset();
  Fd(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC)).reset();
  spare_ = open_spare();
}

void Server::drop(Client& client) {
  if (client.waiting) client.waiting->queue->leave(client);
  client.waiting.reset();
  note_deadline(client);
  client.return_untaken();
  clients_.erase(&client);
}

// --- requests ---

// False: the client is gone.
bool Server::look_at(Client& client, std::uint32_t events) {
  if ((events & EPOLLOUT) != 0 && !client.send_rest()) return false;
  if ((events & ~EPOLLOUT) == 0) return true;
  const Client::News news = client.read();
  if (news == Client::News::request) {
    serve(client);
    note_deadline(client);
  }
  return news != Client::News::gone;
}

void Server::serve(Client& client) {
  const wire::Request& request = client.request();
  if (request.op == Op::make_queue) return make_queue(client);
  if (request.queue < queues_.size()) return serve(client, queues_[request.queue]);
  client.answer(Status::no_such_queue);
}

void Server::serve(Client& client, HostedQueue& queue) {
  const Deadline until = Deadline::after(Seconds(client.request().timeout));
  switch (client.request().op) {
    case Op::put:
      queue.put(client, std::string(client.item()), until);
      break;
    case Op::get:
      queue.get(client, until);
      break;
    case Op::join:
      queue.join(client, until);
      break;
    case Op::task_done:
      queue.task_done(client);
      break;
    case Op::size:
      client.answer(Status::ok, queue.size());
      break;
    case Op::is_full:
      client.answer(Status::ok, queue.is_full());
      break;
    case Op::make_queue:
      break;
  }
}

void Server::make_queue(Client& client) {
  const std::uint64_t number = queues_.size();
  queues_.emplace_back("managed-" + std::to_string(number + 1), client.request().number);
  client.answer(Status::ok, number);
}

// --- time ---

// A client stands in the list for the last of its waits, even when that is over.
void Server::note_deadline(Client& client) {
  if (client.listed) deadlines_.erase({*client.listed, &client});
  client.listed.reset();
  if (!client.waiting || client.waiting->until.is_never()) return;
  client.listed = client.waiting->until;
  deadlines_.emplace(*client.listed, &client);
}

void Server::expire() {
  while (!deadlines_.empty() && deadlines_.begin()->first.passed()) {
    Client& client = *deadlines_.begin()->second;
    if (client.waiting) {
      client.waiting->queue->leave(client);
      client.answer(when_late(client.waiting->op));
      client.waiting.reset();
    }
    note_deadline(client);
  }
}

int Server::milliseconds_left() const {
  if (deadlines_.empty()) return -1;
  const double left = std::ceil(deadlines_.begin()->first.left().count() * 1e3);
  return static_cast<int>(std::clamp(left, 0.0, static_cast<double>(INT_MAX)));
}

}  // namespace multiprocess
