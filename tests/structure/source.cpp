#include "structure/source.h"

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace procdemo::structure {

namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) throw std::runtime_error("can't read " + path.string());
  return text.str();
}

}  // namespace

std::filesystem::path root() {
  return SOURCE_ROOT;
}

std::vector<Source> sources(const std::string& folder, const std::vector<std::string>& endings) {
  std::vector<Source> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root() / folder)) {
    const std::string path = entry.path().lexically_relative(root()).string();
    const auto fits = [&](const std::string& ending) { return path.ends_with(ending); };
    if (entry.is_regular_file() && std::any_of(endings.begin(), endings.end(), fits))
      found.push_back({path, read(entry.path())});
  }
  std::sort(found.begin(), found.end(),
            [](const Source& one, const Source& other) { return one.path < other.path; });
  return found;
}

std::string bare(std::string_view code) {
  static const std::regex comments_and_quotations(
      R"re(//[^\n]*|/\*[^]*?\*/|R"(\w*)\([^]*?\)\1"|"(\\[^]|[^"\\])*"|'"'|'\\"')re");
  return std::regex_replace(std::string(code), comments_and_quotations, " ");
}

std::vector<Include> includes(std::string_view code) {
  static const std::regex directive(R"re((?:^|\n)[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">])re");
  const std::string text(code);
  std::vector<Include> found;
  for (std::sregex_iterator match(text.begin(), text.end(), directive), end; match != end; ++match)
    found.push_back({(*match)[2], (*match)[1] == "\""});
  return found;
}

std::string room_of(std::string_view path) {
  if (path.starts_with("src/")) path.remove_prefix(4);
  return std::string(path.substr(0, path.find('/')));
}

}  // namespace procdemo::structure
