// The touches of one step while they are collected: for the rules of touches.h alone.
#pragma once

#include <fmt/core.h>
#include <sys/stat.h>

#include <string>
#include <string_view>
#include <vector>

#include "run/run_state.h"
#include "schedule/schedule.h"
#include "syscalls/room.h"

namespace procdemo::syscalls {

class TouchList {
 public:
  TouchList(RunState& state, const Task& stepping) : run(state), task(stepping) {}

  RunState& run;
  const Task& task;

  void look(std::string object) { touches_.push_back({std::move(object), Touch::How::look}); }
  void change(std::string object) { touches_.push_back({std::move(object), Touch::How::change}); }
  void add(std::string object, Touch::How how) { touches_.push_back({std::move(object), how}); }
  void everything() { change("everything"); }

  std::uint64_t argument(int index) const { return task.registers.argument(index); }
  int descriptor(int index) const { return task.registers.int_argument(index); }

  /// A file of /proc that tells of the task.
  std::string own(const std::string& path) const {
    return fmt::format("/proc/{}/{}", task.tid, path);
  }

  /// A file that can be executed can't be written to meanwhile, nor executed while somebody has it
  /// open to write (execve(2), ETXTBSY).
  static bool is_program(const struct stat& facts) {
    return S_ISREG(facts.st_mode) && (facts.st_mode & 0111) != 0;
  }

  std::vector<Touch> take() { return std::move(touches_); }

 private:
  std::vector<Touch> touches_;
};

// memory.cpp
void touch_by_code(TouchList& list);

// descriptor.cpp
/// A task's descriptors behind which this file is.
std::vector<int> descriptors_with(pid_t tid, const struct stat& file);
void touch_descriptor(TouchList& list, int fd, Touch::How how);
void touch_closed(TouchList& list, int fd);
/// It goes unread: who opened it wanted nothing but to ask about it (fstat(2)).
void touch_unread(TouchList& list, int fd);
void touch_readiness(TouchList& list, const std::vector<int>& fds);

// name.cpp
/// Two who change a file each do not disturb each other; but whoever compares the times of both
/// finds out which came first.
void look_at_times(TouchList& list, const struct stat& facts);

// family.cpp
void touch_own_end(TouchList& list);

}  // namespace procdemo::syscalls
