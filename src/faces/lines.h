// A session as lines: text that is only ever added to, and commands as lines. It can be scripted,
// stand on a page, be read by a screen reader, and go through a pipe.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "faces/command.h"
#include "faces/commands.h"
#include "faces/interrupts.h"
#include "faces/room.h"
#include "faces/screen/source_text.h"
#include "faces/telling.h"
#include "faces/transcript.h"
#include "session/stepping/client.h"

namespace procdemo::faces {

/// What the face does not know of what was typed, and of words.
struct LinesStyle {
  Format format = Format::plain;
  Style style;
  std::string command;  ///< that starts this session, for a page; {0} stands where its keys go
  std::function<std::string(const Problem& problem)> say;  ///< a sentence for the user
  std::vector<std::filesystem::path> folders;              ///< where source files are looked for
};

class Lines {
 public:
  /// All of these live longer; `out` as a narrator's.
  Lines(Client& client, Commands& commands, const LinesStyle& style, Out out);

  /// Until the reader quits: how the run ended. Nothing where the worker has ended before that.
  /// Throws Problem (keys_ended) where commands end before the run does.
  std::optional<End> run();

  /// Whether Ctrl-C made the reader quit.
  bool was_interrupted() const { return commands_.was_interrupted(); }

  /// The run, as far as it was told and still holds.
  const Telling& telling() const { return telling_; }

 private:
  enum class Heard { nothing, asked, refused, ended, gone };  // refused: or answered

  Heard hear();
  std::optional<Message> next_message();
  Heard take(const Run& run);
  Heard take(const Event& event);
  Heard take(const message::Running&);
  Heard take(const message::Back& back);
  Heard take(const message::Ask& ask);
  Heard take(const message::Why& why);
  Heard take(const message::Again& again);
  Heard take(const message::Error& error);
  Heard take(const End& end);

  bool request();
  std::string prompt() const;
  std::string next_command();
  std::optional<ReaderRequest> request_of(const std::string& text);
  std::optional<ReaderRequest> request_of(const ReaderRequest& request) { return request; }
  std::optional<ReaderRequest> request_of(const command::Number& choice);
  std::optional<ReaderRequest> request_of(const command::Help&);
  std::optional<ReaderRequest> request_of(const command::Export& to);
  std::optional<ReaderRequest> request_of(const command::Why&);
  std::optional<ReaderRequest> request_of(const command::Look& look);
  void tell_choices();
  void write(const std::string& text);
  void write_line(const std::string& line) { write(line + "\n"); }

  Client& client_;
  Commands& commands_;
  const LinesStyle& style_;
  const Language language_;
  SourceText source_;
  Out out_;
  Interrupts interrupts_;
  Telling telling_;
  Transcript transcript_;
  message::Ask ask_;        // what was asked last
  std::string again_;       // the command that leads to where the run ends
  std::optional<End> end_;  // of a run that is over
  bool quits_ = false;
};

}  // namespace procdemo::faces
