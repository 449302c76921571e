// Lines, made from prints: what claims and narrators speak of.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "run/room.h"
#include "trace/event.h"

namespace procdemo::run {

/// Seconds after which an unfinished line is shown: a prompt.
constexpr double stale_piece = 0.1;

/// Bytes of a line that are told at once: a longer one comes in pieces, and no line takes more
/// memory than that, here or with whoever is told (nobody reads a line of megabytes).
constexpr std::size_t longest_line = 65536;

/// Puts the pieces of each process's two outputs together. A newline ends a line, and so does a
/// carriage return, whose line the next one replaces (a progress bar). An unfinished piece waits
/// until its line ends, its process does, flush_older() finds it stale (a prompt), or it has
/// reached longest_line: then it is told as far as it goes, between two characters, as one without
/// newline.
class Lines {
 public:
  /// How a line is told: by which task, what, and where its last piece was printed.
  using Tell = std::function<void(const Name& task, event::Line line,
                                  const std::optional<SourcePlace>& place)>;

  explicit Lines(Tell tell) : tell_(std::move(tell)) {}

  /// One print of `task`; `now` in seconds, by any clock that flush_older() uses too.
  void add(const Name& task, int fd, const std::string& text, double now,
           const std::optional<SourcePlace>& place = {});

  /// Tells the unfinished pieces of one process: it reads a terminal, or ends.
  void flush(std::string_view process);

  /// Tells all pieces whose last byte came before `limit`.
  void flush_older(double limit);

  /// When the oldest unfinished piece had its last byte.
  std::optional<double> oldest() const;

 private:
  struct Piece {
    Name task;                 // whose print was the last
    std::string text;          // not empty
    bool interrupted = false;  // another process has printed since
    bool torn = false;
    double touched = 0;
    std::optional<SourcePlace> place = {};  // of the last print
  };
  using Stream = std::pair<std::string, int>;  // process and descriptor

  void append(const Stream& stream, Piece& piece, std::string_view text);
  void flush(const Stream& stream);
  void tell(const Stream& stream, Piece piece, bool partial);
  void interrupt_others(const Stream& by);

  Tell tell_;
  std::map<Stream, Piece> pieces_;
};

}  // namespace procdemo::run
