// A PID in an event: the kernel's number, or in the canonical form its process's name.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <utility>

namespace procdemo {

/// PIDs differ from run to run. The canonical form (trace/canonical.h) therefore says whose a PID
/// is: "[pid P.1]". Such a one has a name and no number.
class Pid {
 public:
  Pid(std::int64_t number = 0) : number_(static_cast<pid_t>(number)) {}
  static Pid named(std::string name) {
    Pid pid;
    pid.name_ = std::move(name);
    return pid;
  }

  operator pid_t() const { return number_; }  ///< 0 for one that is named
  bool is_named() const { return !name_.empty(); }

  /// As a reader sees it: "4212", or "[pid P.1]".
  std::string text() const { return is_named() ? name_ : std::to_string(number_); }

  /// The text where it is named; it belongs to the Pid.
  const std::string& name() const { return name_; }

 private:
  pid_t number_;
  std::string name_;
};

}  // namespace procdemo
