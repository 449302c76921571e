#include "show/sentences/sentence.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "base/text/utf8.h"
#include "show/exchanges.h"
#include "show/prelude.h"
#include "show/sentences/event_words.h"
#include "show/sentences/short_names.h"
#include "show/words/events.h"
#include "show/words/frame.h"
#include "show/words/limits.h"

namespace procdemo::show {

namespace {

// Some of them: a server has one for each client.
std::string object_list(const Exchange& exchange, Language language, Room room) {
  constexpr std::size_t most = 3;
  std::vector<std::string> some = room == Room::line ? exchange.objects : exchange.short_names;
  if (some.size() > most) {
    some.resize(most);
    some.push_back("…");
  }
  return fmt::format("{}", fmt::join(some, say(language, Frame::list_and)));
}

std::string exchange_sentence(const Exchange& exchange, Language language, Room room) {
  const auto with = [&](Say what, const auto&... args) {
    return room == Room::narrow ? brief(language, what, args...) : say(language, what, args...);
  };
  const auto& [writes, reads] = std::pair(exchange.writes, exchange.reads);
  const std::string objects = object_list(exchange, language, room);
  const std::string written = count_bytes(writes.bytes, language);
  const std::string read = count_bytes(reads.bytes, language);
  if (!exchange.other.empty() && exchange.other != exchange.process) {
    return with(Say::exchange, exchange.other, objects, writes.times, written, reads.times, read);
  }
  if (reads.times == 0) return with(Say::writes, objects, writes.times, written);
  if (writes.times == 0) return with(Say::reads, objects, reads.times, read);
  return with(Say::writes_and_reads, objects, writes.times, written, reads.times, read);
}

std::string left_out_sentence(const LeftOut& left_out, Language language, Room room) {
  const std::string processes =
      count_processes(static_cast<std::int64_t>(left_out.processes), language);
  const std::string seconds = fmt::format("{:.2f}", left_out.seconds);
  return room == Room::narrow ? brief(language, Say::left_out, processes, left_out.events, seconds)
                              : say(language, Say::left_out, processes, left_out.events, seconds);
}

// An argument may have megabytes (execve(2), "Limits on size of arguments"); nobody reads them.
std::string cut(std::string sentence) {
  constexpr std::size_t longest = 4096;
  if (sentence.size() <= longest) return sentence;
  sentence.resize(start_of_character(sentence, longest));
  return sentence + " …";
}

}  // namespace

std::string sentence(const Row& row, Language language, Room room) {
  if (!row.event) return "";
  if (row.left_out) return left_out_sentence(*row.left_out, language, room);
  if (row.exchange) return exchange_sentence(*row.exchange, language, room);
  std::string words = cut(without_scratch(event_words(row, language, room)));
  const std::string& process = row.event->process;
  const auto slash = process.find('/');
  if (room == Room::line || slash == Name::npos || words.empty()) return words;
  return say(language, Say::in_thread, process.substr(slash + 1), words);
}

std::string telling(const Row& row, Language language, Room room) {
  constexpr std::size_t longest = 60;  // as a finding quotes it (claims/field.h)
  const auto* line = row.event->as<event::Line>();
  const auto* print = row.event->as<event::Print>();
  if (!line && !print) return sentence(row, language, room);
  std::string text = line ? line->text : print->text;
  if (text.size() > longest) text = text.substr(0, start_of_character(text, longest)) + "…";
  return say(language, Say::prints, text);
}

std::string telling_where(const Row& row, Language language, Room room) {
  const auto& place = row.event->place;
  return with_place(telling(row, language, room), place ? place->text() : "", language);
}

std::string with_place(const std::string& words, const std::string& place, Language language) {
  return place.empty() ? words : say(language, Say::at_place, words, place);
}

std::string limit_sentence(const event::Limit& limit, Language language, Room room) {
  const auto with = [&](Limiting what, const auto&... args) {
    return room == Room::narrow ? brief(language, what, args...) : say(language, what, args...);
  };
  const std::string bound = seconds_text(limit.value);
  for (const LimitWords& words : limit_words) {
    if (limit.limit == words.name) return with(words.ended, bound);
  }
  if (limit.limit == "unseen") return with(Limiting::ended_unseen, bound);
  if (limit.limit == "unanswered") return with(Limiting::ended_unanswered, bound);
  return with(Limiting::ended_other, limit.limit, bound);
}

std::string count_processes(std::int64_t number, Language language) {
  return number == 1 ? say(language, Say::one_process) : say(language, Say::processes, number);
}

std::string count_bytes(std::int64_t number, Language language) {
  return number == 1 ? say(language, Say::one_byte) : say(language, Say::bytes, number);
}

namespace {

std::string decimal(double number, int most_decimals) {
  std::string text = fmt::format("{:.{}f}", number, most_decimals);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

std::string seconds_text(double seconds) {
  return decimal(seconds, 3);
}

std::string span_text(double seconds) {
  constexpr double shortest = 1e-9, rounded_to_none = 0.0005;
  if (seconds < shortest || seconds >= rounded_to_none) return seconds_text(seconds);
  const int zeros = static_cast<int>(std::ceil(-std::log10(seconds))) - 1;
  return decimal(seconds, std::min(zeros + 2, 9));
}

}  // namespace procdemo::show
