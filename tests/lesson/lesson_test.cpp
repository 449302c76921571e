// A lesson is read as it is written, and every mistake is told with its file and line.
#include "lesson/lesson.h"

#include "catch.h"
#include "lesson/fixture.h"
#include "lesson/problems.h"

using namespace procdemo::lesson;
using namespace procdemo::lesson::fixture;
using Args = std::vector<std::string>;

namespace {

Problem problem_in(const std::string& toml) {
  const Folder folder;
  const auto lesson = write_lesson(folder, "01-demo", toml);
  return problem_of([&] { load_lesson(lesson); });
}

// Replaces `from` by `to` in the good lesson.toml and checks what is said of it, and that it is
// said of the line where `to` begins, or `at`.
void mistake(const std::string& from, const std::string& to, LessonProblem expected,
             const Args& more, const std::string& at = "") {
  CAPTURE(to);
  const std::string toml = changed(from, to);
  const Problem problem = problem_in(toml);
  CHECK(problem.status() == Status::usage);
  CHECK(problem.is(expected));
  REQUIRE(problem.args().size() == 2 + more.size());
  CHECK(problem.args()[0].ends_with("01-demo/lesson.toml"));
  CHECK(problem.args()[1] == std::to_string(line_of(at.empty() ? to : at, toml)));
  CHECK(Args(problem.args().begin() + 2, problem.args().end()) == more);
}

const std::string verbs = "count, distinct, before, overlap, same, compare";

}  // namespace

TEST_CASE("a good lesson is read whole") {
  const Folder folder;
  const Lesson lesson = load_lesson(write_lesson(folder));
  CHECK(lesson.id == "01-demo");
  CHECK(lesson.name == "demo");
  CHECK(lesson.order == 1);
  CHECK(lesson.title == Wording{"A demo", "演示"});
  CHECK(lesson.program == "demo.cpp");
  CHECK(lesson.watch == Args{"g_num"});
  CHECK(lesson.findings == Args{"never-reaped"});
  CHECK(lesson.limits.processes == 8);
  CHECK(lesson.limits.forks == Limits{}.forks);
  CHECK(lesson.source ==
        Source{"demo.cpp", 5, "int main() {\n  std::puts(\"round 1\");\n  return 0;\n"});
  REQUIRE(lesson.options.size() == 2);
  CHECK(lesson.options[0].highest == 100);
  CHECK(lesson.options[1].choices == Args{"a", "b"});
  REQUIRE(lesson.claims.size() == 2);
  CHECK(lesson.claims[0].line == line_of("[[claim]]", good_toml));
  CHECK(lesson.claims[1].when == OptionValues{{"variant", "b"}});
  CHECK(lesson.page(Language::zh).title == "演示");
  CHECK_FALSE(lesson.guarded);
}

TEST_CASE(
    "a program in Python beside that in C++ is the lesson's, too, and which is run an option") {
  const Folder folder;
  const std::string excerpt = "python = { first = \"round\", last = \"round\" }\nwatch = ";
  const auto path = write_lesson(folder, "01-demo", changed("watch = ", excerpt));
  CHECK(problem_of([&] { load_lesson(path); }).is(LessonProblem::program_missing));
  folder.write("01-demo/demo.py", "import sys\nprint('round 1')\n");
  const Lesson lesson = load_lesson(path);
  CHECK(lesson.python == "demo.py");
  const OptionValues cpp = check_options(lesson, {}),
                     python = check_options(lesson, {{"in", "python"}});
  CHECK_FALSE(is_python(cpp));
  CHECK(is_python(python));
  CHECK(arguments(lesson, python) == Args{"3", "a"});
  CHECK(header(lesson, cpp).source.file == "demo.cpp");
  CHECK(header(lesson, python).source == Source{"demo.py", 2, "print('round 1')\n"});
  CHECK(problem_of([&] { check_options(lesson, {{"in", "ruby"}}); }).is(OptionProblem::not_one_of));

  folder.write("01-demo/lesson.toml", changed("watch = ", "in = \"python\"\nwatch = "));
  CHECK(is_python(check_options(load_lesson(path), {})));
  folder.write("01-demo/lesson.toml", changed("watch = ", "in = \"ruby\"\nwatch = "));
  CHECK(problem_of([&] { load_lesson(path); }).is(LessonProblem::key_type));
}

