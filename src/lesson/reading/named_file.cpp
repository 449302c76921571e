#include "lesson/reading/named_file.h"

#include <algorithm>

namespace procdemo::lesson {

namespace {

void check_placeholders(const Node& path, const std::vector<LessonOption>& options) {
  std::vector<std::string> names;
  for (const LessonOption& option : options) names.push_back(option.name);
  for (const TextPart& part : parts_of(path.text())) {
    if (part.kind != TextPart::Kind::placeholder) continue;
    const std::string name = part.text.substr(1, part.text.size() - 2);
    if (std::ranges::find(names, name) == names.end()) throw path.unknown(name, names);
  }
}

}  // namespace

std::vector<NamedFile> read_files(const Node& list, const std::vector<LessonOption>& options) {
  std::vector<NamedFile> files;
  for (const Node& node : list.elements()) {
    node.only({"path", "separator"});
    NamedFile file;
    const Node& path = node.at("path");
    file.path = path.text();
    if (file.path.empty()) throw path.has_to_be("\"...\"");
    check_placeholders(path, options);
    if (const Node* separator = node.find("separator")) {
      file.separator = separator->text();
      if (file.separator.empty()) throw separator->has_to_be("\"...\"");
    }
    files.push_back(file);
  }
  return files;
}

std::vector<NamedFile> files_with(const std::vector<NamedFile>& files, const OptionValues& values) {
  std::vector<NamedFile> filled;
  for (const NamedFile& file : files) {
    std::string path;
    for (const TextPart& part : parts_of(file.path)) {
      const bool option = part.kind == TextPart::Kind::placeholder;
      path += option ? values.at(part.text.substr(1, part.text.size() - 2)) : part.text;
    }
    if (!path.empty()) filled.push_back({path, file.separator});
  }
  return filled;
}

}  // namespace procdemo::lesson
