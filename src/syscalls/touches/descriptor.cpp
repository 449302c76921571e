// What calls on descriptors touch.
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "base/kcmp.h"
#include "base/procfs.h"
#include "syscalls/rows/rows.h"
#include "syscalls/touches/rules.h"
#include "syscalls/touches/touch_list.h"
#include "syscalls/waits_for.h"
#include "tracee/pidfd.h"

namespace procdemo::syscalls {

namespace {

using How = Touch::How;

template <How how>
void touch_first(TouchList& list) {
  touch_descriptor(list, list.descriptor(0), how);
}

// Where the next read or write begins belongs to an open file description: those who have it from
// the same open() share it (open(2), fork(2)).
bool is_shared(const TouchList& list, int fd) {
  struct stat facts;
  if (!stat_descriptor(list.task.tid, fd, facts)) return false;
  for (const auto& [tid, task] : list.run.family.tasks()) {
    if (task.process == list.task.process) continue;
    for (const int other : descriptors_with(tid, facts)) {
      if (are_duplicates({list.task.tid, fd}, {tid, other}).value_or(true)) return true;
    }
  }
  return false;
}

void touch_position(TouchList& list) {
  const int fd = list.descriptor(0);
  touch_descriptor(list, fd, is_shared(list, fd) ? How::change : How::look);
}

// A file's bytes stay where they are; a pipe's are taken.
void touch_read(TouchList& list) {
  struct stat facts;
  const int fd = list.descriptor(0);
  const bool is_file = stat_descriptor(list.task.tid, fd, facts) && S_ISREG(facts.st_mode);
  if (is_file) return touch_position(list);
  touch_descriptor(list, fd, How::change);
}

void touch_mapped(TouchList& list) {
  constexpr std::uint64_t writable = PROT_WRITE;
  const bool writes = (list.argument(2) & writable) != 0;
  if (list.descriptor(4) >= 0) {
    touch_descriptor(list, list.descriptor(4), writes ? How::change : How::look);
  }
}

template <int which>
void touch_closing(TouchList& list) {
  touch_closed(list, list.descriptor(which));
  touch_unread(list, list.descriptor(which));
}

void touch_closed_range(TouchList& list) {
  for (const int fd : descriptors_of(list.task.tid)) {
    const auto number = static_cast<std::uint32_t>(fd);
    const bool is_in = static_cast<std::uint32_t>(list.argument(0)) <= number &&
                       number <= static_cast<std::uint32_t>(list.argument(1));
    if (!is_in) continue;
    touch_closed(list, fd);
    touch_unread(list, fd);
  }
}

// What an epoll instance waits for, whoever shares it may change.
void touch_waiting(TouchList& list) {
  const Arguments arguments = list.task.registers.arguments();
  touch_readiness(
      list, awaited_descriptors(list.task, *held_at<held::Call>(list.task)->syscall, arguments));
}

void touch_waiting_epoll(TouchList& list) {
  touch_first<How::look>(list);
  touch_waiting(list);
}

// A lock is no part of what is in the file.
void touch_lock(TouchList& list, int fd) {
  const std::string object = list.run.objects.behind(list.task.tid, fd);
  list.change("lock:" + object);
}

// A lock of fcntl(2) goes with any descriptor of the file that its process closes.
bool loses_lock(const TouchList& list, int fd, const struct stat& facts) {
  for (const int other : descriptors_with(list.task.tid, facts)) {
    const std::string info = descriptor_info(list.task.tid, other);
    if (info.find(other == fd ? "lock:" : "POSIX") != std::string::npos) return true;
  }
  return false;
}

void touch_asked_lock(TouchList& list) {
  touch_lock(list, list.descriptor(0));
}

// Whether reads of it wait: whoever shares it finds out.
void touch_description(TouchList& list) {
  if (is_shared(list, list.descriptor(0))) list.everything();
}

void touch_by_fcntl(TouchList& list) {
  const int command = list.descriptor(1);
  if (is_lock_command(command)) return touch_asked_lock(list);
  if (command == F_SETFL && (list.argument(2) & O_ASYNC) == 0) return touch_description(list);
  if (command != F_GETFL) list.everything();
}

void touch_by_ioctl(TouchList& list) {
  const auto request = static_cast<std::uint32_t>(list.argument(1));
  if (request == FIONREAD) return touch_first<How::look>(list);
  if (request == FIONBIO) return touch_description(list);
  if (!asks_terminal(list.task)) list.everything();
}

// What is asked of a file's descriptor, and what it lets others do (chmod(2)).
void touch_attributes(TouchList& list) {
  const int fd = list.descriptor(0);
  touch_descriptor(list, fd, How::change);
  list.change("mode:" + list.run.objects.behind(list.task.tid, fd));
  list.change("tree");
}

}  // namespace

std::vector<int> descriptors_with(pid_t tid, const struct stat& file) {
  std::vector<int> descriptors;
  for (const int fd : descriptors_of(tid)) {
    struct stat facts;
    const bool known = stat_descriptor(tid, fd, facts);
    const bool same = known && identity_of(facts) == identity_of(file);
    if (same) descriptors.push_back(fd);
  }
  return descriptors;
}

void touch_descriptor(TouchList& list, int fd, How how) {
  if (list.run.outputs.output_of(list.task.tid, fd)) {
    if (how == How::change) list.change("output");
    return;
  }
  if (list.run.objects.is_proc(list.task.tid, fd)) return list.everything();
  const std::string object = list.run.objects.behind(list.task.tid, fd);
  if (object.empty()) return;
  if (object.starts_with("socket:")) return list.change("sockets");
  list.add(object, how);
}

// The end of a pipe is noticed at the other one; a lock goes with its description.
void touch_closed(TouchList& list, int fd) {
  struct stat facts;
  if (!stat_descriptor(list.task.tid, fd, facts)) return;
  if (S_ISSOCK(facts.st_mode)) return list.change("sockets");
  if (S_ISFIFO(facts.st_mode)) return touch_descriptor(list, fd, How::change);
  if (TouchList::is_program(facts)) list.change("programs");
  if (!S_ISREG(facts.st_mode) || list.run.locks.empty()) return;
  if (loses_lock(list, fd, facts)) touch_lock(list, fd);
}

// A shell that reads from a file opens it, makes that its standard input, and closes the descriptor
// that it has there twice.
void touch_unread(TouchList& list, int fd) {
  struct stat facts;
  if (!stat_descriptor(list.task.tid, fd, facts) || !S_ISREG(facts.st_mode)) return;
  if (list.run.file_times.changed_by(identity_of(facts)).empty()) return;
  const std::string info = descriptor_info(list.task.tid, fd);
  const bool for_reading = (number_behind(info, "flags:", 8).value_or(O_WRONLY) & O_ACCMODE) == 0;
  const bool unread = number_behind(info, "pos:") == 0;
  if (for_reading && unread && descriptors_with(list.task.tid, facts).size() == 1) {
    look_at_times(list, facts);
  }
}

// What is ready depends on what is behind each of them; behind a pidfd, on a process's end.
void touch_readiness(TouchList& list, const std::vector<int>& fds) {
  for (const int fd : fds) {
    const Process* process = list.run.family.by_pid(pid_of_pidfd(list.task.tid, fd));
    if (process) {
      list.look("end:" + process->name);
    } else {
      touch_descriptor(list, fd, How::look);
    }
  }
}

namespace touch {

const TouchRule changed = touch_first<How::change>;
const TouchRule looked_at = touch_first<How::look>;
const TouchRule read = touch_read;
const TouchRule position = touch_position;
const TouchRule lock = touch_asked_lock;
const TouchRule by_fcntl = touch_by_fcntl;
const TouchRule by_ioctl = touch_by_ioctl;
const TouchRule descriptors_attributes = touch_attributes;
const TouchRule closed = touch_closing<0>;
const TouchRule second_closed = touch_closing<1>;
const TouchRule range_closed = touch_closed_range;
const TouchRule ready = touch_waiting;
const TouchRule ready_in_epoll = touch_waiting_epoll;
const TouchRule mapped = touch_mapped;

}  // namespace touch

}  // namespace procdemo::syscalls
