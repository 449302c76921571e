#include "cli/words/locale.h"

#include <cstdlib>

namespace procdemo::cli {

Language language_of_locale(std::string_view locale) {
  if (!locale.starts_with("zh")) return Language::en;
  const bool whole =
      locale.size() == 2 || std::string_view("_.@-").find(locale[2]) != std::string_view::npos;
  return whole ? Language::zh : Language::en;
}

Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value && *value) return language_of_locale(value);
  }
  return Language::en;
}

}  // namespace procdemo::cli
