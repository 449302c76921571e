// procdemo explore: claims over all orders.
#include "catch.h"
#include "cli/desk.h"
#include "cli/explore/explored.h"
#include "lesson/fixture.h"

namespace procdemo::cli::test {

using nlohmann::json;

// Neither end has to do with the other, but for what a claim says of them.
TEST_CASE("what only claims tell apart is tried both ways, too") {
  const fixture::Folder folder;
  const auto lesson = fixture::write_lesson(folder, "01-demo", R"(name = "demo"
order = 1
program = "demo.cpp"
title = { en = "Ends", zh = "结束" }
summary = { en = "Who ends first.", zh = "谁先结束。" }

[[claim]]
id = "child-first"
words = { en = "The child ends first", zh = "子进程先结束" }
before = [{ event = "exit", process = "P.1" }, { event = "exit", process = "P" }]

[[claim]]
id = "parent-first"
words = { en = "The parent ends first", zh = "父进程先结束" }
before = [{ event = "exit", process = "P" }, { event = "exit", process = "P.1" }]
)");
  folder.write("01-demo/demo.cpp", "#include <unistd.h>\nint main() { ::fork(); ::_exit(0); }\n");
  const json found = explored({lesson}, 1);
  CHECK(found["complete"] == true);
  CHECK(found["claims"].size() == 2);
  for (const json& claim : found["claims"]) CHECK(claim["holds"] == false);
}

TEST_CASE("a command's runs are checked against a teacher's claims") {
  const fixture::Folder folder;
  folder.write("claims.toml", R"([[claim]]
id = "both-count"
words = "Both updates are counted"
count = { event = "line", process = "P", text = "*2*" }
equals = 1
)");
  const Desk there{.folder = folder.path().string()};
  const std::string program = programs + "lost_update";
  const Result result = procdemo({"explore", "--claims", "claims.toml", "--", program}, there);
  CAPTURE(result.out, result.err);
  CHECK(result.status == 1);
  CHECK_THAT(result.out, contains("✗ Both updates are counted (broken in") &&
                             contains("procdemo watch --claims") && contains("--schedule"));
  CHECK(procdemo({"explore", "--claims", "none.toml", "--", program}, there).status == 2);
  const Result lesson = procdemo({"explore", "--claims", "claims.toml", "fork"}, there);
  CHECK(lesson.status == 2);
  CHECK_THAT(lesson.err, contains("--claims"));
}

TEST_CASE("whoever asks about claims is answered first, and each order shows its lines") {
  const fixture::Folder folder;
  folder.write("claims.toml", R"([[file]]
path = "counter"
[[claim]]
id = "both-count"
words = "Both have counted"
count = { event = "file", path = "*counter", records = ["2"] }
equals = 1
)");
  const Desk there{.folder = folder.path().string()};
  const Result result = procdemo({"explore", "--claims", "claims.toml", "--lang", "en", "--",
                                  programs + "homework_lost_update"},
                                 there);
  CAPTURE(result.out, result.err);
  CHECK(result.status == 1);
  const std::size_t goes_on = result.out.find("The search goes on");
  REQUIRE(goes_on != std::string::npos);
  CHECK(result.out.find("✗ Both have counted") < goes_on);
  CHECK_THAT(result.out, contains("A first look, 3") && contains("lost_update.cpp") &&
                             contains("The search is complete"));
}

TEST_CASE("a first look that has seen every order is all that there is to say") {
  const fixture::Folder folder;
  folder.write("claims.toml",
               "[[claim]]\nid = \"one\"\nwords = \"One line\"\n"
               "count = { event = \"line\" }\nequals = 1\n");
  const Desk there{.folder = folder.path().string()};
  const Result result = procdemo(
      {"explore", "--claims", "claims.toml", "--lang", "en", "--", "/bin/echo", "one"}, there);
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("The search is complete") && !contains("first look"));
}

}  // namespace procdemo::cli::test