TEST_CASE("a lesson that needs the real clock needs it for all its claims") {
  const Folder folder;
  const Lesson lesson = load_lesson(write_lesson(
      folder, "01-demo", changed("watch = [", "needs = \"live\"\nprobes = [\"own\"]\nwatch = [")));
  CHECK(lesson.live_only);
  for (const Claim& claim : lesson.claims) CHECK(claim.needs_live);
  CHECK(lesson.probes == std::vector<std::string>{"own"});
}

TEST_CASE("a lesson's folder may be given with a slash, or as where we are") {
  const Folder folder;
  const auto lesson = write_lesson(folder);
  CHECK(load_lesson(lesson / "").id == "01-demo");
  CHECK(load_lesson(lesson / ".").id == "01-demo");
}

TEST_CASE("a run's header has what a narrator needs of the lesson") {
  const Folder folder;
  const Run run = header(load_lesson(write_lesson(folder)), {});
  CHECK(run.lesson == "demo");
  CHECK(run.look == Wording{"The lines.", "看看这几行。"});
  CHECK(run.next == Wording{"- more", "- 更多"});
  CHECK(run.source.first_line == 5);
  REQUIRE(run.claims.size() == 2);
  CHECK(run.claims[1].id == "ordered");
}

TEST_CASE("no folder, no lesson in it") {
  const Folder folder;
  const Problem none = problem_of([&] { load_lesson(folder.path() / "nowhere"); });
  CHECK(none.is(LessonProblem::no_such_folder));
  CHECK(none.args() == Args{(folder.path() / "nowhere").string()});
  const Problem empty = problem_of([&] { load_lesson(folder.path()); });
  CHECK(empty.is(LessonProblem::not_a_lesson));
}

TEST_CASE("what is no TOML is told by what kind of thing is wrong, with line and column") {
  using enum LessonProblem;
  const std::vector<std::pair<std::string, LessonProblem>> all = {
      {"order = = 1", toml_value},
      {"order = ", toml_key},
      {"order = one", toml_value},
      {"order = 1x", toml_value},
      {"order = 0x", toml_value},
      {"order = 2026-13-01", toml_value},
      {"order = tru", toml_value},
      {"order = 1\norder = 2", toml_twice},
      {"order = 1 id = 2", toml_rest},
      {"order 1", toml_key},
      {"= 1", toml_key},
      {"[order", toml_header},
      {"order = [1 2]", toml_list},
      {"order = {a = 1,}", toml_list},
      {"order = \"\\q\"", toml_text},
      {"order = \"one", toml_text},
      {"order = 'one", toml_text},
      {"order = '\xff'", toml_bytes},
  };
  for (const auto& [words, kind] : all) {
    CAPTURE(words);
    const Problem problem = problem_in(changed("order = 1", words));
    CHECK(problem.is(kind));
    REQUIRE(problem.args().size() == 3);
    CHECK(problem.args().at(1) == (kind == toml_twice ? "3" : "2"));
    CHECK(std::stoi(problem.args().at(2)) > 0);
  }
}

TEST_CASE("a limit is what its option may be") {
  using enum LessonProblem;
  mistake("processes = 8", "memory = 1", key_type, {"memory", ">= 16000000"});
  mistake("processes = 8", "seconds = 1e9", key_type, {"seconds", "<= 86400"});
  mistake("processes = 8", "seconds = nan", key_type, {"seconds", ">= 0.1"});
}

TEST_CASE("unknown keys, with the one that was meant") {
  using enum LessonProblem;
  mistake("order = 1", "ordre = 1", key_unknown_nearest, {"ordre", "order"});
  mistake("order = 1", "order = 1\nwarp_core = 1", key_unknown, {"warp_core"}, "warp_core");
  mistake("\"never-reaped\"", "\"never-reapt\"", value_unknown_nearest,
          {"never-reapt", "never-reaped"});
  mistake("\"never-reaped\"", "\"warp-core\"", value_unknown, {"warp-core"});
  mistake("processes = 8", "proceses = 8", key_unknown_nearest, {"proceses", "processes"});
  mistake("{ first =", "{ frist =", key_unknown_nearest, {"frist", "first"});
  mistake("range = [1, 100]", "rnage = [1, 100]", key_unknown_nearest, {"rnage", "range"});
  mistake("values = [\"a\", \"b\"]", "values = [\"a\", \"b\"]\nrange = [1, 2]", key_unknown,
          {"range"}, "range = [1, 2]");
  mistake("evidence = {", "evidnce = {", key_unknown_nearest, {"evidnce", "evidence"});
}

