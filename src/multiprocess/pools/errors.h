// What can become of a task instead of a result.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <utility>

#include "multiprocess/exceptions.h"

namespace multiprocess {

/// The task threw an exception. It cannot be thrown again here, as its type may be anything; what
/// is known of it came along: "std::out_of_range: no such row".
class TaskFailed : public Error {
 public:
  TaskFailed(std::string type, std::string message)
      : Error(message.empty() ? type : type + ": " + message),
        type_(std::move(type)),
        message_(std::move(message)) {}

  /// As a program spells it, with its namespaces.
  const std::string& type() const { return type_; }
  /// what() of a std::exception, a thrown string, or nothing.
  const std::string& message() const { return message_; }

 private:
  std::string type_;
  std::string message_;
};

/// The worker that had the task has ended: "PoolWorker-2 (pid 4212) was killed by SIGKILL while it
/// had task 7 of pool-1".
class WorkerDied : public Error {
 public:
  WorkerDied(const std::string& text, pid_t pid, std::optional<int> exitcode)
      : Error(text), pid_(pid), exitcode_(exitcode) {}

  pid_t pid() const { return pid_; }
  /// As Process::exitcode: -9 after SIGKILL; nothing where somebody else has waited for it.
  std::optional<int> exitcode() const { return exitcode_; }

 private:
  pid_t pid_;
  std::optional<int> exitcode_;
};

/// The pool was terminated, or destroyed, before the task was done.
class Terminated : public Error {
 public:
  using Error::Error;
};

}  // namespace multiprocess
