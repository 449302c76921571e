#include "replays/shell_words.h"

#include <stdexcept>

#include "catch.h"

using namespace procdemo::replays;

namespace {

using Words = std::vector<std::string>;

std::string complaint_about(const std::string& line) {
  try {
    shell_words(line);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("words are parted at blanks, and kept together by quotes") {
  CHECK(shell_words("procdemo  fork\t--rounds 2 ") == Words{"procdemo", "fork", "--rounds", "2"});
  CHECK(shell_words("sh -c 'echo $x | cat'") == Words{"sh", "-c", "echo $x | cat"});
  CHECK(shell_words("\"a b\"'c d'e\\ f \"\\\"\\x\"") == Words{"a bc de f", "\"\\x"});
  CHECK(shell_words("'' \"\"") == Words{"", ""});
  CHECK(shell_words("fork # a remark") == Words{"fork"});
  CHECK(shell_words("a#b") == Words{"a#b"});
  CHECK(shell_words("").empty());
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
