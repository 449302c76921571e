#include "show/quotes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/text/number_in.h"
#include "claims/field.h"
#include "show/sentence.h"
#include "show/words/events.h"
#include "show/words/reasons.h"

namespace procdemo::show {

namespace {

std::string_view first_word(std::string_view text) {
  return text.substr(0, text.find(' '));
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

// A list of quotes is joined with ", " and may end in "...". So may a line that a program printed:
// where the quote is one of the event as it is, its end is known.
std::optional<Quotes::Quote> Quotes::next(std::string_view text, std::size_t from) const {
  const auto begins = [&](std::size_t at) {
    return event_at(text.substr(at)) || text.substr(at) == "...";
  };
  for (std::size_t at = from; at < text.size(); ++at) {
    const Event* event = event_at(text.substr(at));
    if (!event) continue;
    const std::string whole = claims::describe(*event);
    const std::size_t known = text.substr(at).starts_with(whole) ? whole.size() : 0;
    std::size_t end = text.find(", ", at + known);
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
  std::string words;
  std::size_t at = 0;
  while (const auto quote = next(text, at)) {
    const Event& event = *quote->event;
    const std::string said = telling({.event = &event}, language, Room::line);
    words += text.substr(at, quote->at - at);
    words += said.empty()
                 ? text.substr(quote->at, quote->length)
                 : show::say(language, Say::quoted, event.process, said, seconds_text(event.time));
    at = quote->at + quote->length;
  }
  return words + text.substr(at);
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
  Why worded_why = why;
  for (std::string& text : worded_why.args) text = worded(text, language);
  return show::say(worded_why, language) + steps(why, language);
}

}  // namespace procdemo::show
