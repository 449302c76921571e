// Output to a descriptor, written by a thread of its own.
//
// A reader may be slow (`| less`, a terminal stopped with Ctrl-S), and a write(2) to it may then
// take for ever. The observer must not: every process of the run would wait with it. So text goes
// into a buffer, and a thread does nothing but write it. O_NONBLOCK is no way out: it belongs to
// the open file description, which procdemo's standard output shares with the user's shell.
//
// Waking that thread for each text would cost more than the text. What comes within moments is
// collected, and whoever is about to wait says so: then nobody waits for what was collected.
//
// Neither a file nor /dev/null has a slow reader: they are written to without a thread.
//
// The buffer is bounded. Whoever fills it asks `full()` before each text, and waits for `ready_fd`.
#pragma once

#include <poll.h>

#include <chrono>
#include <cstddef>
#include <exception>
#include <memory>
#include <string>
#include <string_view>

#include "base/fd.h"
#include "base/room.h"

namespace procdemo::base {

/// The reader of standard output is gone (`procdemo list | head -1`): no trouble, just the end.
class BrokenPipe : public std::exception {};

/// Whether nobody will ever read what is printed, as poll(2) has told of standard output: it was
/// asked with no events, and answers by itself.
inline bool is_reader_gone(const pollfd& output) {
  return (output.revents & POLLERR) != 0;
}

class Output {
 public:
  /// Writes to `descriptor`. The thread begins with the first text, so that a program which forks
  /// before it tells anything forks with one thread. Throws std::system_error.
  explicit Output(Fd descriptor, std::size_t capacity = 1 << 20);

  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// What is not yet written is lost: see flush().
  ~Output();

  /// Takes `text`; it is written, with what comes within milliseconds, by one write(2) where the
  /// kernel takes it whole. Never waits: a text that comes while it is full() is taken too. Dropped
  /// after an error.
  void write(std::string_view text);

  /// The thread begins now: whoever makes processes by number wants none to begin meanwhile.
  void start();

  /// What was taken is written now: nothing may follow for long. Throws std::system_error where no
  /// thread can be started for that, as whatever pushes does; it may be tried again.
  void push();

  /// True while `capacity` bytes or more wait to be written.
  bool full() const;

  /// Readable once half of a full buffer is free again, and after an error; asking full() makes it
  /// unreadable again.
  int ready_fd() const;

  /// 0, or why a write failed: EPIPE (the reader is gone), ENOSPC ... Nothing is written after it.
  int error() const;

  /// Waits until all is written, or a write has failed.
  void flush();

  /// The same, but at most for `patience`: the reader may have stopped reading. False where not all
  /// was written.
  bool flush_for(std::chrono::milliseconds patience);

  /// The same, but only as long as somebody reads: no byte was taken for `patience`, and there is
  /// no room for one. (Where there is, it is our own thread that is waited for: on a machine with
  /// much to do it comes late.)
  bool flush_while_read(std::chrono::milliseconds patience);

  /// Drops what is not yet written, for a run that is over: no text is taken any more.
  void discard();

 private:
  void run_writer();

  class Writer;
  std::shared_ptr<Writer> writer_;               ///< shared with its thread
  std::string collected_;                        ///< not yet handed to it
  std::chrono::steady_clock::time_point began_;  ///< when the first of that came
};

}  // namespace procdemo::base
