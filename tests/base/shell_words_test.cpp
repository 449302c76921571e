#include "base/text/shell_words.h"

#include <stdexcept>

#include "catch.h"

using namespace procdemo::base;

namespace {

using Words = std::vector<std::string>;

std::string complaint_about(const std::string& line) {
  try {
    shell_words(line, ShellText::command);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

Words words_of(const std::string& line) {
  return shell_words(line, ShellText::command);
}

}  // namespace

TEST_CASE("words are parted at blanks, and kept together by quotes") {
  CHECK(words_of("procdemo  fork\t--rounds 2 ") == Words{"procdemo", "fork", "--rounds", "2"});
  CHECK(words_of("sh -c 'echo $x | cat'") == Words{"sh", "-c", "echo $x | cat"});
  CHECK(words_of("\"a b\"'c d'e\\ f \"\\\"\\x\"") == Words{"a bc de f", "\"\\x"});
  CHECK(words_of("'' \"\"") == Words{"", ""});
  CHECK(words_of("fork # a remark") == Words{"fork"});
  CHECK(words_of("a#b") == Words{"a#b"});
  CHECK(words_of("").empty());
}

TEST_CASE("what only a shell understands is refused") {
  CHECK(complaint_about("procdemo fork | head") == "|");
  CHECK(complaint_about("procdemo fork > file") == ">");
  CHECK(complaint_about("procdemo fork; ls") == ";");
  CHECK(complaint_about("echo $HOME") == "$");
  CHECK(complaint_about("echo \"$HOME\"") == "$");
  CHECK(complaint_about("echo 'open") == "'");
  CHECK(complaint_about("echo \"open") == "\"");
}

TEST_CASE("where there is no command, a shell's characters are characters") {
  const auto words = [](const std::string& text) { return shell_words(text, ShellText::words); };
  CHECK(words("a|b \"$x `\" #c") == Words{"a|b", "$x `", "#c"});
  CHECK(words("one\ntwo\tthree") == Words{"one", "two", "three"});
  CHECK(words("'it is' it\\'s \"\\\"\" \\") == Words{"it is", "it's", "\"", "\\"});
}

TEST_CASE("where the quote stands that nothing closes is said") {
  for (const auto& [text, at] :
       {std::pair("n 'i two", 2), {"\"", 0}, {"a\"b\"'c", 4}, {"\"it's", 0}}) {
    CAPTURE(text);
    try {
      shell_words(text, ShellText::words);
      FAIL("there is none");
    } catch (const NoShellWords& wrong) {
      CHECK(wrong.at == static_cast<std::size_t>(at));
    }
  }
}
