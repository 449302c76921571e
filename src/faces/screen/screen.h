// A session on the whole of the reader's screen: lanes, source, choices, and one line of keys.
//
// It draws what the session says and asks for what the reader presses. While a step takes long the
// keys work, and the size may change.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "faces/command.h"
#include "faces/lines.h"
#include "faces/room.h"
#include "faces/screen/source_text.h"
#include "faces/screen/terminal.h"
#include "faces/screen/told.h"
#include "faces/screen/view.h"
#include "faces/transcript.h"
#include "session/stepping/client.h"
#include "show/narrator.h"

namespace procdemo::faces {

class Screen {
 public:
  /// Both live longer. Throws std::system_error.
  Screen(Client& client, const FaceStyle& style);

  /// Until the reader quits: how the run ended. Nothing where the worker has ended before that.
  std::optional<End> run();

  /// The terminal is as it was: what remains of the session is told there, as the other faces tell
  /// it: how it ended, the claims, its token.
  std::string remains();

  /// The run, as far as it was told and still holds.
  const ToldRun& told() const { return told_; }

 private:
  void hear();
  void hear(const Message& message);
  void go_back(const message::Back& back);
  void answered();
  void forget_why();

  void press(const Key& key);
  void press_in_prompt(const Key& key);
  void press_named(Named key);
  void press_character(char32_t key);
  void press_mouse(const Click& click);
  bool moves(char32_t key);
  void begin_prompt(const std::string& text) { view_.prompt = text; }
  void perform(const std::string& command);
  void choose(int number);
  void ask_why();
  void move(int rows);
  void scroll(Pane pane, int rows);
  void turn_to(Pane page);
  void next_page();
  void switch_mouse();
  void send(const ReaderRequest& request, const std::string& as_typed);
  void draw();
  void wait();

  Client& client_;
  const FaceStyle& style_;
  ToldRun told_;
  SourceText source_;
  View view_;
  Picture picture_;  // that was drawn last
  Transcript transcript_;
  std::optional<std::string> again_;  // the command that leads to where the run ended
  std::optional<message::Discarded> discarded_;
  bool mouse_ = false;
  bool waits_ = true;  // for an answer; the first one is to a request that nobody sent
  // When what is waited for takes long, and may be given up.
  std::optional<std::chrono::steady_clock::time_point> long_at_;
  bool quits_ = false;
  std::optional<Terminal> terminal_;
};

}  // namespace procdemo::faces
