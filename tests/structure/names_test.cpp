// One name, one type: the linker merges what two rooms call alike (C++'s one-definition rule), and
// a std::vector<Row> of one then takes the other's elements for its own. No compiler says so.
#include <map>
#include <regex>
#include <set>

#include "catch.h"
#include "structure/source.h"

using namespace procdemo::structure;

namespace {

// A type that begins at the left edge: neither forward declared nor within another.
std::vector<std::string> types_of(const std::string& code) {
  static const std::regex type(
      R"((?:^|\n)(?:struct|enum class|class|enum) (\w+)(?: [:\w][^;{]*)? ?\{)");
  std::vector<std::string> names;
  for (std::sregex_iterator match(code.begin(), code.end(), type), end; match != end; ++match)
    names.push_back((*match)[1]);
  return names;
}

// Without what stands in unnamed namespaces, which nobody else can mean. (By hand: std::regex goes
// a step deeper with each character.)
std::string seen_outside(std::string code) {
  const std::string begin = "\nnamespace {\n", end = "\n}  // namespace\n";
  for (std::size_t from; (from = code.find(begin)) != code.npos;) {
    const std::size_t to = code.find(end, from);
    if (to == code.npos) break;
    code.erase(from + 1, to + end.size() - from - 1);
  }
  return code;
}

// "procdemo::event" of the last namespace that is opened by name.
std::string namespace_of(const std::string& code) {
  static const std::regex named(R"((?:^|\n)namespace ([\w:]+) \{)");
  std::smatch match;
  return std::regex_search(code, match, named) ? match[1].str() : "";
}

}  // namespace

TEST_CASE("no two files give the same name to types of theirs") {
  std::map<std::string, std::set<std::string>> files;
  for (const Source& file : sources("src", {".cpp", ".h"})) {
    const std::string code = seen_outside(file.text);
    for (const std::string& type : types_of(code))
      files[namespace_of(code) + "::" + type].insert(file.path);
  }
  CHECK(files.size() > 50);
  for (const auto& [type, places] : files) {
    INFO(type << " stands in " << *places.begin() << " and in " << *places.rbegin());
    CHECK(places.size() == 1);
  }
}

TEST_CASE("types are found in every way to write them") {
  CHECK(types_of("struct Row {\n").size() == 1);
  CHECK(types_of("\nclass Live : public Schedule {\n").size() == 1);
  CHECK(types_of("\nenum class Kind { a, b };\n") == std::vector<std::string>{"Kind"});
  CHECK(types_of("\nclass Row final {\n").size() == 1);
  CHECK(types_of("\nstruct Row;\nclass Row;\n  struct Inner {\n").empty());
  CHECK(seen_outside("\nnamespace {\nstruct Row {};\n}  // namespace\nint a;\n").find("Row") ==
        std::string::npos);
}
