// Calls that read, and those that send through sockets and message queues.
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <string_view>

#include "base/procfs.h"
#include "run/run_state.h"
#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"
#include "syscalls/channel.h"
#include "syscalls/file_access.h"
#include "syscalls/intentions.h"
#include "syscalls/rows/files/file_changes.h"
#include "syscalls/rows/files/read_as_alone.h"
#include "syscalls/rows/output/keys_of_output.h"
#include "syscalls/rows/socket_timeout.h"
#include "syscalls/rows/transfer.h"
#include "syscalls/timeout.h"
#include "syscalls/waits_for.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

Then begin_transfer_on(Task& task, Channel channel) {
  task.call->waits_for = std::move(channel);
  return Then::see_result;
}

// Of a device that gives random bytes.
Then answer_read(RunState& run, Task& task) {
  constexpr std::uint64_t most = 1 << 20;
  return answer_random(run, task, task.registers.argument(1),
                       std::min(task.registers.argument(2), most));
}

// To somebody by address, without a connection.
Then enter_sendto(RunState& run, Task& task) {
  if (task.registers.argument(4) != 0) run.may_be_met_at(task, task.registers.int_argument(0));
  return begin_transfer(run, task);
}

Then enter_sendmsg(RunState& run, Task& task) {
  const auto message = read_value<msghdr>(task, task.registers.argument(1));
  if (message && message->msg_name) run.may_be_met_at(task, task.registers.int_argument(0));
  return begin_transfer(run, task);
}

template <bool into_one_place>
Then enter_read(RunState& run, Task& task) {
  if (into_one_place) read_input_instead(run, task);
  const int fd = task.registers.int_argument(0);
  if (run.outputs.is_others_terminal(task.tid, fd)) run.log.flush(task.process->name);
  if (task.call->changed_argument) return Then::see_result;
  if (run.controlled() && is_random_device(task.tid, fd)) {
    return into_one_place ? answer_read(run, task) : Then::go_on;
  }
  return begin_transfer(run, task);
}

bool is_in_pieces(const Task& task) {
  const std::string_view name = task.call->syscall->name;
  return name.ends_with('v') || name.ends_with("v2");
}

// Where it has put what it read: one place, or several (readv(2)).
std::string bytes_read(const Task& task, std::int64_t bytes) {
  constexpr std::int64_t most = 1 << 20;
  auto left = static_cast<std::size_t>(std::min(bytes, most));
  const Arguments& arguments = task.call->arguments;
  if (!is_in_pieces(task)) return read_memory(task, arguments[1], left);
  std::string all;
  for (std::uint64_t at = arguments[1]; left > 0; at += sizeof(iovec)) {
    const auto piece = read_value<iovec>(task, at);
    if (!piece) break;
    const std::size_t size = std::min(piece->iov_len, left);
    all += read_memory(task, reinterpret_cast<std::uint64_t>(piece->iov_base), size);
    left -= size;
  }
  return all;
}

// Whether it comes from outside the run, and from the program's user. What stands in a file of the
// system's is something else on every machine.
bool is_input(const RunState& run, const Task& task, int fd) {
  if (waits_for<Channel>(task)) return fd == STDIN_FILENO;
  const auto file = descriptor_target(task.tid, fd);
  return file && file->starts_with('/') && !file->starts_with("/proc/") &&
         !is_system_file(run, *file);
}

void note_got(RunState& run, const Task& task, std::int64_t bytes) {
  if (!run.controlled() || bytes < 0) return;
  if (!is_input(run, task, static_cast<int>(task.call->arguments[0]))) return;
  run.log.got(task, bytes, bytes_read(task, bytes));
}

void tell_read(RunState& run, Task& task, std::int64_t bytes) {
  const auto* channel = waits_for<Channel>(task);
  if (bytes >= 0 && channel) run.log.emit(task, event::Read{text_of(*channel), bytes});
  if (bytes >= 0 && !channel) tell_of_file(run, task, Direction::read, bytes);
}

