// A lesson's own options, as its user gives them and its program gets them; and what it may leave.
#include <nlohmann/json.hpp>

#include <filesystem>

#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"

namespace procdemo::cli::test {
namespace {

namespace fs = std::filesystem;

const std::string toml = R"(name = "demo"
order = 1
program = "demo.sh"
title = { en = "A demo", zh = "演示" }
summary = { en = "What a demo shows.", zh = "演示一下。" }

[[option]]
name = "src"
kind = "path"
operand = true
default = ""
help = { en = "what to copy", zh = "复制什么" }

[[option]]
name = "dest"
kind = "path"
operand = true
default = ""
help = { en = "where to", zh = "到哪里" }

[[option]]
name = "file"
kind = "path"
default = "{scratch}/list"
help = { en = "the list", zh = "清单" }

[[file]]
path = "{file}"
separator = "|"

[[claim]]
id = "kept"
words = { en = "The file holds what was written", zh = "文件里就是写进去的" }
same = [{ event = "line", text = "wrote *" }, { event = "file", path = "{file}" }]
fields = ["text", "records"]

[[claim]]
id = "nothing"
words = { en = "Nothing was given", zh = "什么也没给" }
when = { src = "" }
count = { event = "line", text = "<> <>" }
equals = 1
)";

// Tells its operands, and keeps a list in the file.
const std::string script = R"(#!/bin/sh
echo "<$1> <$2>"
echo "wrote 1"
printf 'wrote 1|' > "$3"
)";

class Demo {
 public:
  Demo() : lesson_(fixture::write_lesson(folder_, "01-demo", toml)) {
    fs::permissions(folder_.write("01-demo/demo.sh", script), fs::perms::owner_all);
    fs::create_directory(folder_.path() / "tmp");
  }

  Result run(std::vector<std::string> words) const {
    words.insert(words.begin(), {"run", lesson_});
    return procdemo(
        words, {.environment = {{"TMPDIR", folder_.path() / "tmp"}}, .folder = folder_.path()});
  }
  fs::path path(const std::string& name) const { return folder_.path() / name; }

 private:
  fixture::Folder folder_;
  std::string lesson_;
};

}  // namespace

TEST_CASE("operands are words without a name, in their order, and may be left out") {
  const Demo demo;
  const Result both = demo.run({"a b", "--file", "list", "c"});
  CAPTURE(both.out, both.err);
  CHECK(both.status == 0);
  CHECK_THAT(both.out, contains("<a b> <c>"));
  CHECK_THAT(demo.run({"a"}).out, contains("<a> <>"));
  CHECK_THAT(demo.run({"--", "-x"}).out, contains("<-x> <>"));
  const Result none = demo.run({});
  CHECK_THAT(none.out, contains("✓ Nothing was given"));
  CHECK_THAT(demo.run({"a", "b", "c"}).err, contains("'c' is one word too many"));
  CHECK(demo.run({"a", "b", "c"}).status == 2);
  CHECK_THAT(demo.run({"a", ""}).err, contains("one of the words is empty"));
  CHECK(demo.run({"--src", "a"}).status == 2);
}

TEST_CASE("a relative path is the user's, and what is left there stays") {
  const Demo demo;
  const Result result = demo.run({"--file", "list", "--format", "jsonl"});
  CHECK(result.status == 0);
  CHECK_THAT(result.out,
             contains(R"("event":"file","path":"list","size":8,"records":["wrote 1"])"));
  CHECK(fs::exists(demo.path("list")));
}

TEST_CASE("a scratch folder is there for the run, and gone after it") {
  const Demo demo;
  const Result result = demo.run({});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("✓ The file holds what was written"));
  CHECK_THAT(result.out, contains("[scratch]/list: 8 bytes"));
  CHECK_THAT(demo.run({"--format", "jsonl"}).out,
             contains(demo.path("tmp").string() + "/procdemo-"));
  CHECK(fs::is_empty(demo.path("tmp")));
}

TEST_CASE("the help names operands and paths") {
  const Demo demo;
  const std::string help = demo.run({"--help"}).out;
  CHECK_THAT(help, contains("01-demo [SRC] [DEST] [options]"));
  CHECK_THAT(help, contains("\n  SRC "));
  CHECK_THAT(help, contains("--file PATH"));
  CHECK_THAT(help, contains("a folder of the run's own"));
  CHECK_THAT(demo.run({"--help", "--lang", "zh"}).out, contains("结束时删除"));
}

}  // namespace procdemo::cli::test
