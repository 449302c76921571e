// Compiled programs, kept by what they were made of.
//
// Each is a folder with the program and the whole text that it was made of. That text is compared,
// so that two texts with one hash don't meet. A folder is put together under another name and then
// renamed (rename(2) is atomic): two procdemos at once, or one that is killed, leave no half of it.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace procdemo {

/// Where compiled programs are kept: $XDG_CACHE_HOME/procdemo, else ~/.cache/procdemo (XDG Base
/// Directory Specification), else, where neither can be written, a folder of the user's own below
/// /tmp. May be removed at any time.
std::filesystem::path cache_folder();

/// Makes the program, given the path where it shall be.
using Make = std::function<void(const std::filesystem::path& program)>;

/// The program that was made of `content`, made now if there is none. `name` is for people who look
/// into the cache. Throws what `make` throws, and leaves nothing behind then.
std::filesystem::path cached(const std::string& name, const std::string& content, const Make& make);

}  // namespace procdemo
