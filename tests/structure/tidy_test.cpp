// .clang-tidy: every entry of the list has its reason beside it.
#include <fstream>
#include <regex>
#include <set>

#include "catch.h"
#include "structure/source.h"

using namespace procdemo::structure;

TEST_CASE("each check of clang-tidy is enabled with a reason, and each reason has its check") {
  std::ifstream file(root() / ".clang-tidy");
  const std::regex reason(R"(# ([a-z]+-[\w.*-]+) +\S+ \S+.*)");
  const std::regex entry(R"(  ([a-z]+-[\w.*-]+),?)");
  std::set<std::string> reasons, entries;
  for (std::string line; std::getline(file, line);) {
    std::smatch match;
    if (std::regex_match(line, match, reason)) reasons.insert(match[1]);
    if (std::regex_match(line, match, entry)) entries.insert(match[1]);
  }
  CHECK(entries.size() > 5);
  CHECK(reasons == entries);
}
