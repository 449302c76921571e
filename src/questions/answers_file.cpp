#include "questions/answers_file.h"

#include <system_error>

#include "base/problem.h"
#include "lesson/problems.h"
#include "lesson/reading/toml.h"

namespace procdemo::questions {
namespace {

std::string typed_in(const Node& node) {
  return node.is<std::int64_t>() ? std::to_string(node.integer()) : node.text();
}

std::vector<std::string> lines_in(const Node& node) {
  if (!node.is<Node::Array>()) return {typed_in(node)};
  std::vector<std::string> lines;
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
