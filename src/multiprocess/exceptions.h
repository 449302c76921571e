// What the library throws beside std::system_error (a call failed) and std::logic_error (it was
// used wrongly). Each says in its text what was asked of whom.
#pragma once

#include <stdexcept>
#include <string>

namespace multiprocess {

/// What every exception of this library is.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// put: the queue had no room, at once or within the time.
class Full : public Error {
 public:
  using Error::Error;
};

/// get: the queue had no item, at once or within the time.
class Empty : public Error {
 public:
  using Error::Error;
};

/// put or get on a queue, or a task for a pool, that was closed.
class Closed : public Error {
 public:
  using Error::Error;
};

/// What was waited for did not come in time.
class Timeout : public Error {
 public:
  using Error::Error;
};

}  // namespace multiprocess
