// The kernel's answer, checked in one place.
#pragma once

#include <cerrno>
#include <string>
#include <system_error>

namespace procdemo {

/// Returns `result`, or throws std::system_error with errno when it is negative.
/// `call` names the system call and its object: check("open /proc/1/stat", ::open(...)).
template <class Result>
Result check(const std::string& call, Result result) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), call);
  return result;
}

}  // namespace procdemo
