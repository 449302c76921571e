// A cache of compiled programs, keyed by what they were made from.
//
// An entry is a folder with the program and the whole text that it was made from. The text is
// compared, so two texts with the same hash cannot be confused. An entry is built under another
// name and then renamed (rename(2) is atomic): two procdemos at once, or one that is killed, never
// leave half an entry.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "lesson/room.h"

namespace procdemo::lesson {

/// Where compiled programs are kept: $XDG_CACHE_HOME/procdemo, else ~/.cache/procdemo (XDG Base
/// Directory Specification), else, where neither can be written, a folder of the user's own below
/// where temporary files belong ($TMPDIR, else /tmp). May be removed at any time.
std::filesystem::path cache_folder();

/// Makes the program at the given path.
using Make = std::function<void(const std::filesystem::path& program)>;

/// The program that was made from `content`; makes it now if there is none. `name` is for people
/// who look into the cache. Throws what `make` throws, and leaves nothing behind then.
std::filesystem::path cached(const std::string& name, const std::string& content, const Make& make);

}  // namespace procdemo::lesson
