#include "lesson/fixture.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "lesson/reading/claim_reader.h"
#include "lesson/reading/toml.h"

namespace procdemo::lesson::fixture {

namespace fs = std::filesystem;

const std::string good_toml = R"(name = "demo"
order = 1
program = "demo.cpp"
title = { en = "A demo", zh = "演示" }
summary = { en = "What a demo shows.", zh = "演示一下。" }
source = { first = "int main", last = "return" }
watch = ["g_num"]
findings = ["never-reaped"]

[limits]
processes = 8

[[option]]
name = "rounds"
default = 3
range = [1, 100]
help = { en = "how often", zh = "几次" }

[[option]]
name = "variant"
default = "a"
values = ["a", "b"]
help = { en = "which", zh = "哪一种" }

[[claim]]
id = "prints"
words = { en = "It prints {rounds} lines", zh = "它印几行" }
count = { event = "line", text = "round *" }
equals = "{rounds}"
evidence = { en = "{1.count} lines", zh = "{1.count} 行" }

[[claim]]
id = "ordered"
words = { en = "First this, then that", zh = "先这样，再那样" }
when = { variant = "b" }
before = [{ event = "start" }, { event = "exit" }]
)";

const std::string good_program = R"(#include <cstdio>

int g_num = 100;

int main() {
  std::puts("round 1");
  return 0;
}
)";

const std::string good_en =
    "# A demo\n\n## Look at\nThe lines.\n\n## The run\n```sh\nprocdemo demo\n```\n\n"
    "## What it shows\nThat it runs.\n\n## Try next\n- more\n";

const std::string good_zh =
    "# 演示\n\n## 看什么\n看看这几行。\n\n## 运行\n```sh\nprocdemo demo\n```\n\n"
    "## 说明了什么\n能运行。\n\n## 接着试\n- 更多\n";

Folder::Folder() {
  std::string name = (fs::temp_directory_path() / "procdemo-test-XXXXXX").string();
  if (!::mkdtemp(name.data())) throw std::runtime_error("mkdtemp " + name);
  path_ = name;
}

Folder::~Folder() {
  fs::remove_all(path_);
}

fs::path Folder::write(const std::string& name, const std::string& text) const {
  const fs::path file = path_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
  return file;
}

fs::path write_lesson(const Folder& parent, const std::string& id, const std::string& toml) {
  parent.write(id + "/lesson.toml", toml);
  parent.write(id + "/demo.cpp", good_program);
  parent.write(id + "/en.md", good_en);
  parent.write(id + "/zh.md", good_zh);
  return parent.path() / id;
}

std::string changed(const std::string& from, const std::string& to) {
  std::string text = good_toml;
  const std::size_t at = text.find(from);
  if (at == text.npos) throw std::logic_error("the good lesson has no " + from);
  return text.replace(at, from.size(), to);
}

std::string console(const std::string& lines) {
  return "```console\n" + lines + "```\n";
}

int line_of(const std::string& text, const std::string& whole) {
  const std::size_t at = whole.find(text);
  if (at == whole.npos) throw std::logic_error("nowhere: " + text);
  return 1 +
         static_cast<int>(std::count(whole.begin(), whole.begin() + static_cast<long>(at), '\n'));
}

Problem problem_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Problem& problem) {
    return problem;
  }
  throw std::logic_error("no problem came");
}

Claim claim(const std::string& toml) {
  const Folder folder;
  const std::string head = "[[claim]]\nid = \"it\"\nwords = { en = \"it\", zh = \"它\" }\n";
  const Node root = parse_toml(folder.write("lesson.toml", head + toml).string());
  LessonOption rounds, variant;
  rounds.name = "rounds";
  variant.name = "variant";
  variant.kind = LessonOption::Kind::choice;
  variant.choices = {"a", "b"};
  return read_claims(root.at("claim"), {rounds, variant}).front();
}

Events& Events::add(const std::string& process, event::Any what) {
  const int digits = static_cast<int>(std::count(process.begin(), process.end(), '.'));
  const int last = digits == 0 ? 0 : process.back() - '0';
  events_.push_back({events_.size() + 1, 0.5 * static_cast<double>(events_.size()), process,
                     100 + 10 * (digits > 0 ? digits - 1 : 0) + last, std::move(what)});
  return *this;
}

Conditions conditions() {
  Conditions given;
  given.options = {{"rounds", "3"}, {"variant", "a"}};
  return given;
}

Verdict verdict_on(const std::string& toml, const std::vector<Event>& run) {
  return check_claim(claim(toml), run, conditions());
}

// A parent that prints twice and a child that prints once.
Events three_lines() {
  Events run;
  run.add("P", event::Start{{"./demo"}, "", std::nullopt});
  run.add("P", event::Fork{"P.1", 101, "fork", 101});
  run.add("P.1", event::Start{{}, "P", 0});
  run.add("P", line("one")).add("P.1", line("two")).add("P", line("one"));
  return run;
}

event::Line line(const std::string& text) {
  return {1, text, false, false};
}

}  // namespace procdemo::lesson::fixture
