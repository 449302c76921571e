// Calls that read, and those that send through sockets and message queues.
#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "base/procfs.h"
#include "engine/calls/transfer.h"
#include "engine/controlled/timeout.h"
#include "engine/observation.h"

namespace procdemo {

namespace {

// A pipe, a socket; a POSIX message queue is a file below /dev/mqueue, and its descriptor shows
// "/name" on a file system of its own.
bool is_channel(const std::string& target) {
  return target.starts_with("pipe:") || target.starts_with("socket:");
}

// Nobody waits for a file's bytes; for those of a terminal, an eventfd or a timer one may.
bool is_file(pid_t tid, int fd) {
  struct stat facts;
  if (!stat_descriptor(tid, fd, facts)) return true;
  return S_ISREG(facts.st_mode) || S_ISDIR(facts.st_mode);
}

Then begin_transfer_on(Task& task, std::string object) {
  task.call->object = std::move(object);
  return Then::see_result;
}

// Of a device that gives random bytes.
Then answer_read(Observation& run, Task& task) {
  if (task.call->handler->name != "read") return Then::go_on;
  constexpr std::uint64_t most = 1 << 20;
  return answer_random(run, task, task.registers.argument(1),
                       std::min(task.registers.argument(2), most));
}

Then enter_read(Observation& run, Task& task) {
  const int fd = task.registers.int_argument(0);
  if (run.outputs().is_others_terminal(task.tid, fd)) run.lines().flush(task.process->name);
  if (run.controlled() && is_random_device(task.tid, fd)) return answer_read(run, task);
  return begin_transfer(run, task);
}

void end_read(Observation& run, Task& task) {
  const std::int64_t bytes = task.registers.result();
  if (bytes < 0 || task.call->object.empty()) return;
  run.let_writers_finish(task);
  run.emit(task, event::Read{task.call->object, bytes});
}

// mq_timedsend and mq_timedreceive have deadlines by the calendar.
const Timeout queue_deadline = {
    .argument = 4, .from = Timeout::From::clock, .clock = CLOCK_REALTIME};

void leave_queue(Observation& run, Task& task) {
  restore(task, queue_deadline, run.clock());
}

void enter_queue_again(Observation& run, Task& task) {
  if (run.clock().scaled()) shorten(task, queue_deadline, run.clock());
}

Then enter_queue(Observation& run, Task& task) {
  const int fd = task.registers.int_argument(0);
  enter_queue_again(run, task);
  return begin_transfer_on(task, "mqueue:" + descriptor_target(task.tid, fd).value_or("?"));
}

Then enter_system_v_queue(Observation&, Task& task) {
  return begin_transfer_on(task, fmt::format("msgq:[{}]", task.registers.argument(0)));
}

// These return 0 for a message sent whole: its length is an argument.
template <int length>
void end_send(Observation& run, Task& task) {
  if (task.registers.result() != 0) return;
  const auto bytes = static_cast<std::int64_t>(task.call->arguments[length]);
  run.emit(task, event::Write{task.call->object, bytes});
}

// A socket's own timeout, where time is virtual.
void set_deadline(Observation& run, Task& task, const std::string& object) {
  const auto timeout = run.timers().timeout(object, task.call->handler->end == end_read);
  if (timeout) task.call->deadline = run.clock().virtual_time().now() + *timeout;
}

void would_wait(Observation&, Task& task) {
  task.registers.set_result(-EAGAIN);
}

void queue_timed_out(Observation&, Task& task) {
  task.registers.set_result(-ETIMEDOUT);
}

}  // namespace

Then begin_transfer(Observation& run, Task& task) {
  const int fd = task.registers.int_argument(0);
  const auto target = descriptor_target(task.tid, fd);
  if (!target) return Then::go_on;
  if (run.controlled()) set_deadline(run, task, *target);
  if (is_channel(*target)) return begin_transfer_on(task, *target);
  return run.controlled() && !is_file(task.tid, fd) ? Then::see_result : Then::go_on;
}

void end_write(Observation& run, Task& task) {
  const std::int64_t bytes = task.registers.result();
  if (bytes > 0 && !task.call->object.empty())
    run.emit(task, event::Write{task.call->object, bytes});
}

std::vector<Handler> transfer_calls() {
  return {
      {"read", {Call::read}, enter_read, end_read, nullptr, nullptr, would_wait},
      {"readv", {Call::readv}, enter_read, end_read, nullptr, nullptr, would_wait},
      {"recvfrom", {Call::recvfrom}, enter_read, end_read, nullptr, nullptr, would_wait},
      {"recvmsg", {Call::recvmsg}, enter_read, end_read, nullptr, nullptr, would_wait},
      {"sendto", {Call::sendto}, begin_transfer, end_write, nullptr, nullptr, would_wait},
      {"sendmsg", {Call::sendmsg}, begin_transfer, end_write, nullptr, nullptr, would_wait},
      {"mq_timedsend",
       {Call::mq_timedsend},
       enter_queue,
       end_send<2>,
       leave_queue,
       enter_queue_again,
       queue_timed_out},
      {"mq_timedreceive",
       {Call::mq_timedreceive},
       enter_queue,
       end_read,
       leave_queue,
       enter_queue_again,
       queue_timed_out},
      {"msgsnd", {Call::msgsnd}, enter_system_v_queue, end_send<2>},
      {"msgrcv", {Call::msgrcv}, enter_system_v_queue, end_read},
  };
}

}  // namespace procdemo
