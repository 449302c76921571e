#include "lesson/reading/toml.h"

#include <toml++/toml.h>

#include <algorithm>
#include <iterator>
#include <string_view>
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

// What the library's sentence is about: "Error while parsing array: expected ...". A part of such a
// sentence, and what it comes to; the first one counts. What is not known, as in another version of
// the library, is no more than wrong.
constexpr std::pair<std::string_view, LessonProblem> kinds[] = {
    {"cannot redefine", LessonProblem::toml_twice},
    {"utf-8", LessonProblem::toml_bytes},
    {"expected a comment or whitespace", LessonProblem::toml_rest},
    {"parsing string:", LessonProblem::toml_text},
    {"parsing literal string:", LessonProblem::toml_text},
    {"parsing unicode scalar sequence:", LessonProblem::toml_text},
    {"parsing table header:", LessonProblem::toml_header},
    {"parsing array:", LessonProblem::toml_list},
    {"parsing inline table:", LessonProblem::toml_list},
    {"integer:", LessonProblem::toml_value},
    {"parsing floating-point:", LessonProblem::toml_value},
    {"parsing date", LessonProblem::toml_value},
    {"parsing time:", LessonProblem::toml_value},
    {"parsing boolean:", LessonProblem::toml_value},
    {"parsing value:", LessonProblem::toml_value},
    {"parsing key", LessonProblem::toml_key},
    {"parsing root table:", LessonProblem::toml_key},
};

LessonProblem kind_of(std::string_view words) {
  const auto found = std::ranges::find_if(
      kinds, [&](const auto& kind) { return words.find(kind.first) != words.npos; });
  return found == std::end(kinds) ? LessonProblem::toml_syntax : found->second;
}

}  // namespace

Node parse_toml(const std::string& file) {
  return parse_toml(read_user_file(file), file);
}

Node parse_toml(const std::string& text, const std::string& file) {
  try {
    const toml::table root = toml::parse(text, file);
    return Translator(file).node("", root);
  } catch (const toml::parse_error& error) {
    const toml::source_position& at = error.source().begin;
    throw Problem(Status::usage, kind_of(error.description()),
                  {file, std::to_string(at.line), std::to_string(at.column)});
  }
}

}  // namespace procdemo::lesson
