// `--record FILE`: the trace as JSON Lines in a file, whole or not at all.
//
// The file gets its name when the run is told to its end (pending_file.h): whatever ends procdemo
// in the middle leaves nothing behind, and what FILE held before stays. What is no regular file
// (/dev/full, a FIFO), or stands below /dev or /proc (/dev/stdout), is written directly.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "base/files/pending_file.h"
#include "base/output.h"
#include "show/narrator.h"
#include "show/room.h"

namespace procdemo::show {

class Recorder {
 public:
  /// Opens the file. Throws Problem (RecordProblem::unwritable).
  explicit Recorder(const std::string& path);

  void begin(const Run& run) { narrator_->begin(run); }
  void event(const Event& event) { narrator_->event(event); }

  /// Writes the last line and gives the file its name. Throws Problem
  /// (RecordProblem::failed): nothing of it is kept then.
  void end(const End& end);

  /// From now on a reader that stands still (of a FIFO) is not waited for any longer than that: the
  /// run was ended from outside, or by a limit.
  void be_patient_for(std::chrono::milliseconds patience) { patience_ = patience; }

  /// As Output's: see there.
  bool full() const { return output_.full(); }
  int ready_fd() const { return output_.ready_fd(); }
  int error() const { return output_.error(); }
  void push() { output_.push(); }
  void start() { output_.start(); }

 private:
  Fd open();

  std::string path_;                    ///< as the user wrote it
  std::optional<PendingFile> pending_;  ///< none where the file is written directly
  Output output_;
  std::unique_ptr<Narrator> narrator_;
  std::optional<std::chrono::milliseconds> patience_;
};

}  // namespace procdemo::show
