// What a reader types at a step.
#include "faces/command.h"

#include "catch.h"

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
  for (const char* text : {"0", "-1", "1.5", "b0", "b-1", "bx", "c:", "c:0", "c:nothing", "quit",
                           "p", "n n", "w:", "w:0", "w:x", "\xff"}) {
    CAPTURE(text);
    CHECK_FALSE(read_command(text));
  }
}

}  // namespace procdemo::faces
