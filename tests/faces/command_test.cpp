// What a reader types at a step.
#include "faces/command.h"

#include "base/problem.h"
#include "catch.h"
#include "faces/keys.h"
#include "faces/problems.h"

namespace procdemo::faces {

TEST_CASE("commands are read as the design has them") {
  const std::vector<std::pair<std::string, Command>> commands = {
      {"", request::Go{}},
      {" n ", request::Go{}},
      {"P.1", request::Go{"P.1"}},
      {"P.1/t2", request::Go{"P.1/t2"}},
      {"2", command::Number{2}},
      {"b", request::Back{1}},
      {"b30", request::Back{30}},
      {"c", request::Continue{}},
      {"c:P.1", request::Continue{.process = "P.1"}},
      {"c:17", request::Continue{.line = 17}},
      {"c:fork", request::Continue{.event = "fork"}},
      {"c:@40", request::Continue{.step = 40}},
      {"k INT", request::Signal{"INT", ""}},
      {"k TERM P.1", request::Signal{"TERM", "P.1"}},
      {"i two words", request::Input{"two words\n"}},
      {"i", request::Input{"\n"}},
      {"x a page.md", command::Export{"a page.md"}},
      {"q", request::Quit{}},
      {"?", command::Help{}},
      {"w", command::Why{}},
      {"w:P.1", request::Why{.process = "P.1"}},
      {"w:12", request::Why{.seq = 12}},
      {"s", command::Look{command::Look::At::source}},
      {"t", command::Look{command::Look::At::tree}},
      {"v", command::Look{command::Look::At::variables}},
  };
  for (const auto& [text, command] : commands) {
    CAPTURE(text);
    CHECK(read_command(text) == command);
  }
}

TEST_CASE("what is no command is none") {
  for (const char* text : {"0",       "-1",          "1.5",     "b0",     "b-1",  "bx",   "c:",
                           "c:0",     "c:nothing",   "quit",    "p",      "n n",  "w:",   "w:0",
                           "w:x",     "k",           "k INT 7", "c:@0",   "c:@x", "\xff", "k SIG",
                           "k SIG P", "k SIGSIGINT", "k SIG\r", "k I\x01"}) {
    CAPTURE(text);
    CHECK_FALSE(read_command(text));
  }
}

TEST_CASE("what is asked for is written as it would be typed") {
  for (const char* key : {"n", "P.1", "b3", "c", "c:P.1", "c:17", "c:fork", "c:@40", "i two words",
                          "k INT", "k TERM P.1", "w:P.1", "w:12", "q"}) {
    const auto command = read_command(key);
    REQUIRE(command);
    CHECK(key_of(std::get<ReaderRequest>(*command)) == key);
  }
  CHECK(key_of(request::Signal{"SIGINT", ""}) == "k INT");
  CHECK(read_command("k SIGINT P.1") == read_command("k INT P.1"));
  CHECK_FALSE(key_of(request::Input{"no newline"}));
  CHECK_FALSE(key_of(request::Input{"two\nlines\n"}));
  CHECK_FALSE(key_of(request::Stop{}));
}

TEST_CASE("keys are separated by blanks, and quoted where one stands in them, as for a shell") {
  using Keys = std::vector<std::string>;
  CHECK(keys_in("  n  b3 \"i two words\" c") == Keys{"n", "b3", "i two words", "c"});
  CHECK(keys_in("'i two words' i\\ it\\'s\nc") == Keys{"i two words", "i it's", "c"});
  CHECK(keys_in("\"i say \\\"hi\\\" $1\" q") == Keys{"i say \"hi\" $1", "q"});
  CHECK(keys_in("\"\"") == Keys{""});
  for (const Keys& keys :
       {Keys{"n", "i a \"b\" c", "\"", "", "i ''", "i \\n\n", "$(x) `", "\t"}, Keys{}}) {
    CHECK(keys_in(text_of_keys(keys)) == keys);
  }
  for (const auto& [text, at] : {std::pair("n 'i open", "3"), {"i\\ 你\"x", "5"}}) {
    try {
      keys_in(text);
      FAIL("it is open");
    } catch (const Problem& problem) {
      CHECK(problem.is(FaceProblem::keys_open));
      CHECK(problem.args().at(1) == at);
    }
  }
  CHECK(with_keys("procdemo fork --keys {0} x", "i it's") == "procdemo fork --keys 'i it'\\''s' x");
}

}  // namespace procdemo::faces
