// Standard output, for the commands that print a text and end.
#pragma once

#include <poll.h>

#include <exception>
#include <string_view>

namespace procdemo {

/// The reader of standard output is gone (`procdemo list | head -1`): no trouble, just the end.
class BrokenPipe : public std::exception {};

/// Writes all of `text`. Throws BrokenPipe, or Problem (output_failed) where it can't be written.
void print(std::string_view text);

/// Whether nobody will ever read what is printed, as poll(2) has told of standard output: it was
/// asked with no events, and answers by itself.
inline bool is_reader_gone(const pollfd& output) {
  return (output.revents & POLLERR) != 0;
}

/// Makes a write that can't be done fail instead of ending procdemo: to a pipe without a reader
/// with EPIPE, beyond `ulimit -f` with EFBIG. By handlers and not by SIG_IGN, which programs that
/// procdemo starts would inherit: exec(2) undoes a handler.
void survive_failed_writes();

/// Standard input, output and error that are closed would be taken by the next files opened, and
/// procdemo's words would end there. They get a place that nothing can be written to.
void hold_standard_descriptors();

}  // namespace procdemo
