// What a session is as lines: the text of what it says, and of what a face answers by itself.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "faces/command.h"
#include "faces/room.h"
#include "faces/screen/source_text.h"
#include "faces/telling.h"

namespace procdemo::faces {

/// A sentence that stands by itself, in rows; each ends with a newline.
std::string in_rows(const std::string& sentence, const Style& style);

/// What is said of files that are gone with the session.
std::string discarded_sentence(const message::Discarded& discarded, Language language);

/// What is said of a file that was changed meanwhile (message::Back).
std::string changed_sentence(const std::string& file, Language language);

/// What was typed or sent here before the reader went back, and comes again: as keys.
std::string done_again_sentence(const std::vector<ReaderRequest>& again, Language language);

/// "7> "
std::string prompt_at(int step);

/// What was typed, where it is quoted.
std::string as_quoted(std::string_view typed);

class LinesText {
 public:
  /// `command` starts the session; {0} stands where its keys go. Source files are looked for in
  /// `folders`; `out` as a narrator's.
  LinesText(Format format, const Style& style, std::string command,
            std::vector<std::filesystem::path> folders, Out out);
  LinesText(const LinesText&) = delete;
  LinesText& operator=(const LinesText&) = delete;

  /// Tells it. Once `quits`, its reader will be asked nothing any more.
  void hear(const Message& message, bool quits = false);

  /// What a command asks of the session; nothing where it was answered here, or is none.
  std::optional<ReaderRequest> request_of(const std::string& text);

  const message::Ask& ask() const { return ask_; }        ///< what was asked last
  const std::optional<End>& end() const { return end_; }  ///< of a run that is over
  const Telling& telling() const { return telling_; }     ///< as far as it still holds
  const Out& out() const { return out_; }

 private:
  void take(const Run& run);
  void take(const Event& event);
  void take(const message::Running&) {}  // no two runs take as long
  void take(const message::Back& back);
  void take(const message::Ask& ask);
  void take(const message::Why& why);
  void take(const message::Again& again);
  void take(const message::Discarded& discarded);
  void take(const message::Error& error);
  void take(const End& end);

  std::optional<ReaderRequest> request_of(const ReaderRequest& request) { return request; }
  std::optional<ReaderRequest> request_of(const command::Number& choice);
  std::optional<ReaderRequest> request_of(const command::Help&);
  std::optional<ReaderRequest> request_of(const command::Export&) { return std::nullopt; }
  std::optional<ReaderRequest> request_of(const command::Why&);
  std::optional<ReaderRequest> request_of(const command::Look& look);
  void tell_choices();
  void write_line(const std::string& line) { out_(line + "\n"); }

  Style style_;
  std::string command_;
  SourceText source_;
  Out out_;
  Telling telling_;
  message::Ask ask_;
  std::optional<std::string> again_;  // the command that leads to where the run ends
  std::optional<message::Discarded> discarded_;
  std::optional<std::string> problem_;  // that ended the run, or was found at its end
  std::optional<End> end_;
  bool quits_ = false;
};

}  // namespace procdemo::faces
