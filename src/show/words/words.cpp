#include "show/words/words.h"

#include <algorithm>

#include "base/text/sentence_builder.h"

namespace procdemo::show {

namespace {

// Its members as `comma` joins them; nothing stands there of a value that is no list.
std::string as_listed(std::string list, std::string_view comma) {
  constexpr std::string_view plain = ", ";
  if (comma.empty()) return list;
  for (std::size_t at = list.find(plain); at != list.npos; at = list.find(plain, at)) {
    list.replace(at, plain.size(), comma);
    at += comma.size();
  }
  return list;
}

}  // namespace

std::string fill(std::string_view words, const std::vector<std::string>& args) {
  constexpr std::size_t digit = 1, comma = 2;  // "{0、}"
  SentenceBuilder sentence;
  for (std::size_t at = words.find('{'); at != words.npos; at = words.find('{')) {
    sentence.add_words(words.substr(0, at));
    const std::string_view gap = words.substr(at, words.find('}', at) - at);
    const std::size_t number = static_cast<std::size_t>(gap.at(digit) - '0');
    sentence.add_value(number < args.size() ? as_listed(args[number], gap.substr(comma)) : "?");
    words.remove_prefix(std::min(at + gap.size() + 1, words.size()));
  }
  sentence.add_words(words);
  return sentence.take();
}

}  // namespace procdemo::show
