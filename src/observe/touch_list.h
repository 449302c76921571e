// The touches of one step while they are collected: for the rules of touches.h alone.
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <vector>

#include "observe/observation.h"

namespace procdemo {

class TouchList {
 public:
  TouchList(Observation& observation, const Task& stepping) : run(observation), task(stepping) {}

  Observation& run;
  const Task& task;

  void look(std::string object) { touches_.push_back({std::move(object), Touch::How::look}); }
  void change(std::string object) { touches_.push_back({std::move(object), Touch::How::change}); }
  void add(std::string object, Touch::How how) { touches_.push_back({std::move(object), how}); }
  void everything() { change("everything"); }

  std::uint64_t argument(int index) const { return task.registers.argument(index); }
  int descriptor(int index) const { return static_cast<int>(argument(index)); }

  /// A file of /proc that tells of the task.
  std::string own(const std::string& path) const {
    return fmt::format("/proc/{}/{}", task.tid, path);
  }

  std::vector<Touch> take() { return std::move(touches_); }

 private:
  std::vector<Touch> touches_;
};

using TouchRule = void (*)(TouchList&);

// touches_memory.cpp
void touch_by_code(TouchList& list);

// touches_descriptor.cpp
/// A task's descriptors behind which this file is.
std::vector<int> descriptors_with(pid_t tid, const struct stat& file);
void touch_descriptor(TouchList& list, int fd, Touch::How how);
void touch_closed(TouchList& list, int fd);
void touch_readiness(TouchList& list, const std::vector<int>& fds);

// touches_family.cpp
void touch_own_end(TouchList& list);

/// The rule for a call, or nullptr.
TouchRule descriptor_rule(std::string_view call);
TouchRule name_rule(std::string_view call);
TouchRule family_rule(std::string_view call);

}  // namespace procdemo
