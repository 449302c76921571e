// One name, one type: the linker merges what two rooms call alike (C++'s one-definition rule), and
// a std::vector<Row> of one then takes the other's elements for its own. No compiler says so.
#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "catch.h"
#include "structure/source.h"

using namespace procdemo::structure;

namespace {

// Types that begin at the left edge, neither forward declared nor within another: each with the
// namespaces that are open there. What stands in unnamed ones nobody else can mean.
std::vector<std::string> types_of(const std::string& code) {
  static const std::regex type(R"((?:struct|enum class|class|enum) (\w+)(?: [:\w][^;{]*)? ?\{.*)");
  static const std::regex opened(R"(namespace ([\w:]* ?)\{)");
  std::vector<std::string> names, open;
  std::istringstream lines(code);
  std::smatch match;
  for (std::string line; std::getline(lines, line);) {
    if (std::regex_match(line, match, opened)) open.push_back(match[1]);
    if (line.starts_with("}  // namespace") && !open.empty()) open.pop_back();
    if (!std::regex_match(line, match, type) || std::ranges::count(open, "") != 0) continue;
    std::string name;
    for (const std::string& space : open) name += space.substr(0, space.size() - 1) + "::";
    names.push_back(name + match[1].str());
  }
  return names;
}

}  // namespace

TEST_CASE("no two files give the same name to types of theirs") {
  std::map<std::string, std::set<std::string>> files;
  for (const Source& file : sources("src", {".cpp", ".h"})) {
    for (const std::string& type : types_of(file.text)) files[type].insert(file.path);
  }
  CHECK(files.size() > 50);
  for (const auto& [type, places] : files) {
    INFO(type << " stands in " << *places.begin() << " and in " << *places.rbegin());
    CHECK(places.size() == 1);
  }
}

TEST_CASE("types are found in every way to write them, in their namespaces") {
  using Names = std::vector<std::string>;
  CHECK(types_of("struct Row {\n") == Names{"Row"});
  CHECK(types_of("\nclass Live : public Schedule {\n") == Names{"Live"});
  CHECK(types_of("\nenum class Kind { a, b };\n") == Names{"Kind"});
  CHECK(types_of("\nclass Row final {\n") == Names{"Row"});
  CHECK(types_of("\nstruct Row;\nclass Row;\n  struct Inner {\n").empty());
  CHECK(types_of("namespace {\nstruct Row {};\n}  // namespace\nint a;\n").empty());
  const std::string nested = "namespace a {\nnamespace b {\nstruct Row {};\n}  // namespace b\n";
  CHECK(types_of(nested + "struct Row {};\n}  // namespace a\n") == Names{"a::b::Row", "a::Row"});
}
