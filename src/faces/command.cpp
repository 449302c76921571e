#include "faces/command.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/text/number_in.h"
#include "trace/json.h"
#include "trace/task_name.h"

namespace procdemo::faces {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r";
  const std::size_t first = std::min(text.find_first_not_of(blanks), text.size());
  text.remove_prefix(first);
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

/// "b3"
std::optional<Command> back_by(std::string_view number) {
  if (number.empty()) return request::Back{1};
  const auto steps = number_in<int>(number);
  return steps && *steps > 0 ? std::optional<Command>(request::Back{*steps}) : std::nullopt;
}

/// "c:P.1", "c:17", "c:fork", "c:@40"
std::optional<Command> on_until(std::string_view until) {
  if (until.starts_with('@')) {
    const auto step = number_in<int>(until.substr(1));
    if (!step || *step < 1) return std::nullopt;
    return request::Continue{.step = *step};
  }
  if (is_task_name(until)) return request::Continue{.process = std::string(until)};
  const auto line = number_in<int>(until);
  if (line && *line > 0) return request::Continue{.line = *line};
  const std::string kind(until);
  if (std::ranges::count(event_kinds(), kind) == 0) return std::nullopt;
  return request::Continue{.event = kind};
}

/// As in "RTMIN+1".
bool is_of_signal(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
         c == '-';
}

/// "k INT", "k SIGINT", "k INT P.1"
std::optional<Command> kill_with(std::string_view words) {
  constexpr std::string_view prefix = "SIG";
  if (words.starts_with(prefix)) words.remove_prefix(prefix.size());
  if (words.empty() || words.starts_with(' ') || words.starts_with(prefix)) return std::nullopt;
  const std::size_t blank = std::min(words.find(' '), words.size());
  if (!std::ranges::all_of(words.substr(0, blank), is_of_signal)) return std::nullopt;
  const std::string_view name = trimmed(words.substr(blank));
  if (!name.empty() && !is_task_name(name)) return std::nullopt;
  return request::Signal{std::string(words.substr(0, blank)), std::string(name)};
}

/// "w:P.1", "w:12"
std::optional<Command> why_of(std::string_view what) {
  if (is_task_name(what)) return request::Why{.process = std::string(what)};
  const auto seq = number_in<std::uint64_t>(what);
  return seq && *seq > 0 ? std::optional<Command>(request::Why{.seq = *seq}) : std::nullopt;
}

}  // namespace

std::optional<Command> read_command(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text == "n") return request::Go{};
  if (text == "c") return request::Continue{};
  if (text == "q") return request::Quit{};
  if (text == "?") return command::Help{};
  if (text == "w") return command::Why{};
  if (text == "s") return command::Look{command::Look::At::source};
  if (text == "t") return command::Look{command::Look::At::tree};
  if (text == "v") return command::Look{command::Look::At::variables};
  if (text.starts_with("w:")) return why_of(text.substr(2));
  if (is_task_name(text)) return request::Go{std::string(text)};
  if (text.starts_with("x ")) return command::Export{std::string(trimmed(text.substr(2)))};
  if (text == "i") return request::Input{"\n"};
  if (text.starts_with("i ")) return request::Input{std::string(text.substr(2)) + "\n"};
  if (text.starts_with("k ")) return kill_with(trimmed(text.substr(2)));
  if (text.starts_with("c:")) return on_until(text.substr(2));
  if (text.starts_with("b")) return back_by(text.substr(1));
  const auto number = number_in<int>(text);
  return number && *number > 0 ? std::optional<Command>(command::Number{*number}) : std::nullopt;
}

namespace {

std::string behind(std::string key, const std::string& what) {
  return what.empty() ? key : key + ":" + what;
}

struct KeyOf {
  using Key = std::optional<std::string>;
  Key operator()(const request::Go& go) const { return go.process.empty() ? "n" : go.process; }
  Key operator()(const request::Back& back) const { return "b" + std::to_string(back.steps); }
  Key operator()(const request::Continue& until) const {
    if (until.step > 0) return "c:@" + std::to_string(until.step);
    if (until.line > 0) return "c:" + std::to_string(until.line);
    return behind("c", until.event.empty() ? until.process : until.event);
  }
  Key operator()(const request::Input& input) const {
    const bool line = input.text.find('\n') + 1 == input.text.size();
    if (!line) return std::nullopt;
    return "i " + input.text.substr(0, input.text.size() - 1);
  }
  Key operator()(const request::Signal& sent) const {
    const std::string name = sent.signal.substr(sent.signal.starts_with("SIG") ? 3 : 0);
    return "k " + name + (sent.process.empty() ? "" : " " + sent.process);
  }
  Key operator()(const request::Why& why) const {
    return behind("w", why.seq > 0 ? std::to_string(why.seq) : why.process);
  }
  Key operator()(const request::Stop&) const { return std::nullopt; }
  Key operator()(const request::Quit&) const { return "q"; }
};

}  // namespace

std::optional<std::string> key_of(const ReaderRequest& request) {
  return std::visit(KeyOf(), request);
}

}  // namespace procdemo::faces
