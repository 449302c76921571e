// What a reader types at a step: the same commands in every face.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "faces/room.h"
#include "session/stepping/protocol.h"

namespace procdemo::faces {

namespace command {

/// "3": whoever stands there in the list of those who can go on.
struct Number {
  int number = 0;  ///< 1 for the first
  bool operator==(const Number&) const = default;
};

/// "?"
struct Help {
  bool operator==(const Help&) const = default;
};

/// "x FILE": what was done, added to the file as a console block.
struct Export {
  std::string file;
  bool operator==(const Export&) const = default;
};

/// "w": why does the one who is chosen stand as it does?
struct Why {
  bool operator==(const Why&) const = default;
};

/// "s", "t", "v": what is known is shown otherwise.
struct Look {
  enum class At { source, tree, variables };
  At at = At::source;
  bool operator==(const Look&) const = default;
};

}  // namespace command

/// A request to the session, or what the face does by itself.
using Command = std::variant<ReaderRequest, command::Number, command::Help, command::Export,
                             command::Why, command::Look>;

/// Nothing where it is none. Blanks around it do not matter; an empty one is the next step.
std::optional<Command> read_command(std::string_view text);

/// What a reader would type for it; nothing where it can't be typed.
std::optional<std::string> key_of(const ReaderRequest& request);

}  // namespace procdemo::faces
