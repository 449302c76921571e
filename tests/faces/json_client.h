// A reader of the built procdemo with --step json.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/child.h"
#include "base/fd.h"
#include "session/stepping/line_reader.h"
#include "session/stepping/protocol.h"

namespace procdemo::faces::test {

class JsonClient {
 public:
  /// `argv` is a whole command. It is killed at the end, where it still runs.
  explicit JsonClient(const std::vector<std::string>& argv);

  void send(const session::ReaderRequest& request);
  void send_line(const std::string& line);

  /// Hears until the run waits for its reader, or is over; keeps what was told and still holds.
  /// Throws std::runtime_error where procdemo has ended.
  void hear();

  void ask(const session::ReaderRequest& request) {
    send(request);
    hear();
  }

  /// Ends the session; the exit status, as a shell has it.
  int quit();

  /// Hears all that comes until procdemo has ended; its exit status.
  int hear_end();

  pid_t pid() const { return procdemo_->pid(); }

  session::message::Ask asked;      ///< what was asked last
  std::vector<std::string> events;  ///< lines of JSON; of the last one without its real time
  std::string changed;              ///< a file, as going back has told of it
  std::optional<trace::End> end;    ///< of a run that is over
  std::optional<session::message::Error> error;  ///< that came last, as an answer

 private:
  base::Fd requests_;
  base::Fd answers_;
  std::optional<base::Child> procdemo_;
  std::optional<session::LineReader> lines_;
};

/// An event as a line, without the real time that it took.
std::string timeless(trace::Event event);

}  // namespace procdemo::faces::test
