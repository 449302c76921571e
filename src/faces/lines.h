// A session as lines: text that is only ever added to, and commands as lines. It can be scripted,
// stand on a page, be read by a screen reader, and go through a pipe.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "faces/commands.h"
#include "faces/interrupts.h"
#include "faces/lines_text.h"
#include "faces/room.h"
#include "faces/transcript.h"
#include "session/stepping/client.h"

namespace procdemo::faces {

/// What a face does not know of what was typed, and of words.
struct FaceStyle {
  Format format = Format::plain;  ///< of lines
  Style style;
  std::string command;  ///< that starts this session, for a page; {0} stands where its keys go
  std::function<std::string(const Problem& problem)> say;  ///< a sentence for the user
  std::vector<std::filesystem::path> folders;              ///< where source files are looked for

  /// Adds a block for a page to the file: this session, begun anew and led by these keys, up to
  /// this prompt. Throws Problem, std::system_error.
  std::function<void(const std::string& file, const std::string& keys, const std::string& prompt)>
      add_block;
};

/// Adds what was done to a file, as such a block: what the reader is told of that.
std::string exported(const std::string& file, const Transcript& transcript, int step,
                     const FaceStyle& style);

class Lines {
 public:
  /// All of these live longer; `out` as a narrator's.
  Lines(Client& client, Commands& commands, const FaceStyle& style, Out out);

  /// Until the reader quits: how the run ended. Nothing where the worker has ended before that.
  /// Throws Problem (keys_ended) where commands end before the run does.
  std::optional<End> run();

  /// Whether Ctrl-C made the reader quit.
  bool was_interrupted() const { return commands_.was_interrupted(); }

  /// The run, as far as it was told and still holds.
  const Telling& telling() const { return text_.telling(); }

 private:
  enum class Heard { nothing, asked, refused, ended, gone };  // refused: or answered

  Heard hear();
  std::optional<Message> next_message();
  Heard what_is(const Message& message) const;
  void give_up();
  bool request();
  std::string next_command();
  std::optional<ReaderRequest> request_of(const std::string& text);

  Client& client_;
  Commands& commands_;
  const FaceStyle& style_;
  Out out_;
  Interrupts interrupts_;
  LinesText text_;
  Transcript transcript_;
  std::vector<std::string> dropped_;  // commands, by a Ctrl-C; nobody was told yet
  bool quits_ = false;
};

}  // namespace procdemo::faces