TEST_CASE("missing keys") {
  using enum LessonProblem;
  mistake("name = \"demo\"\n", "", key_missing, {"name"}, "order");
  mistake("program = \"demo.cpp\"\n", "", key_missing, {"program"}, "name");
  mistake(", zh = \"演示\" }", " }", key_missing, {"title.zh"}, "title");
  mistake("id = \"prints\"\n", "", key_missing, {"claim.id"}, "[[claim]]");
  mistake("range = [1, 100]\n", "", key_missing, {"option.range"}, "[[option]]");
  mistake("help = { en = \"how often\", zh = \"几次\" }\n", "", key_missing, {"option.help"},
          "[[option]]");
}

TEST_CASE("values of another type, or that a key does not take") {
  using enum LessonProblem;
  mistake("order = 1", "order = \"one\"", key_type, {"order", "integer"});
  mistake("order = 1", "order = 1979-05-27", key_type, {"order", "integer"});
  mistake("order = 1", "order = 4294967297", key_type, {"order", "1 ... 9999"});
  mistake("order = 1", "order = -1", key_type, {"order", "1 ... 9999"});
  mistake("name = \"demo\"", "name = 7", key_type, {"name", "string"});
  mistake("title = {", "title = \"A demo\" #", key_type, {"title", "table"});
  mistake("zh = \"演示\" }", "zh = \"\" }", key_type, {"zh", "\"...\""});
  mistake("watch = [\"g_num\"]", "watch = \"g_num\"", key_type, {"watch", "array"});
  mistake("watch = [\"g_num\"]", "watch = [1]", key_type, {"watch", "string"});
  mistake("watch = [\"g_num\"]", "view = \"tree\"", key_type, {"view", "\"generations\""});
  mistake("watch = [\"g_num\"]", "needs = \"luck\"", key_type, {"needs", "\"guard\" | \"live\""});
  mistake("processes = 8", "processes = 0", key_type, {"processes", ">= 1"});
  mistake("default = 3", "default = 300", key_type, {"default", "1 ... 100"});
  mistake("range = [1, 100]", "range = [1]", key_type, {"range", "[lowest, highest]"});
  mistake("default = \"a\"", "default = \"c\"", key_type, {"default", "\"a\" | \"b\""});
  mistake("name = \"rounds\"", "name = \"Rounds!\"", key_type, {"name", "\"[a-z][a-z0-9-]*\""});
}

TEST_CASE("an option has a name of its own") {
  using enum LessonProblem;
  for (const std::string name : {"speed", "max-processes", "no-tty", "help"}) {
    mistake("name = \"rounds\"", "name = \"" + name + "\"", option_collides, {name});
  }
  mistake("name = \"variant\"", "name = \"rounds\" # again", option_collides, {"rounds"});
}

TEST_CASE("program, source lines and pages have to be there") {
  using enum LessonProblem;
  mistake("program = \"demo.cpp\"", "program = \"other.cpp\"", program_missing, {"other.cpp"});
  mistake("first = \"int main\"", "first = \"int mian\"", source_not_found, {"int mian"});
  mistake("last = \"return\"", "last = \"#include\"", source_not_found, {"#include"});

  for (const std::string page : {"en.md", "zh.md"}) {
    const Folder folder;
    const auto lesson = write_lesson(folder);
    std::filesystem::remove(lesson / page);
    const Problem problem = problem_of([&] { load_lesson(lesson); });
    CHECK(problem.is(page_missing));
    CHECK(problem.args() == Args{lesson.string(), page});
  }
}

TEST_CASE("a claim has exactly one verb") {
  using enum LessonProblem;
  mistake("count = { event", "cuont = { event", claim_verb, {"prints", verbs}, "[[claim]]");
  mistake("equals = \"{rounds}\"", "equals = 1\ndistinct = { event = \"line\" }", claim_verb,
          {"prints", verbs}, "[[claim]]");
}

