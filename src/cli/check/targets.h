// What `procdemo check WORDS` is to check.
#pragma once

#include <memory>
#include <vector>

#include "cli/check/unit.h"
#include "cli/room.h"

namespace procdemo::cli {

using CheckUnits = std::vector<std::unique_ptr<CheckUnit>>;

/// Each word is a Markdown file, a lesson's folder, a folder with such files and folders below it,
/// or the name of one of procdemo's own lessons. Without any: all of those lessons. A lesson is its
/// claims and its pages. Throws Problem for a word that is none of these, for a page that is named
/// and a folder in which there is nothing to check, and for a broken lesson.
CheckUnits check_targets(const Words& words, const CheckSettings& settings);

}  // namespace procdemo::cli
