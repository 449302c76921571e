#include "show/words/words.h"

#include <fmt/args.h>

#include "show/words/dictionary.h"

namespace procdemo {

namespace {

// A trace from a file may hold too few arguments: a gap reads "?", and nothing is thrown.
std::string fill(std::string_view words, const std::vector<std::string>& args) {
  constexpr std::size_t most = 10;
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const std::string& arg : args) store.push_back(arg);
  for (std::size_t i = args.size(); i < most; ++i) store.push_back("?");
  return fmt::vformat(words, store);
}

const Entry<Say>& entry(Language language, Say key) {
  const Dictionary& words = dictionary(language);
  return key < first_help ? words.sentences[static_cast<std::size_t>(key)]
                          : words.helps[static_cast<std::size_t>(key) - words.sentences.size()];
}

template <class Key>
const Entry<Key>& entry(std::span<const Entry<Key>> entries, Key key) {
  return entries[static_cast<std::size_t>(key)];
}

}  // namespace

const Dictionary& dictionary(Language language) {
  static const Dictionary english{english_sentences, english_helps, english_troubles};
  static const Dictionary chinese{chinese_sentences, chinese_helps, chinese_troubles};
  return language == Language::en ? english : chinese;
}

std::string say_with(Language language, Say what, const std::vector<std::string>& args) {
  return fill(entry(language, what).words, args);
}

std::string brief_with(Language language, Say what, const std::vector<std::string>& args) {
  const Entry<Say>& found = entry(language, what);
  return fill(found.brief.empty() ? found.words : found.brief, args);
}

std::string say_with(Language language, Remark what, const std::vector<std::string>& args) {
  const Remarks remarks = language == Language::en ? english_remarks : chinese_remarks;
  return fill(entry(remarks, what).words, args);
}

std::string say_with(Language language, Marking what, const std::vector<std::string>& args) {
  const Markings markings = language == Language::en ? english_markings : chinese_markings;
  return fill(entry(markings, what).words, args);
}

std::string say_with(Language language, Discovery what, const std::vector<std::string>& args) {
  const Discoveries found = language == Language::en ? english_discoveries : chinese_discoveries;
  return fill(entry(found, what).words, args);
}

std::string say(const Problem& problem, Language language) {
  return fill(entry(dictionary(language).troubles, problem.trouble()).words, problem.args());
}

}  // namespace procdemo
