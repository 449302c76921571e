// The program's own source, to be shown with a mark for each process.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "faces/room.h"
#include "trace/trace.h"

namespace procdemo::faces {

class SourceText {
 public:
  /// Where files are looked for, one folder after the other.
  explicit SourceText(std::vector<std::filesystem::path> folders) : folders_(std::move(folders)) {}

  /// The lines of a file, named as places name it; nullptr where it is not to be found. It is read
  /// once: what stands there later is not what runs.
  const std::vector<std::string>* lines(const std::string& file);

 private:
  std::optional<std::vector<std::string>> read(const std::string& file) const;

  std::vector<std::filesystem::path> folders_;
  std::map<std::string, std::optional<std::vector<std::string>>> known_;
};

}  // namespace procdemo::faces