TEST_CASE("a claim's form is its verb's") {
  using enum LessonProblem;
  const std::string count = "PATTERN, equals | at_least | at_most";
  const std::string first = "[[claim]]\nid = \"prints\"", second = "[[claim]]\nid = \"ordered\"";
  mistake("equals = \"{rounds}\"\n", "", claim_shape, {"prints", "count", count}, first);
  mistake("equals = \"{rounds}\"", "equals = 1\nmultiset = true", claim_shape,
          {"prints", "count", count}, "multiset = true");
  mistake("before = [{ event = \"start\" }, { event = \"exit\" }]",
          "before = [{ event = \"start\" }]", claim_shape,
          {"ordered", "before", "[PATTERN, PATTERN]"});
  mistake("before =", "same =", claim_shape,
          {"ordered", "same", "[PATTERN, PATTERN], field | fields"}, second);
  mistake("before =", "overlap =", claim_shape,
          {"ordered", "overlap", "[PATTERN, PATTERN], at_most"}, second);
  mistake("before =", "field = \"pid\"\ncompare =", claim_shape,
          {"ordered", "compare", "[PATTERN, PATTERN], field | fields, ratio"}, second);
  mistake("count = { event", "distinct = { event", claim_shape,
          {"prints", "distinct", "PATTERN, field, equals | at_least | at_most"}, first);
  mistake("before =", "at_most = 2\nbefore =", claim_shape,
          {"ordered", "before", "[PATTERN, PATTERN]"});
}

TEST_CASE("patterns name events and fields that there are, and values that these can have") {
  using enum LessonProblem;
  mistake("event = \"line\"", "event = \"lines\"", claim_event, {"prints", "lines"});
  mistake("text = \"round *\"", "txet = \"round *\"", claim_field, {"prints", "txet", "line"});
  mistake("text = \"round *\"", "code = 0", claim_field, {"prints", "code", "line"});
  mistake("event = \"line\", text", "nothing", claim_field, {"prints", "nothing", "*"});
  mistake("event = \"line\", text", "event = \"probe\", args.first", claim_field,
          {"prints", "args.first", "probe"});
  mistake("event = \"line\", text", "event = \"probe\", name.0", key_unknown, {"0"});
  mistake("text = \"round *\"", "fd = \"1\"", key_type, {"fd", "number"});
  mistake("text = \"round *\"", "text = 1", key_type, {"text", "string"});
  mistake("text = \"round *\"", "torn = 1", key_type, {"torn", "boolean"});
  mistake("text = \"round *\"", "fd = { most = 1 }", key_unknown, {"most"});
  mistake("text = \"round *\"", "text = \"{ruonds} *\"", value_unknown_nearest,
          {"ruonds", "rounds"});
  mistake("text = \"round *\"", "text = \"[pid child]\"", value_unknown, {"[pid child]"});
  mistake("equals = \"{rounds}\"", "equals = \"{ruonds}\"", value_unknown_nearest,
          {"ruonds", "rounds"});
  mistake("equals = \"{rounds}\"", "equals = \"three\"", key_type,
          {"equals", "integer | float | \"{...}\""});
  mistake("equals = \"{rounds}\"", "at_least = 1\nequals = 2", key_type,
          {"equals", "equals | at_least, at_most"}, "equals = 2");
  mistake("equals = \"{rounds}\"", "at_least = 5\nat_most = 2", key_type,
          {"at_most", ">= at_least"}, "at_most = 2");
}

TEST_CASE("a claim's scope and evidence name what there is") {
  using enum LessonProblem;
  mistake("equals = \"{rounds}\"", "per = \"lock\"\nequals = 1", claim_field,
          {"prints", "lock", "line"});
  mistake("when = { variant = \"b\" }", "when = { varaint = \"b\" }", key_unknown_nearest,
          {"varaint", "variant"});
  mistake("when = { variant = \"b\" }", "when = { variant = \"c\" }", key_type,
          {"variant", "\"a\" | \"b\""});
  mistake("when = { variant = \"b\" }", "expect = \"maybe\"", key_type, {"expect", "\"broken\""});
  mistake("when = { variant = \"b\" }", "by = \"luck\"", key_type, {"by", "\"sleep\""});
  mistake("when = { variant = \"b\" }", "needs = \"guard\"", key_type, {"needs", "\"live\""});
  mistake("{ en = \"{1.count} lines\"", "{ en = \"{1.code} lines\"", claim_field,
          {"prints", "code", "line"});
  mistake("{ en = \"{1.count} lines\"", "{ en = \"{2.count} lines\"", value_unknown, {"{2.count}"});
  mistake("id = \"ordered\"", "id = \"prints\" # again", claim_twice, {"prints"});
}
