#include "replays/alignment.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "replays/expectation.h"

namespace procdemo::replays {

namespace {

using Lines = std::vector<std::string>;
using Kind = AlignedLine::Kind;

// What a line costs: one that changed a little is cheaper than one that came or went, one that has
// become quite another is dearer, but cheaper than both.
constexpr std::uint32_t whole_price = 40, elided_price = 20, alike_price = 30, unlike_price = 60;
constexpr std::size_t largest_table = 4'000'000;

// By how much they have in common, at their ends.
std::uint32_t price_of_change(std::string_view one, std::string_view other) {
  const std::size_t shorter = std::min(one.size(), other.size());
  const auto [end, ignored] = std::ranges::mismatch(one, other);
  const auto head = static_cast<std::size_t>(end - one.begin());
  std::size_t tail = 0;
  while (tail < shorter - head && one[one.size() - 1 - tail] == other[other.size() - 1 - tail]) {
    ++tail;
  }
  const std::size_t all = one.size() + other.size(), common = 2 * (head + tail);
  const std::size_t more = all == 0 ? 0 : (unlike_price - alike_price) * (all - common) / all;
  return alike_price + static_cast<std::uint32_t>(more);
}

// The table of the cheapest ways from each place to both ends.
class Table {
 public:
  Table(const Lines& expected, const Lines& output, const Placeholders& known)
      : expected_(expected), output_(output), known_(known), width_(output.size() + 1) {
    cost_.resize((expected.size() + 1) * width_);
    for (std::size_t e = expected.size() + 1; e-- > 0;) {
      for (std::size_t o = output.size() + 1; o-- > 0;) at(e, o) = cheapest(e, o).cost;
    }
  }

  std::vector<AlignedLine> way() {
    std::vector<AlignedLine> lines;
    std::size_t e = 0, o = 0;
    while (e < expected_.size() || o < output_.size()) {
      const Kind kind = cheapest(e, o).kind;
      lines.push_back({kind, e, o});
      if (kind != Kind::extra && kind != Kind::elided) ++e;
      if (kind != Kind::missing && kind != Kind::elision) ++o;
    }
    return lines;
  }

 private:
  struct Choice {
    std::uint32_t cost;
    Kind kind;
  };

  std::uint32_t& at(std::size_t e, std::size_t o) { return cost_[e * width_ + o]; }

  Choice cheapest(std::size_t e, std::size_t o) {
    const bool more_expected = e < expected_.size(), more_output = o < output_.size();
    if (!more_expected && !more_output) return {0, Kind::same};
    if (more_expected && is_elision(expected_[e])) {
      const Choice over{at(e + 1, o), Kind::elision};
      if (!more_output) return over;
      return cheaper({at(e, o + 1) + elided_price, Kind::elided}, over);
    }
    if (more_expected && more_output && line_matches(expected_[e], output_[o], known_)) {
      return {at(e + 1, o + 1), Kind::same};
    }
    Choice best{UINT32_MAX, Kind::changed};
    if (more_expected && more_output) {
      const std::uint32_t price = price_of_change(expected_[e], output_[o]);
      best = {at(e + 1, o + 1) + price, Kind::changed};
    }
    if (more_expected) best = cheaper(best, {at(e + 1, o) + whole_price, Kind::missing});
    if (more_output) best = cheaper(best, {at(e, o + 1) + whole_price, Kind::extra});
    return best;
  }

  static Choice cheaper(Choice one, Choice other) { return other.cost < one.cost ? other : one; }

  const Lines& expected_;
  const Lines& output_;
  const Placeholders& known_;
  std::size_t width_;
  std::vector<std::uint32_t> cost_;
};

// Where a table would be too large: what is the same at the beginning, and the rest.
std::vector<AlignedLine> coarse(const Lines& expected, const Lines& output,
                                const Placeholders& known) {
  std::vector<AlignedLine> lines;
  std::size_t at = 0;
  while (at < expected.size() && at < output.size() &&
         line_matches(expected[at], output[at], known)) {
    lines.push_back({Kind::same, at, at});
    ++at;
  }
  for (std::size_t e = at; e < expected.size(); ++e) lines.push_back({Kind::missing, e, at});
  for (std::size_t o = at; o < output.size(); ++o) {
    lines.push_back({Kind::extra, expected.size(), o});
  }
  return lines;
}

bool differs(const AlignedLine& line) {
  return line.kind == Kind::changed || line.kind == Kind::missing || line.kind == Kind::extra;
}

// Puts a difference together: changed lines show all that was expected, then all that came.
class Shown {
 public:
  Shown(const Lines& expected, const Lines& output, int first_line)
      : expected_(expected), output_(output), first_line_(first_line) {}

  void add(const AlignedLine& line) {
    if (line.kind == Kind::changed || line.kind == Kind::missing) row(gone_, '-', line.expected);
    if (line.kind == Kind::changed || line.kind == Kind::extra) {
      came_ += fmt::format("{:>6} + {}\n", "", output_[line.output]);
    }
    if (line.kind == Kind::same || line.kind == Kind::elision) {
      flush();
      row(text_, ' ', line.expected);
    }
  }
  void gap() {
    flush();
    if (!text_.empty()) text_ += fmt::format("{:>6}\n", "");
  }
  std::string take() {
    flush();
    return std::move(text_);
  }

 private:
  void row(std::string& text, char mark, std::size_t expected) const {
    text += fmt::format("{:>6} {} {}\n", first_line_ + static_cast<int>(expected), mark,
                        expected_[expected]);
  }
  void flush() {
    text_ += gone_ + came_;
    gone_.clear();
    came_.clear();
  }

  const Lines& expected_;
  const Lines& output_;
  int first_line_;
  std::string text_, gone_, came_;
};

// Which lines stand near enough to a difference to be shown.
std::vector<bool> near(const std::vector<AlignedLine>& lines) {
  constexpr std::size_t around = 2;
  std::vector<bool> shown(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!differs(lines[i])) continue;
    const std::size_t end = std::min(i + around + 1, lines.size());
    for (std::size_t j = i - std::min(i, around); j < end; ++j) shown[j] = true;
  }
  return shown;
}

}  // namespace

std::vector<AlignedLine> align(const Lines& expected, const Lines& output,
                               const Placeholders& known) {
  if ((expected.size() + 1) * (output.size() + 1) > largest_table) {
    return coarse(expected, output, known);
  }
  return Table(expected, output, known).way();
}

std::string difference(const Lines& expected, const Lines& output, const Placeholders& known,
                       int first_line) {
  const std::vector<AlignedLine> lines = align(expected, output, known);
  const std::vector<bool> shown = near(lines);
  Shown difference(expected, output, first_line);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (shown[i]) difference.add(lines[i]);
    if (shown[i] && i + 1 < lines.size() && !shown[i + 1]) difference.gap();
  }
  return difference.take();
}

}  // namespace procdemo::replays
