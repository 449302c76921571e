// What the tests of `procdemo explore` ask of a search.
#pragma once

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "cli/explore/on_paper.h"
#include "lesson/fixture.h"

namespace procdemo::cli::test {

/// The report of `procdemo explore --format json WORDS...`; the test fails where it ends otherwise.
nlohmann::json explored(std::vector<std::string> words, int status = 0);

std::set<std::string> outputs_of(const nlohmann::json& found);

/// Of a lesson as it is on paper: the same orders and the same texts, and all claims hold.
void check_like(const nlohmann::json& found, const Outcomes& expected,
                const std::string& first_lines = "");

/// race.py, whose two processes add to one file without a lock; with the file and a module beside
/// it.
void write_race(const fixture::Folder& folder);

}  // namespace procdemo::cli::test
