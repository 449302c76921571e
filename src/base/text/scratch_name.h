// How a folder is called that procdemo makes for one run: "procdemo-1a2b3c4d", with digits by
// chance. Who shows or compares runs leaves it out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/room.h"

namespace procdemo::base {

std::string scratch_name(unsigned chance);

/// A path's component that is such a name, with the slash before it.
struct ScratchName {
  std::size_t at;
  std::size_t length;
};

/// The first one in `text` from there on.
std::optional<ScratchName> find_scratch_name(std::string_view text, std::size_t from = 0);

}  // namespace procdemo::base
