// A page's console blocks: run, and held against what the page says; or rewritten.
#pragma once

#include <filesystem>
#include <memory>

#include "cli/check/unit.h"
#include "cli/room.h"

namespace procdemo::cli {

/// `file` is Markdown; zh.md and *.zh.md are in Chinese, and so are their runs. What lies beside
/// the page is at hand: its blocks run with links to that in their directory, so that a lesson's
/// page can say `procdemo run .`.
/// `name` is what a reader calls it. Throws Problem where it can't be read.
std::unique_ptr<CheckUnit> check_of_page(const std::filesystem::path& file, std::string name,
                                         const CheckSettings& settings);

}  // namespace procdemo::cli
