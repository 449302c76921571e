#include "claims/evidence.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text/sentence_builder.h"
#include "claims/field.h"

namespace procdemo::claims {

namespace {

// The different values of a field in the matches that have it, in the order of the run.
std::vector<std::string> different_values(const Matches& matches, const std::string& field) {
  std::vector<std::string> values;
  for (const Event* event : matches) {
    const FieldValue value = field_of(*event, field);
    if (!is_there(value)) continue;
    std::string text = shown_value(value);
    if (std::ranges::find(values, text) == values.end()) values.push_back(std::move(text));
  }
  return values;
}

std::optional<std::string> look_up(const Reference& reference, const std::vector<Matches>& sides,
                                   const Placeholders& placeholders, std::string_view comma) {
  const auto measured = placeholders.find(fmt::format("[{}]", reference.field));
  if (measured != placeholders.end()) return measured->second;
  if (reference.field == "only") {
    const auto known = placeholders.find(fmt::format("{{{}.only}}", reference.pattern + 1));
    return known == placeholders.end() ? std::nullopt : std::optional(known->second);
  }
  if (reference.pattern >= sides.size()) return std::nullopt;
  const Matches& matches = sides[reference.pattern];
  if (reference.field == "count") return std::to_string(matches.size());
  const std::vector<std::string> values = different_values(matches, reference.field);
  if (values.empty()) return std::nullopt;
  return reference.all ? fmt::format("{}", fmt::join(values, comma)) : values.front();
}

/// `comma` stands between the members of a list.
std::string fill_in(const std::string& evidence, const std::vector<Matches>& sides,
                    const Placeholders& placeholders, std::string_view comma) {
  SentenceBuilder filled;
  for (const TextPart& part : parts_of(evidence)) {
    if (part.kind != TextPart::Kind::placeholder) {
      filled.add_words(part.text);
    } else if (const auto reference = reference_in(part.text)) {
      const std::optional<std::string> value = look_up(*reference, sides, placeholders, comma);
      if (!value) return "";
      filled.add_value(*value);
    } else {
      const auto found = placeholders.find(part.text);
      if (found == placeholders.end()) return "";
      filled.add_value(found->second);
    }
  }
  return filled.take();
}

}  // namespace

std::optional<Reference> reference_in(std::string_view placeholder) {
  if (placeholder.size() < 5 || placeholder[0] != '{' || placeholder[2] != '.') return std::nullopt;
  if (placeholder[1] < '1' || placeholder[1] > '9') return std::nullopt;
  std::string_view field = placeholder.substr(3, placeholder.size() - 4);
  const bool all = field.ends_with('*');
  if (all) field.remove_suffix(1);
  return Reference{static_cast<std::size_t>(placeholder[1] - '1'), std::string(field), all};
}

Wording fill_in(const Wording& evidence, const std::vector<Matches>& sides,
                const Placeholders& placeholders) {
  return {fill_in(evidence.en, sides, placeholders, ", "),
          fill_in(evidence.zh, sides, placeholders, "、")};
}

}  // namespace procdemo::claims
