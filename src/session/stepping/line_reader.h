// Lines over a connection, one after another; neither side trusts the other to be brief.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "session/room.h"

namespace procdemo::session {

class LineReader {
 public:
  /// Of a descriptor that lives longer. A line that is longer than `longest` bytes is not kept: it
  /// is read to its end, and empty then.
  LineReader(int descriptor, std::size_t longest) : descriptor_(descriptor), longest_(longest) {}

  int fd() const { return descriptor_; }

  /// The next line, without its newline; waits for it. Nothing once there will be none any more.
  std::optional<std::string> next();

  /// The next one, where it has come already. Nothing also where there will be none: see ended().
  std::optional<std::string> next_if_any();

  /// Of the lines that have come already, the first ones are dropped, as long as they are blank.
  void drop_blank();

  /// Whether the other side has closed the connection, and nothing is left.
  bool ended() const { return ended_ && buffer_.empty(); }

  /// Whether nothing has come that was not returned yet.
  bool is_empty() const { return buffer_.empty() && !dropping_; }

  /// Whether what next() returned last was too long.
  bool was_too_long() const { return too_long_; }

 private:
  bool has_come() const;
  std::optional<std::string> take();
  bool fill();

  int descriptor_;
  std::size_t longest_;
  std::string buffer_;
  std::size_t searched_ = 0;  // of it: no newline there
  bool dropping_ = false;     // the rest of a line that is too long
  bool too_long_ = false;
  bool ended_ = false;
};

}  // namespace procdemo::session
