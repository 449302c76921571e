// What the kernel answers where it refuses (errno(3)): the C library has a message for each, in
// English, or in the language of a locale that few machines have installed.
#pragma once

#include <string>

#include "base/language.h"
#include "cli/room.h"

namespace procdemo::cli {

/// `word`, which is such a message or ends in one ("dup: Too many open files"), in that language.
/// Any other word, and a message that is not known here, stays as it is.
std::string in_language(const std::string& word, Language language);

}  // namespace procdemo::cli
