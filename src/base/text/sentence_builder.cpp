#include "base/text/sentence_builder.h"

#include "base/text/chinese.h"
#include "base/text/utf8.h"

namespace procdemo::base {

namespace {

bool begins_in_chinese(std::string_view text) {
  return !text.empty() && is_chinese(decode(text));
}

/// The length of a plural's ending at `at`, with its brackets, or 0.
std::size_t ending_at(std::string_view words, std::size_t at) {
  for (const std::string_view ending : {"(s)", "(es)"}) {
    if (words.substr(at).starts_with(ending)) return ending.size();
  }
  return 0;
}

std::string agreeing(std::string_view words, bool one) {
  std::string agreed;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t length = ending_at(words, at);
    if (length == 0) {
      agreed += words[at++];
      continue;
    }
    if (!one) agreed += words.substr(at + 1, length - 2);
    at += length;
  }
  return agreed;
}

}  // namespace

void SentenceBuilder::add_words(std::string_view words) {
  const bool blank = words.starts_with(' ') && begins_in_chinese(words.substr(1));
  if (blank && ends_in_chinese(text_)) words.remove_prefix(1);
  text_ += agreeing(words, last_value_ == "1");
}

void SentenceBuilder::add_value(std::string_view value) {
  const std::string_view before(text_.data(), text_.empty() ? 0 : text_.size() - 1);
  const bool blank = text_.ends_with(' ') && ends_in_chinese(before);
  if (blank && begins_in_chinese(value)) text_.pop_back();
  text_ += value;
  last_value_ = value;
}

}  // namespace procdemo::base
