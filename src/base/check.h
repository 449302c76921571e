// The kernel's answer, checked in one place.
#pragma once

#include <cerrno>
#include <concepts>
#include <string>
#include <string_view>
#include <system_error>

#include "base/room.h"

namespace procdemo::base {

/// Throws std::system_error with errno as it is. `call` names the system call, `object` what it was
/// for, or is empty.
[[noreturn]] inline void throw_failure(std::string_view call, std::string_view object = {}) {
  const int error = errno;  // before memory is asked for: that may change it
  std::string what(call);
  if (!object.empty()) what.append(" ").append(object);
  throw std::system_error(error, std::generic_category(), what);
}

/// Returns `result`, or throws std::system_error with errno when it is negative. The words are put
/// together when they are needed, not beside the call, where an allocation could change errno:
/// check("open", path, ::open(path, O_RDONLY)).
template <class Result>
Result check(std::string_view call, std::string_view object, Result result) {
  if (result < 0) throw_failure(call, object);
  return result;
}

template <class Result>
Result check(std::string_view call, Result result) {
  return check(call, std::string_view(), result);
}

// A text that is made beside the call.
template <std::same_as<std::string> Text, class Result>
Result check(Text&& call, Result result) = delete;
template <std::same_as<std::string> Text, class Result>
Result check(std::string_view call, Text&& object, Result result) = delete;

}  // namespace procdemo::base
