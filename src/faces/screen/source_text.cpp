#include "faces/screen/source_text.h"

#include <fstream>

namespace procdemo::faces {
namespace {

// Nobody reads a larger one line by line.
constexpr std::uintmax_t largest_source = 4'000'000;

}  // namespace

const std::vector<std::string>* SourceText::lines(const std::string& file) {
  const auto [entry, is_new] = known_.try_emplace(file);
  if (is_new) entry->second = read(file);
  return entry->second ? &*entry->second : nullptr;
}

// Of a regular file alone: others may keep us waiting.
std::optional<std::vector<std::string>> SourceText::read(const std::string& file) const {
  for (const std::filesystem::path& folder : folders_) {
    std::error_code error;
    const std::filesystem::path path = folder / file;
    if (!std::filesystem::is_regular_file(path, error)) continue;
    if (std::filesystem::file_size(path, error) > largest_source || error) continue;
    std::ifstream text(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
  }
  return std::nullopt;
}

}  // namespace procdemo::faces
