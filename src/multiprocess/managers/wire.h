// What a manager and its clients say to each other, through a stream socket (unix(7)).
//
// A client sends a request and waits for its reply; there is never more than one under way in a
// connection, so a reply needs no number to be known by. Each is a header and then `size` bytes: an
// item as multiprocess::pack made it, which the manager keeps and never looks into. Both ends run
// on one machine, so numbers are the machine's own.
//
// A request that waits (put, get, join) is answered when it can be, or when its time is over: the
// reply is late, the manager never blocks. What is not a request ends its connection and nothing
// else.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace multiprocess::wire {

/// Where a manager listens: an abstract address that the kernel chose, which is no file and is gone
/// with its socket; and which process is to be found there.
struct Address {
  pid_t manager = 0;           ///< 0: none
  std::array<char, 5> name{};  ///< after the byte 0 of abstract names

  bool operator==(const Address&) const = default;
};

enum class Op : std::uint32_t { make_queue, put, get, size, is_full, task_done, join };
constexpr std::uint32_t op_count = 7;

enum class Status : std::uint32_t {
  ok,
  full,
  empty,
  late,  ///< join: the time is over
  done_too_often,
  no_such_queue,
  refused,  ///< you are another user
};

struct Request {
  static constexpr std::uint32_t expected_magic = 0x4d505131;  ///< no stranger begins with it

  std::uint32_t magic = expected_magic;
  Op op{};
  std::uint32_t queue = 0;   ///< as make_queue numbered it
  std::uint32_t size = 0;    ///< of the item that follows
  double timeout = 0;        ///< in seconds; infinite: for ever
  std::uint64_t number = 0;  ///< make_queue: its capacity, 0 for no bound
};

struct Reply {
  Status status = Status::ok;
  std::uint32_t size = 0;
  std::uint64_t number = 0;  ///< a queue's number, size, or whether it is full
};

/// An item's most bytes, as in Queue.
constexpr std::size_t largest_item = std::size_t{1} << 30;

}  // namespace multiprocess::wire
