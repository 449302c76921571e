#include "show/words/words.h"

#include <algorithm>

#include "base/text/sentence_builder.h"

namespace procdemo::show {

std::string fill(std::string_view words, const std::vector<std::string>& args) {
  constexpr std::size_t placeholder = 3;  // "{0}"
  SentenceBuilder sentence;
  for (std::size_t at = words.find('{'); at != words.npos; at = words.find('{')) {
    sentence.add_words(words.substr(0, at));
    const std::size_t number = static_cast<std::size_t>(words.substr(at).at(1) - '0');
    sentence.add_value(number < args.size() ? args[number] : "?");
    words.remove_prefix(std::min(at + placeholder, words.size()));
  }
  sentence.add_words(words);
  return sentence.take();
}

}  // namespace procdemo::show
