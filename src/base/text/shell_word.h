// Words as a shell reads them (sh(1), "Quoting").
#pragma once

#include <string>
#include <string_view>

#include "base/room.h"

namespace procdemo::base {

/// Between single quotes, whatever is in it.
std::string quoted_for_shell(std::string_view word);

/// The same, or the word itself where a shell takes it as it stands.
std::string shell_word(std::string_view word);

}  // namespace procdemo::base
