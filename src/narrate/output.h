// Where text goes: a descriptor, written by a thread of its own.
//
// A reader may be slow (`| less`, a terminal stopped with Ctrl-S), and a write(2) to it may then
// take for ever. The observer must not: every process of the run would wait with it. So texts go
// into a buffer, and one thread does nothing but write them. O_NONBLOCK is no way out: it belongs
// to the open file description, which procdemo's standard output shares with the user's shell.
//
// A file has no reader that could be slow, and to wake a thread costs more than to write to it: so
// that is done at once.
//
// The buffer is bounded. Whoever fills it asks `full()` before each text, and waits for `ready_fd`.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string_view>

#include "os/fd.h"

namespace procdemo {

class Output {
 public:
  /// Writes to `descriptor`. The thread begins with the first text, so that a program which forks
  /// before it tells anything forks with one thread. Throws std::system_error.
  explicit Output(Fd descriptor, std::size_t capacity = 1 << 20);

  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// What is not yet written is lost: see flush().
  ~Output();

  /// Hands `text` over; it is written by one write(2) where the kernel takes it whole. Never waits:
  /// a text that comes while it is full() is taken too. Dropped after an error.
  void write(std::string_view text);

  /// True while `capacity` bytes or more wait to be written.
  bool full() const;

  /// Readable once half of a full buffer is free again, and after an error; asking full() makes it
  /// unreadable again.
  int ready_fd() const;

  /// 0, or why a write failed: EPIPE (the reader is gone), ENOSPC ... Nothing is written after it.
  int error() const;

  /// Waits until all is written, or a write has failed.
  void flush();

  /// The same, but no longer than `patience`: the reader may stand still.
  void flush_for(std::chrono::milliseconds patience);

  /// Drops what is not yet written, for a run that is over: no text is taken any more.
  void discard();

 private:
  class Writer;
  std::shared_ptr<Writer> writer_;  ///< shared with its thread
};

}  // namespace procdemo
