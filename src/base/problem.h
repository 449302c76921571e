// What procdemo tells a user who can mend it: a sentence in any language and an exit status.
#pragma once

#include <cerrno>
#include <exception>
#include <optional>
#include <string>
#include <type_traits>
#include <typeindex>
#include <typeinfo>
#include <utility>
#include <vector>

#include "base/room.h"

namespace procdemo::base {

/// procdemo's exit statuses (watch has its own, after env(1) and timeout(1)).
enum class Status {
  ok = 0,
  claim_failed = 1,
  usage = 2,
  not_allowed = 3,  ///< this machine does not allow what was asked
  limit = 4,
  watch_limit = 124,
  watch_self = 125,
  watch_not_executable = 126,
  watch_not_found = 127,
};

/// Whose trouble it is that a file can't be had: a machine that has no more descriptors, memory or
/// processes would not let another one be opened either.
constexpr Status blame(int error) {
  const bool machine = error == EMFILE || error == ENFILE || error == ENOMEM || error == EAGAIN;
  return machine ? Status::not_allowed : Status::usage;
}

/// Which problem it is. Each room declares its own, near where they arise (trace/problems.h): an
/// enumeration whose comments say what the arguments {0}, {1} ... are, and which ends in
/// end_of_list. cli/words/ has a sentence in every language for each of them.
template <class Kind>
concept ProblemKind = std::is_enum_v<Kind> && requires { Kind::end_of_list; };

/// Thrown where the trouble is found, worded and printed once, in main.
class Problem : public std::exception {
 public:
  template <ProblemKind Kind>
  Problem(Status status, Kind kind, std::vector<std::string> args = {})
      : status_(status),
        room_(typeid(Kind)),
        kind_(static_cast<int>(kind)),
        args_(std::move(args)) {}

  Status status() const { return status_; }

  /// Which of a room's problems it is, if it is one of them.
  template <ProblemKind Kind>
  std::optional<Kind> as() const {
    return room_ == typeid(Kind) ? std::optional(Kind{kind_}) : std::nullopt;
  }
  template <ProblemKind Kind>
  bool is(Kind kind) const {
    return as<Kind>() == kind;
  }

  const std::vector<std::string>& args() const { return args_; }
  const char* what() const noexcept override { return "procdemo: a problem for main to word"; }

 private:
  Status status_;
  std::type_index room_;  // its enumeration
  int kind_;
  std::vector<std::string> args_;
};

}  // namespace procdemo::base
