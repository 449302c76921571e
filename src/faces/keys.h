// Several commands in one text, as --keys has them: words as a shell reads them, separated by
// blanks. One in which a blank stands is put into quotes, 'i two words' or "i two words".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "faces/room.h"
#include "session/stepping/protocol.h"

namespace procdemo::faces {

/// Throws Problem (keys_open).
std::vector<std::string> keys_in(std::string_view text);

/// The other way round.
std::string text_of_keys(const std::vector<std::string>& keys);

/// The command that starts a session, with these keys where its {0} stands, quoted for a shell.
std::string with_keys(const std::string& command, const std::string& keys);

/// The command that leads to where a run ends, with the keys for all that its reader did; nothing
/// where a key can't say it, or one would be longer than what can be typed.
std::optional<std::string> command_again(const std::string& command,
                                         const std::vector<ReaderRequest>& requests);

}  // namespace procdemo::faces
