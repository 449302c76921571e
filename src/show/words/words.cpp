#include "show/words/words.h"

#include <fmt/args.h>

#include "show/words/dictionary.h"

namespace procdemo {

namespace {

const Entry<Say>& entry(Language language, Say key) {
  const Sentences& all = language == Language::en ? english_sentences : chinese_sentences;
  return all[static_cast<std::size_t>(key)];
}

}  // namespace

std::string fill(std::string_view words, const std::vector<std::string>& args) {
  constexpr std::size_t most = 10;
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const std::string& arg : args) store.push_back(arg);
  for (std::size_t i = args.size(); i < most; ++i) store.push_back("?");
  return fmt::vformat(words, store);
}

std::string say_with(Language language, Say what, const std::vector<std::string>& args) {
  return fill(entry(language, what).words, args);
}

std::string brief_with(Language language, Say what, const std::vector<std::string>& args) {
  const Entry<Say>& found = entry(language, what);
  return fill(found.brief.empty() ? found.words : found.brief, args);
}

}  // namespace procdemo