// Of a datagram that was longer than there was room for, MSG_TRUNC tells the whole length; and what
// was only looked at is still there (recv(2)).
void end_receive(RunState& run, Task& task, std::uint64_t flags, std::uint64_t room) {
  if (flags & (MSG_PEEK | MSG_ERRQUEUE)) return;
  const std::int64_t told = task.registers.result();
  if (told > 0 && room < static_cast<std::uint64_t>(told)) {
    return tell_read(run, task, static_cast<std::int64_t>(room));
  }
  tell_read(run, task, told);
}

void end_recvfrom(RunState& run, Task& task) {
  end_receive(run, task, task.call->arguments[3], task.call->arguments[2]);
}

void end_recvmsg(RunState& run, Task& task) {
  const auto message = read_value<msghdr>(task, task.call->arguments[1]);
  std::uint64_t room = 0;
  for (std::size_t i = 0; message && i < std::min<std::size_t>(message->msg_iovlen, IOV_MAX); ++i) {
    const auto at = reinterpret_cast<std::uint64_t>(message->msg_iov) + i * sizeof(iovec);
    room += read_value<iovec>(task, at).value_or(iovec{}).iov_len;
  }
  end_receive(run, task, task.call->arguments[2], room);
}

// mq_timedsend and mq_timedreceive have deadlines by the calendar.
const Timeout queue_deadline = {
    .argument = 4, .from = Timeout::From::clock, .clock = CLOCK_REALTIME};

void leave_queue(RunState& run, Task& task) {
  restore(task, queue_deadline, run.clock);
}

void enter_queue_again(RunState& run, Task& task) {
  if (run.clock.scaled()) shorten(task, queue_deadline, run.clock);
}

// It is a file below /dev/mqueue; its descriptor shows "/name", on a file system of its own.
Then enter_queue(RunState& run, Task& task) {
  const int fd = task.registers.int_argument(0);
  enter_queue_again(run, task);
  return begin_transfer_on(task,
                           channel::MessageQueue{descriptor_target(task.tid, fd).value_or("?")});
}

Then enter_system_v_queue(RunState&, Task& task) {
  return begin_transfer_on(task, channel::SystemVQueue{task.registers.int_argument(0)});
}

// Nobody has the other end.
void state_broken(RunState& run, Task& task) {
  const auto* channel = waits_for<Channel>(task);
  const bool pipe = channel && std::holds_alternative<channel::Pipe>(*channel);
  if (pipe) run.log.state(task, fact::BrokenPipe{text_of(*channel)});
}

void tell_write(RunState& run, Task& task, std::int64_t bytes) {
  const auto* channel = waits_for<Channel>(task);
  if (channel) run.log.emit(task, event::Write{text_of(*channel), bytes});
}

// These return 0 for a message sent whole: its length is an argument.
template <int length>
void end_send(RunState& run, Task& task) {
  if (task.registers.result() != 0) return;
  const auto bytes = static_cast<std::int64_t>(task.call->arguments[length]);
  tell_write(run, task, bytes);
}

void queue_timed_out(RunState&, Task& task) {
  task.registers.set_result(-ETIMEDOUT);
}

// Nobody waits for a file's bytes; for those of a terminal, an eventfd or a timer one may.
Then begin_on_file(RunState& run, Task& task, int fd) {
  const auto file = file_behind(task, fd);
  const bool is_file = !file || S_ISREG(file->st_mode) || S_ISDIR(file->st_mode);
  const bool writes = task.call->syscall->writes;
  if (file && writes && task.registers.argument(2) != 0) stamp_written(run, task, *file);
  return is_file && (writes || task.call->alone) ? Then::go_on : Then::see_result;
}

}  // namespace

Then begin_transfer(RunState& run, Task& task) {
  const int fd = task.registers.int_argument(0);
  const auto channel = channel_behind(task.tid, fd);
  const auto* socket = channel ? std::get_if<channel::Socket>(&*channel) : nullptr;
  const bool receiving = !task.call->syscall->writes;
  if (socket && run.controlled()) set_socket_deadline(run, task, *socket, receiving);
  if (channel) return begin_transfer_on(task, *channel);
  if (receiving && reads_otherwise(run, task, fd)) return Then::see_result;
  const Then then = run.controlled() ? begin_on_file(run, task, fd) : Then::go_on;
  return is_for_shared_files(run, task) ? Then::see_result : then;
}

