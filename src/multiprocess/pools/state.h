// The word that says how far a task has come.
#pragma once

#include <cstdint>

namespace multiprocess {

enum class TaskPhase : std::uint8_t { free, queued, taken, done };

/// Fits into 64 bits, so that it changes in one step.
struct TaskState {
  TaskPhase phase = TaskPhase::free;
  std::uint32_t worker = 0;  ///< who took it; 0 before that
  std::uint64_t ticket =
      0;  ///< its place in the line; 46 bits, at a million a second for two years

  static constexpr std::uint32_t most_workers = 0xffff;

  constexpr std::uint64_t word() const {
    return ticket << 18 | std::uint64_t{worker} << 2 | static_cast<std::uint64_t>(phase);
  }
  static constexpr TaskState of(std::uint64_t word) {
    return {static_cast<TaskPhase>(word & 3), static_cast<std::uint32_t>(word >> 2 & most_workers),
            word >> 18};
  }
};

}  // namespace multiprocess
