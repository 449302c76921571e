#include "claims/placeholder.h"

#include <algorithm>

#include "base/text/gaps.h"
#include "claims/field.h"

namespace procdemo::claims {

namespace {

// The length of the placeholder at the front of `text`, or 0: "[pid P.1]", "{rounds}",
// "{1.returned*}". Other brackets are a program's own.
std::size_t placeholder_length(std::string_view text) {
  const bool named = text.starts_with("[pid ") || text.starts_with("[orphan ");
  if (named) return text.find(']') + 1;  // 0 for npos + 1
  if (!text.starts_with('{')) return 0;
  const std::size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-.*", 1);
  return end != text.npos && end > 1 && text[end] == '}' ? end + 1 : 0;
}

}  // namespace

std::vector<TextPart> parts_of(std::string_view text) {
  std::vector<TextPart> parts;
  while (!text.empty()) {
    const std::size_t length = placeholder_length(text);
    if (length > 0) {
      parts.push_back({TextPart::Kind::placeholder, std::string(text.substr(0, length))});
    } else if (text.front() == '*') {
      parts.push_back({TextPart::Kind::any, "*"});
    } else if (!parts.empty() && parts.back().kind == TextPart::Kind::literal) {
      parts.back().text += text.front();
    } else {
      parts.push_back({TextPart::Kind::literal, std::string(1, text.front())});
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return parts;
}

OptionValues limit_values(const Limits& limits) {
  OptionValues values;
  for (const LimitKind& kind : limit_kinds) {
    values[std::string(kind.option)] = text_of(kind.value(limits));
  }
  return values;
}

Placeholders placeholders_of(const std::vector<Event>& events, const OptionValues& options,
                             const Limits& limits) {
  Placeholders found;
  for (const auto& [name, value] : options) found["{" + name + "}"] = value;
  for (const auto& [name, value] : limit_values(limits)) found["{" + name + "}"] = value;
  for (const Event& event : events) {
    const std::string& name = event.process;
    if (event.pid > 0 || event.pid.is_named())
      found.emplace("[pid " + name + "]", event.pid.text());
    if (const auto* orphan = event.as<event::Orphan>()) {
      found.emplace("[orphan " + name + "]", orphan->parent_pid.text());
    }
  }
  return found;
}

TextMatcher::TextMatcher(std::string_view text, const Placeholders& placeholders) : literals_(1) {
  for (const TextPart& part : parts_of(text)) {
    if (part.kind != TextPart::Kind::literal) plain_ = false;
    if (part.kind == TextPart::Kind::any) {
      literals_.emplace_back();
      continue;
    }
    const auto found = placeholders.find(part.text);
    const bool filled = part.kind == TextPart::Kind::placeholder && found != placeholders.end();
    if (part.kind == TextPart::Kind::placeholder && !filled) {
      literals_.clear();
      return;
    }
    literals_.back() += filled ? found->second : part.text;
  }
}

bool TextMatcher::matches(std::string_view text) const {
  return !literals_.empty() && matches_with_gaps(literals_, text);
}

}  // namespace procdemo::claims
