#include "lesson/reading/toml.h"

#include <toml++/toml.h>

#include <algorithm>
#include <utility>

#include "base/files/user_file.h"
#include "lesson/problems.h"

namespace procdemo::lesson {

namespace {

// The library's tree as Nodes.
class Translator {
 public:
  explicit Translator(std::string file) : file_(std::move(file)) {}

  Node node(const std::string& key, const toml::node& from) const {
    const int line = std::max(1, static_cast<int>(from.source().begin.line));
    return Node(file_, line, key, value(key, from));
  }

 private:
  Node::Value value(const std::string& key, const toml::node& from) const {
    if (const auto* boolean = from.as_boolean()) return boolean->get();
    if (const auto* integer = from.as_integer()) return integer->get();
    if (const auto* decimal = from.as_floating_point()) return decimal->get();
    if (const auto* text = from.as_string()) return text->get();
    if (const auto* array = from.as_array()) return elements(key, *array);
    if (const auto* table = from.as_table()) return entries(*table);
    return Node::Other{};
  }

  Node::Array elements(const std::string& key, const toml::array& array) const {
    Node::Array result;
    for (const toml::node& element : array) result.elements.push_back(node(key, element));
    return result;
  }

  // In the order of the file, so that the first mistake is told first.
  Node::Table entries(const toml::table& table) const {
    Node::Table result;
    for (const auto& [key, entry] : table) {
      result.entries.push_back(node(std::string(key.str()), entry));
    }
    std::ranges::sort(result.entries, {},
                      [](const Node& entry) { return std::pair(entry.line(), entry.key()); });
    return result;
  }

  std::string file_;
};

}  // namespace

Node parse_toml(const std::string& file) {
  return parse_toml(read_user_file(file), file);
}

Node parse_toml(const std::string& text, const std::string& file) {
  try {
    const toml::table root = toml::parse(text, file);
    return Translator(file).node("", root);
  } catch (const toml::parse_error& error) {
    const std::string line = std::to_string(error.source().begin.line);
    const std::string words(error.description());
    throw Problem(Status::usage, LessonProblem::toml_syntax, {file, line, words});
  }
}

}  // namespace procdemo::lesson
