// The reader's side of a session (protocol.h). A run is observed by a worker, a process other than
// the one that talks to the reader; every face of a session is a client of it.
//
// When either of the two ends, however it does, so does the other's part: nobody of the run is
// left.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/child.h"
#include "base/fd.h"
#include "session/room.h"
#include "session/stepping/line_reader.h"
#include "session/stepping/protocol.h"
#include "world/own_processes.h"

namespace procdemo::session {

class Client {
 public:
  /// Forks the worker, while there is one thread. `serve` serves the session (stepping.h) and
  /// returns the exit status; its standard error is this process's, its other outputs and its
  /// input are /dev/null. Throws std::system_error.
  explicit Client(const std::function<int(const Fd& connection)>& serve);

  /// The run ends with it.
  ~Client();

  /// A worker that is gone does not hear it: receive() tells.
  void send(const ReaderRequest& request);
  void send_line(std::string_view line);  ///< as it is; a newline is added

  /// No request will follow: the worker answers those that it has, and ends.
  void send_no_more();

  /// The next message, for which it waits. Nothing once the worker has ended. Throws
  /// std::invalid_argument where it is none.
  std::optional<Message> receive();
  std::optional<std::string> receive_line();

  /// The next one, where it has come already; readable when there is one, or the worker has ended.
  std::optional<Message> receive_if_any();
  std::optional<std::string> receive_line_if_any();
  int fd() const { return connection_.get(); }
  bool has_ended() const { return lines_.ended(); }

  /// The worker's exit status; waits for its end. 128 + n where signal n ended it.
  int wait();

 private:
  OwnMemory memory_;  // shut: programs that are observed belong to the same user
  Fd connection_;
  std::optional<Child> worker_;
  LineReader lines_;
};

}  // namespace procdemo::session
