#include "multiprocess/managers/managed_queue.h"

#include <stdexcept>

#include "multiprocess/managers/connection.h"

namespace multiprocess {

using wire::Op;
using wire::Status;

namespace {

double seconds_until(Deadline until) {
  if (until.is_never()) return HUGE_VAL;
  return until.passed() ? 0 : until.left().count();
}

Answer ask(const QueueProxy& proxy, Op op, Deadline until = Deadline::at_once(),
           std::string_view item = {}) {
  if (proxy.address.manager == 0) throw std::logic_error("this ManagedQueue stands for no queue");
  Answer answer =
      call(proxy.address, {.op = op, .queue = proxy.queue, .timeout = seconds_until(until)}, item);
  if (answer.reply.status == Status::no_such_queue)
    throw Error("the manager has no queue " + std::to_string(proxy.queue + 1));
  return answer;
}

std::string title(const QueueProxy& proxy) {
  return "managed-" + std::to_string(proxy.queue + 1);
}

}  // namespace

void QueueProxy::put(std::string_view item, Deadline until) const {
  if (ask(*this, Op::put, until, item).reply.status == Status::full)
    throw Full(title(*this) + " is full");
}

std::string QueueProxy::get(Deadline until) const {
  Answer answer = ask(*this, Op::get, until);
  if (answer.reply.status == Status::empty) throw Empty(title(*this) + " is empty");
  return std::move(answer.item);
}

std::size_t QueueProxy::size() const {
  return ask(*this, Op::size).reply.number;
}

bool QueueProxy::is_full() const {
  return ask(*this, Op::is_full).reply.number != 0;
}

void QueueProxy::task_done() const {
  if (ask(*this, Op::task_done).reply.status == Status::done_too_often)
    throw std::logic_error("task_done() was called more often on " + title(*this) +
                           " than items were put into it");
}

bool QueueProxy::join(Deadline until) const {
  return ask(*this, Op::join, until).reply.status == Status::ok;
}

}  // namespace multiprocess