void end_write(RunState& run, Task& task) {
  const std::int64_t bytes = task.registers.result();
  const std::int64_t events = run.log.events();
  if (bytes > 0) tell_write(run, task, bytes);
  if (bytes > 0 && !waits_for<Channel>(task)) tell_of_file(run, task, Direction::written, bytes);
  const std::int64_t event = run.log.events() > events ? run.log.events() : 0;
  if (bytes > 0) state_copied(run, task, bytes, event);
  if (bytes == -EPIPE) state_broken(run, task);
}

void end_read(RunState& run, Task& task) {
  if (!waits_for<Channel>(task)) show_as_alone(run, task);
  note_got(run, task, task.registers.result());
  tell_read(run, task, task.registers.result());
}

std::vector<Syscall> transfer_calls() {
  const auto reading = [](std::string_view name, TouchRule touches, auto entry, auto end,
                          ArgumentWriters arguments) {
    return Syscall{.name = name,
                   .touches = touches,
                   .handlers = {{.entry = entry,
                                 .end = end,
                                 .expire = would_wait,
                                 .alone = is_on_system_file,
                                 .after_writers = true}},
                   .awaits = first_descriptor,
                   .intends = intend::read,
                   .arguments = std::move(arguments)};
  };
  const auto sending = [](std::string_view name, ArgumentWriters arguments) {
    return Syscall{.name = name,
                   .touches = touch::changed,
                   .handlers = {{.entry = begin_transfer, .end = end_write, .expire = would_wait}},
                   .awaits = first_descriptor,
                   .writes = true,
                   .intends = intend::send,
                   .arguments = std::move(arguments)};
  };
  Syscall send_to = sending("sendto", {{as::descriptor, as::bytes, as::size,
                                        as::flags<flag_names::message>, as::address, as::number}});
  send_to.handlers.front().entry = enter_sendto;
  Syscall send_message =
      sending("sendmsg", {{as::descriptor, as::message, as::flags<flag_names::message>}});
  send_message.handlers.front().entry = enter_sendmsg;
  Syscall read = reading("read", touch::read, enter_read<true>, end_read,
                         {{as::descriptor, as::bytes_read, as::size}});
  read.handlers.front().leave = put_back_changed;
  read.handlers.front().again = read_input_instead;
  return {
      read,
      reading("readv", touch::read, enter_read<false>, end_read,
              {{as::descriptor, as::pieces_read, as::number}}),
      reading("recvfrom", touch::changed, enter_read<false>, end_recvfrom,
              {{as::descriptor, as::bytes_read, as::size, as::flags<flag_names::message>,
                as::address_told, as::length_told}}),
      reading("recvmsg", touch::changed, enter_read<false>, end_recvmsg,
              {{as::descriptor, as::message_told, as::flags<flag_names::message>}}),
      send_to,
      send_message,
      {.name = "mq_timedsend",
       .touches = touch::everything,
       .handlers = {{.entry = enter_queue,
                     .end = end_send<2>,
                     .leave = leave_queue,
                     .again = enter_queue_again,
                     .expire = queue_timed_out}},
       .awaits = first_descriptor},
      {.name = "mq_timedreceive",
       .touches = touch::everything,
       .handlers = {{.entry = enter_queue,
                     .end = end_read,
                     .leave = leave_queue,
                     .again = enter_queue_again,
                     .expire = queue_timed_out,
                     .after_writers = true}},
       .awaits = first_descriptor},
      {.name = "msgsnd",
       .touches = touch::everything,
       .handlers = {{.entry = enter_system_v_queue, .end = end_send<2>}},
       .arguments = {{as::number, as::queued, as::size, as::ipc_message_flags}}},
      {.name = "msgrcv",
       .touches = touch::everything,
       .handlers = {{.entry = enter_system_v_queue, .end = end_read, .after_writers = true}},
       .arguments = {{as::number, as::queue_told, as::size, as::offset, as::ipc_message_flags}}},
  };
}

}  // namespace procdemo::syscalls
