#include "show/sentences/quotes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <type_traits>
#include <variant>

#include "base/text/number_in.h"
#include "show/sentences/sentence.h"
#include "show/words/events.h"
#include "show/words/frame.h"
#include "show/words/reasons.h"

namespace procdemo::show {

namespace {

std::string_view first_word(std::string_view text) {
  return text.substr(0, text.find(' '));
}

// Where, from `from` on, the text of a field ends in a quote, which may have cut it.
std::size_t end_of_field(std::string_view quote, std::size_t from, std::string_view name,
                         const std::string& text) {
  const std::string label = fmt::format(" {}=", name);
  const std::size_t at = quote.find(label, from);
  if (at == quote.npos) return from;
  const std::string_view rest = quote.substr(at + label.size());
  const auto differs = std::ranges::mismatch(rest, text).in1;
  return at + label.size() + static_cast<std::size_t>(differs - rest.begin());
}

// Where the texts of an event end in a quote of it: a program may have printed what looks like the
// quote of another.
std::size_t end_of_own_texts(std::string_view quote, const Event& event) {
  std::size_t end = 0;
  const auto skip = [&]<class Value>(std::string_view name, const Value& value) {
    if constexpr (std::is_same_v<Value, std::string>) {
      end = end_of_field(quote, end, name, value);
    } else if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
      end = end_of_field(quote, end, name, fmt::format("{}", fmt::join(value, " ")));
    }
  };
  const auto skip_all = [&]<class Kind>(const Kind& data) {
    std::apply([&](const auto&... field) { (skip(field.name, data.*field.member), ...); },
               Kind::fields());
  };
  std::visit(skip_all, event.what);
  return end;
}

std::string quoted(const Event& event, const std::string& said, Language language) {
  const std::string time = seconds_text(event.time);
  if (!event.place) return say(language, Say::quoted, event.process, said, time);
  return say(language, Say::quoted_at, event.process, said, time, event.place->text());
}

bool same_moment(const Event& a, const Event& b) {
  return std::llround(a.time * 1000) == std::llround(b.time * 1000);  // as it is shown
}

}  // namespace

// "#12 P.1 line ...": number, process and kind have to be those of an event.
const Event* Quotes::event_at(std::string_view text) const {
  if (!text.starts_with('#')) return nullptr;
  const auto seq = number_in<std::uint64_t>(first_word(text.substr(1)));
  if (!seq) return nullptr;
  const auto found = std::ranges::lower_bound(events_, *seq, {}, &Event::seq);
  if (found == events_.end() || found->seq != *seq) return nullptr;
  const std::string head = fmt::format("#{} {} {}", *seq, found->process, found->kind());
  if (!text.starts_with(head)) return nullptr;
  const std::string_view rest = text.substr(head.size());
  return rest.empty() || rest.starts_with(' ') || rest.starts_with(", ") ? &*found : nullptr;
}

// A list of quotes is joined with ", " and may end in "...".
std::optional<Quotes::Quote> Quotes::next(std::string_view text, std::size_t from) const {
  const auto begins = [&](std::size_t at) {
    return event_at(text.substr(at)) || text.substr(at) == "...";
  };
  for (std::size_t at = from; at < text.size(); ++at) {
    const Event* event = event_at(text.substr(at));
    if (!event) continue;
    const std::size_t own = end_of_own_texts(text.substr(at), *event);
    std::size_t end = text.find(", ", at + own);
    while (end != text.npos && !begins(end + 2)) end = text.find(", ", end + 1);
    return Quote{at, std::min(end, text.size()) - at, event};
  }
  return std::nullopt;
}

std::vector<const Event*> Quotes::in(const Why& why) const {
  std::vector<const Event*> events;
  for (const std::string& text : why.args) {
    std::size_t at = 0;
    while (const auto quote = next(text, at)) {
      events.push_back(quote->event);
      at = quote->at + quote->length;
    }
  }
  std::ranges::sort(events, {}, &Event::seq);
  const auto doubled = std::ranges::unique(events);
  events.erase(doubled.begin(), doubled.end());
  return events;
}

std::string Quotes::worded(const std::string& text, Language language) const {
  const auto between = [&](std::string gap) {
    return gap == ", " ? show::say(language, Frame::list_and) : gap;
  };
  std::string words;
  std::size_t at = 0;
  while (const auto quote = next(text, at)) {
    const Event& event = *quote->event;
    const std::string said = telling({.event = &event}, language, Room::line);
    words += between(text.substr(at, quote->at - at));
    words += said.empty() ? text.substr(quote->at, quote->length) : quoted(event, said, language);
    at = quote->at + quote->length;
  }
  return words + (text.substr(at) == ", ..." ? between(", ") + "..." : text.substr(at));
}

// Times say nothing of an order where they are equal.
std::string Quotes::steps(const Why& why, Language language) const {
  if (why.key != "before" || why.args.size() < 3) return "";
  const Event* a = event_at(why.args[1]);
  const Event* b = event_at(why.args[2]);
  if (!a || !b || !same_moment(*a, *b)) return "";
  return show::say(language, Reason::steps, a->seq, b->seq);
}

std::string Quotes::say(const Why& why, Language language) const {
  const Why found = what_was_found(why);
  Why worded_why = found;
  for (std::string& text : worded_why.args) text = worded(text, language);
  return with_sleep(why, show::say(worded_why, language) + steps(found, language), language);
}

}  // namespace procdemo::show
