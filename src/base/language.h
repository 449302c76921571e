// The languages procdemo speaks, and a sentence in each of them.
#pragma once

#include <string>

#include "base/room.h"

namespace procdemo::base {

enum class Language { en, zh };

/// The same words in every language.
struct Wording {
  std::string en;
  std::string zh;

  const std::string& in(Language language) const { return language == Language::en ? en : zh; }
  bool operator==(const Wording&) const = default;
};

}  // namespace procdemo::base
