#include "cli/quiz/answerer.h"

#include <unistd.h>

#include "cli/print.h"
#include "show/terminal/escape.h"

namespace procdemo::cli {

void Answerer::show(std::string_view text) {
  print(text);
}

void TypingReader::drop_blank() {
  if (::isatty(lines_.fd()) == 1) lines_.drop_blank();
}

std::optional<std::string> TypingReader::next(const questions::Question&,
                                              const std::string& prompt) {
  print(prompt);
  auto line = lines_.next();
  if (!line) print("\n");
  return line;
}

std::optional<std::string> AnswersOfFile::next(const questions::Question& question,
                                               const std::string& prompt) {
  const std::vector<std::string>& lines = answers_.at(question.id);
  std::size_t& taken = taken_[question.id];
  std::string line = taken < lines.size() ? lines[taken++] : "";
  print(prompt + escaped(line) + "\n");
  return line;
}

}  // namespace procdemo::cli
