// Of a run's canonical form: what stands for something in a text.
#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

#include "base/text/whole_number.h"
#include "trace/canonical.h"

namespace procdemo::trace {

namespace {

constexpr std::size_t shortest_address = 9;  // digits; fewer are a number of the program's own

// How many characters from `at` on are among `set`.
std::size_t span(std::string_view text, std::size_t at, std::string_view set) {
  return std::min(text.find_first_not_of(set, at), text.size()) - at;
}

bool has_nearby(std::string_view before, std::initializer_list<const char*> words) {
  constexpr std::size_t nearby = 20;
  const std::string_view near = before.substr(before.size() - std::min(before.size(), nearby));
  return std::ranges::any_of(words, [&](const char* word) { return near.find(word) != near.npos; });
}

// Whether a number after this text is somebody's parent: that of an orphan may be 1, and not every
// 1 that an orphan prints is its parent.
bool speaks_of_parent(std::string_view before) {
  return has_nearby(before, {"parent", "Parent", "ppid", "PPid", "PPID", "父进程"});
}

// Of the PIDs that a run has in a world of its own two look like any number that is counted to:
// procdemo's 9999 and P's 10000.
bool is_round(std::int64_t number) {
  return number == Canonical::smallest_pid || number == Canonical::smallest_pid - 1;
}

bool speaks_of_process(std::string_view before) {
  return has_nearby(
      before, {"pid", "Pid", "PID", "arent", "hild", "rocess", "/proc/", "I am", "I'm", "进程"});
}

}  // namespace

std::optional<Canonical::Change> Canonical::folder_at(std::string_view text, std::size_t at) const {
  // The scratch folder may lie in the run's.
  for (const auto& [folder, name] :
       {std::pair(surroundings_.scratch, "[scratch]"), std::pair(surroundings_.lesson, "[lesson]"),
        std::pair(surroundings_.folder, "[dir]")}) {
    if (folder.empty() || text.compare(at, folder.size(), folder) != 0) continue;
    const char next = char_at(text, at + folder.size());
    const bool goes_on = is_word_char(next) || next == '-' || next == '.';  // another's name
    if (!goes_on) return Change{folder.size(), name};
  }
  return std::nullopt;
}

std::optional<Canonical::Change> Canonical::input_at(std::string_view text, std::size_t at) {
  if (surroundings_.input.empty() || !text.substr(at).starts_with(input_in_memory)) {
    return std::nullopt;
  }
  std::string own = std::exchange(surroundings_.input, "");
  Change changed{input_in_memory.size(), own};
  change(changed.text);
  surroundings_.input = std::move(own);
  return changed;
}

// A kind of things that the kernel numbers, as a text shows one: "pipe:[4711]".
struct NumberedKind {
  std::string_view before, after;
};
constexpr std::array numbered_kinds = {NumberedKind{"pipe:[", "]"}, NumberedKind{"socket:[", "]"},
                                       NumberedKind{"/dev/pts/", ""}};

std::optional<Canonical::Change> Canonical::object_at(std::string_view text, std::size_t at) {
  for (const NumberedKind& kind : numbered_kinds) {
    if (!text.substr(at).starts_with(kind.before)) continue;
    const std::size_t digits = span(text, at + kind.before.size(), "0123456789");
    const std::size_t length = kind.before.size() + digits + kind.after.size();
    if (digits == 0 || !text.substr(at, length).ends_with(kind.after)) continue;
    const auto [known, is_new] = objects_.try_emplace(std::string(text.substr(at, length)));
    if (is_new) {
      const std::string number = std::to_string(++objects_of_kind_[std::string(kind.before)]);
      const bool bracket = kind.after.empty();  // a number of ours must not look like the kernel's
      known->second = std::string(kind.before) + (bracket ? "[" + number + "]" : number) +
                      std::string(kind.after);
    }
    return Change{length, known->second};
  }
  return std::nullopt;
}

std::optional<Canonical::Change> Canonical::address_at(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("0x")) return std::nullopt;
  const std::size_t digits = span(text, at + 2, "0123456789abcdef");
  if (digits == 0 || is_word_char(char_at(text, at + 2 + digits))) return std::nullopt;
  const std::string address(text.substr(at + 2, digits));
  auto known = addresses_.find(address);
  if (known == addresses_.end()) {
    if (digits < shortest_address) return std::nullopt;
    const std::string number = std::to_string(++other_addresses_);
    known = addresses_.emplace(address, bracketed("addr", number)).first;
  }
  return Change{2 + digits, known->second};
}

std::optional<Canonical::Change> Canonical::number_at(std::string_view text, std::size_t at) const {
  const std::size_t digits = whole_number_at(text, at);
  if (digits == 0) return std::nullopt;
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data() + at, text.data() + at + digits, number);
  if (read.ec != std::errc{}) return std::nullopt;
  const auto orphan =
      std::ranges::find(speakers_, number, [&](const Name& name) { return orphans_.at(name); });
  if (orphan != speakers_.end() &&
      (number >= smallest_pid || speaks_of_parent(text.substr(0, at)))) {
    return Change{digits, bracketed("orphan", *orphan)};
  }
  const auto known = pids_.find(number);
  if (known == pids_.end()) return std::nullopt;
  const bool is_pid =
      is_round(number) ? speaks_of_process(text.substr(0, at)) : number > smallest_pid;
  return is_pid ? std::optional(Change{digits, known->second}) : std::nullopt;
}

// What was measured is quoted by evidence alone; elsewhere a number like it is another. (So may one
// in the evidence be, but a finished sentence does not say whose it is.)
std::optional<Canonical::Change> Canonical::measured_at(std::string_view text,
                                                        std::size_t at) const {
  if (at > 0 && text[at - 1] == '.') return std::nullopt;  // P.2.1.1
  const bool is_field = text.substr(0, at).ends_with('=');
  if (surroundings_.evidence_is_canonical && !is_field) return std::nullopt;
  for (const auto& [figure, name] : measured_) {
    const bool here = text.substr(at).starts_with(figure);
    // One second sharp may be any other 1, but for where the field's name stands before it.
    const std::string own = name.substr(1, name.size() - 2) + "=";
    const bool whole = figure.find('.') == figure.npos;
    if (whole && !text.substr(0, at).ends_with(own)) continue;
    if (here && !is_word_char(char_at(text, at + figure.size())))
      return Change{figure.size(), name};
  }
  return std::nullopt;
}

std::optional<Canonical::Change> Canonical::change_at(std::string_view text, std::size_t at) {
  if (at > 0 && is_word_char(text[at - 1])) return std::nullopt;
  if (auto folder = folder_at(text, at)) return folder;
  if (auto input = input_at(text, at)) return input;
  if (auto object = object_at(text, at)) return object;
  if (auto address = address_at(text, at)) return address;
  if (auto figure = ended_ ? measured_at(text, at) : std::nullopt) return figure;
  return number_at(text, at);
}

void Canonical::change(std::string& text) {
  std::string changed;
  for (std::size_t at = 0; at < text.size();) {
    if (const auto change = change_at(text, at)) {
      changed += change->text;
      at += change->length;
    } else {
      changed += text[at++];
    }
  }
  text = std::move(changed);
}

}  // namespace procdemo::trace
