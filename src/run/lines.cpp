#include "run/lines.h"

#include <algorithm>

#include "base/text/utf8.h"

namespace procdemo::run {

void Lines::add(const Name& task, int fd, const std::string& text, double now,
                const std::optional<SourcePlace>& place) {
  if (text.empty()) return;
  const Stream stream{std::string(process_of(task)), fd};
  interrupt_others(stream);
  std::string_view rest = text;
  while (!rest.empty()) {
    Piece& piece = pieces_[stream];
    piece.task = task;
    piece.touched = now;
    piece.place = place;
    piece.torn = piece.torn || piece.interrupted;
    // A carriage return kept from the last print: the end of a line, unless a newline follows it.
    if (piece.text.ends_with('\r') && !rest.starts_with('\n')) {
      tell(stream, std::exchange(piece, Piece{.task = task, .touched = now, .place = place}),
           false);
    }
    const std::size_t end = rest.find_first_of("\r\n");
    append(stream, piece, rest.substr(0, end));
    if (end == rest.npos) break;
    const bool newline = rest[end] == '\n';
    rest.remove_prefix(end + 1);
    if (newline) {
      const Piece line = std::exchange(piece, {});
      pieces_.erase(stream);
      tell(stream, line, false);
    } else {
      piece.text += '\r';
    }
  }
}

// The piece grows; whenever it is full, it is told, and begins anew.
void Lines::append(const Stream& stream, Piece& piece, std::string_view text) {
  piece.text += text;
  while (!text.empty() && piece.text.size() > longest_line) {
    const std::size_t end = start_of_character(piece.text, longest_line);
    Piece rest{.task = piece.task,
               .text = piece.text.substr(end),
               .touched = piece.touched,
               .place = piece.place};
    piece.text.resize(end);
    tell(stream, std::exchange(piece, std::move(rest)), true);
  }
}

void Lines::flush(std::string_view process) {
  for (const int fd : {1, 2}) flush(Stream{std::string(process), fd});
}

void Lines::flush(const Stream& stream) {
  const auto found = pieces_.find(stream);
  if (found == pieces_.end()) return;
  const Piece piece = std::move(found->second);
  pieces_.erase(found);
  tell(stream, piece, true);
}

void Lines::flush_older(double limit) {
  std::vector<Stream> stale;
  for (const auto& [stream, piece] : pieces_) {
    if (piece.touched < limit) stale.push_back(stream);
  }
  for (const Stream& stream : stale) flush(stream);
}

std::optional<double> Lines::oldest() const {
  std::optional<double> first;
  for (const auto& [stream, piece] : pieces_)
    first = std::min(first.value_or(piece.touched), piece.touched);
  return first;
}

void Lines::tell(const Stream& stream, Piece piece, bool partial) {
  if (piece.text.ends_with('\r')) {
    piece.text.pop_back();
    partial = false;
    if (piece.text.empty()) return;  // a progress bar begins with a carriage return
  }
  tell_(piece.task, event::Line{stream.second, piece.text, partial, piece.torn}, piece.place);
}

// Both outputs lead to the same screen: another process's bytes come between whatever is unfinished
// and its rest.
void Lines::interrupt_others(const Stream& by) {
  for (auto& [stream, piece] : pieces_) {
    if (stream.first != by.first) piece.interrupted = true;
  }
}

}  // namespace procdemo::run
