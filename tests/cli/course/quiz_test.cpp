// A run whose reader is asked questions: by --quiz at a terminal, by --answers from a file.
#include <fstream>

#include "base/files/user_file.h"
#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"

namespace procdemo::cli::test {
namespace {

using lesson::fixture::Folder;

Result answered(const Folder& folder, const std::string& answers,
                const std::vector<std::string>& more = {}) {
  std::vector<std::string> words = {"fork", "--rounds", "1", "--answers",
                                    folder.write("answers.toml", answers).string()};
  words.insert(words.end(), more.begin(), more.end());
  return procdemo(words);
}

}  // namespace

TEST_CASE("answers from a file are graded, wrong ones with what shows it") {
  const Folder folder;
  const Result run = answered(folder, "first = [\"c\", \"?\", \"a\"]\nbegins = \"b\"\n");
  CHECK(run.status == 0);
  CHECK(run.err.empty());
  CHECK(has(run.out, "Does one of them wait for the other?"));
  CHECK(has(run.out, "Not so: a, the parent, always."));
  CHECK(has(run.out, "procdemo fork --schedule fork:rounds=1:any-sleep"));
  CHECK(has(run.out, "Right: b, where fork() returns"));
  CHECK(has(run.out, "Questions: 1 of 2 answered right."));
  CHECK_FALSE(has(run.out, "What does fork() return in the child?"));

  // The run stands still before what it is asked about.
  CHECK(run.out.find("Where does the child begin") < run.out.find("P.1      | --1--"));
}

TEST_CASE("an order that shows that an answer is wrong is given as it is typed, of a folder, too") {
  const Folder folder;
  lesson::fixture::write_lesson(folder, "mine", R"(name = "demo"
order = 90
program = "demo.cpp"
title = { en = "Two", zh = "两个" }
summary = { en = "Two print", zh = "两个都打印" }

[[question]]
id = "first"
asked = "before"
words = { en = "Who prints first?", zh = "谁先打印？" }
choice = [
  { words = { en = "P, always", zh = "总是 P" }, holds = { orders = "every", before = [{ event = "line", process = "P" }, { event = "line", process = "P.1" }] } },
  { words = { en = "either", zh = "都可能" }, holds = { orders = "some", before = [{ event = "line", process = "P.1" }, { event = "line", process = "P" }] } },
]

[[question]]
id = "outputs"
asked = "after"
run = "demo"
words = { en = "Which outputs are possible?", zh = "可能有哪些输出？" }
output = [{ lines = ["a", "a"] }, { lines = ["b", "b"] }]
)");
  folder.write(
      "mine/demo.cpp",
      "#include <cstdio>\n#include <unistd.h>\nint main() {\n  fork();\n  std::puts(\"a\");\n}\n");
  const std::string mine = folder.path() / "mine";
  const std::string answers =
      folder.write("answers.toml", "first = \"a\"\noutputs = \"b\"\n").string();
  const Result run = procdemo({"run", mine, "--answers", answers});
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
  const std::string command = "procdemo run " + mine + " --schedule ";
  const std::size_t first = run.out.find(command);
  REQUIRE(first != run.out.npos);
  CHECK(run.out.find(command, first + 1) != run.out.npos);
  const std::size_t token = first + command.size();
  const std::string order = run.out.substr(token, run.out.find('\n', token) - token);
  CHECK(procdemo({"run", mine, "--schedule", order}).status == 0);
}

TEST_CASE("of many events that show an answer the first are told, and how many there are besides") {
  const Folder folder;
  const Result run = answered(folder, "rounds-5 = 6\n");
  const std::size_t shown = run.out.find("This is what happened:");
  REQUIRE(shown != run.out.npos);
  CHECK(
      has(run.out.substr(shown), "   9.000  P.1      | --1--\n            and 2 more like these"));
}

TEST_CASE("what is wrong with a page's question is told with the page's line") {
  const Folder folder;
  const std::string page =
      folder.write("class.md",
                   "# Class\n\n```question\nid = \"q\"\nasked = \"after\"\n"
                   "run = \"fork --round 1\"\nwords = { en = \"How many?\", zh = \"几个？\" }\n"
                   "number = { event = \"line\" }\n```\n");
  const Result run = procdemo({"check", page});
  CHECK(run.status == 1);
  CHECK(has(run.out, "class.md:3: q\n"));
  CHECK(has(run.out, "'--round' in the run 'fork --round 1' is no option of that lesson"));
}

TEST_CASE("an answer to no question of the lesson is refused, with its line") {
  const Folder folder;
  const Result run = answered(folder, "first = \"c\"\nbegin = \"b\"\n");
  CHECK(run.status == 2);
  CHECK(has(run.err, "answers.toml:2"));
  CHECK(has(run.err, "begins"));
}

TEST_CASE(
    "an answer is no longer than one that can be typed, and there are not more than anybody "
    "reads") {
  const Folder folder;
  const Result longer = answered(folder, "first = \"" + std::string(5000, 'a') + "\"\n");
  CHECK(longer.status == 2);
  CHECK(has(longer.err, "'first' has to be string (<= 4096 B)"));
  std::string many = "first = [\"c\"";
  for (int i = 0; i < 1000; ++i) many += ", \"?\"";
  CHECK(has(answered(folder, many + "]\n").err, "'first' has to be [...] (<= 1000)"));
}

TEST_CASE("a program in Python is asked about what it shows, and the rest is named") {
  const Folder folder;
  const std::string answers = folder
                                  .write("answers.toml",
                                         "what-number = \"b\"\nthe-write = \"a\"\n"
                                         "does-sleep-order = \"b\"\n")
                                  .string();
  const Result run = procdemo({"isolation", "--in", "python", "--answers", answers});
  CHECK(run.status == 0);
  CHECK(run.err.empty());
  CHECK(has(run.out, "only the program in C++ shows the answer: the-write\n"));
  CHECK(has(run.out, "Questions: 2 of 2 answered right."));
}

TEST_CASE("nobody is asked who is not there, and what does not go together is refused") {
  const Result run = procdemo({"pid", "--quiz"});
  CHECK(run.status == 0);
  CHECK(has(run.err, "--answers FILE"));
  CHECK_FALSE(has(run.out, "Question:"));
  CHECK(procdemo({"fork", "--quiz", "--format", "jsonl"}).status == 2);
  CHECK(procdemo({"fork", "--quiz", "--step"}).status == 2);
}

TEST_CASE("at a terminal an answer can be changed until it is stayed with, and is remembered") {
  const Folder home;
  Terminal terminal({"fork", "--rounds", "1", "--quiz"}, 80,
                    {.environment = {{"XDG_STATE_HOME", home.path()}}});
  terminal.read_until("Your answer");
  terminal.type("x\r");
  terminal.read_until("'x' is no answer here");
  terminal.read_until("Your answer", 2);
  terminal.type("a\r");
  terminal.read_until("or another one>");
  terminal.type("c\r");
  terminal.read_until("or another one>", 2);
  terminal.type("\r");
  terminal.read_until("Right: c, either");
  for (int asked = 3; asked <= 5; ++asked) {
    terminal.read_until("Your answer", asked);
    terminal.type("\r");
  }
  const Result run = terminal.finish();
  CHECK(run.status == 0);
  CHECK(has(run.out, "Questions: 1 of 1 answered right."));
  const std::string kept = read_user_file((home.path() / "procdemo/progress.json").string());
  CHECK(has(kept, "\"answer\": \"c\""));
  CHECK(has(kept, "\"tries\": 1"));
}

TEST_CASE("questions are listed without their answers, and exported with them") {
  const Result text = procdemo({"questions", "fork"});
  CHECK(text.status == 0);
  CHECK(has(text.out, "returns\n"));
  CHECK(has(text.out, "  b  0\n"));
  const Result gift = procdemo({"questions", "fork", "--format", "gift"});
  CHECK(gift.status == 0);
  CHECK(has(gift.out, "::fork/rounds-5::[plain]"));
  CHECK(has(gift.out, "{#=10"));
  CHECK(has(gift.out, "\n  =0\n"));
  CHECK(procdemo({"questions"}).status == 2);
}

}  // namespace procdemo::cli::test
