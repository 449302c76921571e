#include "show/terminal/ink.h"

#include "base/text/shown.h"
#include "show/terminal/glyph.h"

namespace procdemo::show {

namespace {

std::string set(const Ink& ink) {
  std::string codes;
  const auto add = [&](const std::string& code) { codes += (codes.empty() ? "" : ";") + code; };
  if (ink.bold) add("1");
  if (ink.dim) add("2");
  if (ink.color != 0) add(std::to_string(ink.color));
  return "\x1b[" + codes + "m";
}

}  // namespace

int columns_of(const Rich& text) {
  int columns = 0;
  for (const Piece& piece : text) columns += columns_of(piece.text);
  return columns;
}

std::string paint(const Rich& text, bool color) {
  std::string painted;
  for (const Piece& piece : text) {
    const bool inked = color && piece.ink != Ink{} && !piece.text.empty();
    const bool clean = shown_prefix(piece.text) == piece.text.size();
    if (inked) painted += set(piece.ink);
    painted += clean ? piece.text : shown(piece.text);
    if (inked) painted += "\x1b[0m";
  }
  return painted;
}

Ink ink_of_process(int n) {
  // Cyan, yellow, magenta, green, bright blue, bright cyan. Red is kept for what went wrong.
  constexpr int colors[] = {36, 33, 35, 32, 94, 96};
  return {colors[static_cast<std::size_t>(n) % std::size(colors)], false, false};
}

}  // namespace procdemo::show
