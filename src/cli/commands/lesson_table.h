// The lessons as a reader's table: number, name, what it is about.
#pragma once

#include <string>
#include <vector>

#include "cli/room.h"
#include "cli/user.h"
#include "lesson/catalogue.h"

namespace procdemo::cli {

/// One line a lesson, wrapped to the user's width; a broken one says what is wrong with it.
std::string lesson_table(const std::vector<CatalogueEntry>& lessons, const User& user);

}  // namespace procdemo::cli
