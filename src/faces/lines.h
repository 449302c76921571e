// A session as lines: text that is only ever added to, and commands as lines. It can be scripted,
// stand on a page, be read by a screen reader, and go through a pipe.
#pragma once

#include <optional>
#include <string>

#include "faces/command.h"
#include "faces/commands.h"
#include "faces/room.h"
#include "faces/telling.h"
#include "session/client.h"

namespace procdemo::faces {

class Lines {
 public:
  /// All of these live longer; `out` as a narrator's.
  Lines(Client& client, Commands& commands, Format format, const Style& style, Out out);

  /// Until the reader quits: how the run ended. Nothing where the worker has ended before that.
  /// Throws Problem (keys_ended) where commands end before the run does.
  std::optional<End> run();

 private:
  enum class Heard { asked, ended, refused, nothing };

  Heard hear();
  bool request();
  std::string next_command();
  std::optional<ReaderRequest> request_of(const std::string& text);
  std::optional<ReaderRequest> chosen(const command::Number& choice);
  void tell_choices();
  void say_line(const std::string& line);

  Client& client_;
  Commands& commands_;
  Language language_;
  Out out_;
  Telling telling_;
  message::Ask ask_;        // what was asked last
  std::optional<End> end_;  // of a run that is over
  bool quits_ = false;
};

}  // namespace procdemo::faces
