// procdemo's man page, from the same descriptions that its words are parsed by.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "cli/describe/option.h"
#include "cli/room.h"

namespace procdemo::cli {

/// procdemo(1): `all` is procdemo as a whole, `commands` are its subcommands.
std::string man_page(const Command& all, const std::vector<Command>& commands, Language language);

}  // namespace procdemo::cli
