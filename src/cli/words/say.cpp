// Which table holds the sentences of which enumeration.
#include "cli/words/discoveries.h"
#include "cli/words/help.h"
#include "cli/words/markings.h"
#include "cli/words/remarks.h"

namespace procdemo {
namespace {

template <class Key>
std::string filled_in(std::span<const Entry<Key>> sentences, Key what,
                      const std::vector<std::string>& args) {
  return fill(sentences[static_cast<std::size_t>(what)].words, args);
}

}  // namespace

std::string say_with(Language language, Help what, const std::vector<std::string>& args) {
  return filled_in(language == Language::en ? english_help : chinese_help, what, args);
}

std::string say_with(Language language, Remark what, const std::vector<std::string>& args) {
  return filled_in(language == Language::en ? english_remarks : chinese_remarks, what, args);
}

std::string say_with(Language language, Marking what, const std::vector<std::string>& args) {
  return filled_in(language == Language::en ? english_markings : chinese_markings, what, args);
}

std::string say_with(Language language, Discovery what, const std::vector<std::string>& args) {
  return filled_in(language == Language::en ? english_discoveries : chinese_discoveries, what,
                   args);
}

}  // namespace procdemo
