#include "questions/answers_file.h"

#include <system_error>

#include "base/problem.h"
#include "lesson/problems.h"
#include "lesson/reading/toml.h"

namespace procdemo::questions {
namespace {

// As much as a reader may type.
constexpr std::size_t longest_line = 4096;  // bytes
constexpr std::size_t most_lines = 1000;

std::string typed_in(const Node& node) {
  if (node.is<std::int64_t>()) return std::to_string(node.integer());
  std::string line = node.text();
  if (line.size() > longest_line) throw node.has_to_be("string (<= 4096 B)");
  return line;
}

std::vector<std::string> lines_in(const Node& node) {
  if (!node.is<Node::Array>()) return {typed_in(node)};
  std::vector<std::string> lines;
  if (node.elements().size() > most_lines) throw node.has_to_be("[...] (<= 1000)");
  for (const Node& element : node.elements()) lines.push_back(typed_in(element));
  return lines;
}

}  // namespace

Answers load_answers(const std::filesystem::path& file,
                     const std::vector<Question>& questions) try {
  const Node root = parse_toml(file.string());
  std::vector<std::string> ids;
  for (const Question& question : questions) ids.push_back(question.id);
  root.only(ids);
  Answers answers;
  for (const Node& entry : root.entries()) answers[entry.key()] = lines_in(entry);
  return answers;
} catch (const std::system_error& error) {
  throw Problem(blame(error.code().value()), LessonProblem::page_unreadable,
                {file.string(), error.code().message()});
}

}  // namespace procdemo::questions
