// Reports for machines: TAP that prove(1) takes, JUnit XML of the schema's shape.
#include "replays/report.h"

#include <cstdio>
#include <regex>

#include "base/text/shown.h"
#include "catch.h"
#include "lesson/fixture.h"

using namespace procdemo::replays;
using namespace procdemo::lesson::fixture;

namespace {

using Result = ReportCase::Result;

Report report() {
  Report report{"procdemo check", {{"status", "1"}}, {}};
  report.cases = {
      {"04-fork", "fork() was called once", Result::passed, "P called it", "", "", 0.0012},
      {"04-fork", "a # and a \\", Result::failed, "found 2 (\"1\") <&>", "", "", 0},
      {"page.md", "procdemo fork", Result::failed, "line 3 differs", "   3 - a\n     + b\n",
       "page.md:3", 0.5},
      {"04-fork", "later", Result::skipped, "needs a clock", "", "", 0}};
  return report;
}

void need_command(const std::string& name) {
  if (std::system(("command -v " + name + " >/dev/null").c_str()) != 0)
    SKIP_TEST(name + " is not installed");
}

// What a shell command says of a file with this text, and then whether it was content.
std::string judged(const std::string& command, const std::string& text) {
  const Folder folder;
  const std::string file = folder.write("report", text).string();
  FILE* const pipe = ::popen((command + " '" + file + "' 2>&1").c_str(), "r");
  std::string said;
  for (int c; (c = std::fgetc(pipe)) != EOF;) said += static_cast<char>(c);
  return said + (::pclose(pipe) == 0 ? "ok" : "failed");
}

}  // namespace

TEST_CASE("a TAP report has a plan, a line for each case, and its evidence") {
  CHECK(to_tap(report()) ==
        "TAP version 13\n"
        "1..4\n"
        "# status: 1\n"
        "ok 1 - 04-fork: fork() was called once\n"
        "  ---\n"
        "  evidence: \"P called it\"\n"
        "  duration_ms: 1.200\n"
        "  ...\n"
        "not ok 2 - 04-fork: a \\# and a \\\\\n"
        "  ---\n"
        "  message: \"found 2 (\\\"1\\\") <&>\"\n"
        "  duration_ms: 0.000\n"
        "  ...\n"
        "not ok 3 - page.md: procdemo fork\n"
        "  ---\n"
        "  message: \"line 3 differs\"\n"
        "  at: \"page.md:3\"\n"
        "  details:\n"
        "    - \"   3 - a\"\n"
        "    - \"     + b\"\n"
        "  duration_ms: 500.000\n"
        "  ...\n"
        "ok 4 - 04-fork: later # SKIP needs a clock\n");
}

TEST_CASE("prove reads it, and counts as we do") {
  need_command("prove");
  const std::string said = judged("prove --exec cat", to_tap(report()));
  CHECK_THAT(said, contains("Failed 2/4 subtests") && contains("less 1 skipped subtest"));
  CHECK_THAT(said, !contains("Parse error"));
  CHECK(said.ends_with("failed"));
  Report good = report();
  good.cases.erase(good.cases.begin() + 1, good.cases.begin() + 3);
  CHECK_THAT(judged("prove --exec cat", to_tap(good)), contains("Result: PASS"));
}

TEST_CASE("a JUnit report has a suite for each lesson and page, with their sums") {
  const std::string xml = to_junit(report());
  CHECK_THAT(
      xml,
      contains(
          R"(<testsuites name="procdemo check" tests="4" failures="2" errors="0" time="0.501">)"));
  CHECK_THAT(
      xml,
      contains(
          R"(<testsuite name="04-fork" tests="3" failures="1" errors="0" time="0.001" skipped="1">)"));
  CHECK_THAT(xml, contains(R"(<property name="status" value="1"/>)"));
  CHECK_THAT(
      xml,
      contains(R"(<testcase name="procdemo fork" classname="procdemo.page_md" time="0.500">)"));
  CHECK_THAT(
      xml,
      contains(
          R"(<failure message="found 2 (&quot;1&quot;) &lt;&amp;&gt;" type="claim"></failure>)"));
  CHECK_THAT(xml, contains("type=\"replay\">page.md:3&#10;   3 - a&#10;     + b&#10;</failure>"));
  CHECK_THAT(xml, contains(R"(<skipped message="needs a clock"/>)"));
  CHECK_THAT(xml, contains("<system-out>P called it</system-out>"));
}

TEST_CASE("whatever a program printed, its report is text") {
  CHECK(printable("a\nb") == "a\nb");
  CHECK(printable(std::string("\0\x1b\x7f\xff", 4)) == "\\x00\\x1b\\x7f\\xff");
  CHECK(printable("中\u0085\uFFFE") == "中\\u0085\\ufffe");
  Report hostile{"x\x1b\"<", {{"<\xff", "\x01&"}}, {}};
  const std::string nasty = "\x1b[31m\xff\xfe ]]> --> & < \" ' # \\ \uFFFF\n\u0085";
  for (const Result result : {Result::passed, Result::failed, Result::skipped}) {
    hostile.cases.push_back({nasty, nasty, result, nasty, nasty, nasty, 1e9});
  }
  need_command("xmllint");
  need_command("prove");
  CHECK(judged("xmllint --noout", to_junit(hostile)) == "ok");
  CHECK_THAT(judged("prove --exec cat", to_tap(hostile)), !contains("Parse error"));
}

TEST_CASE("a report that is printed to a terminal leaves it as it is") {
  const std::string nasty =
      "\x1b[31m\x7f\u0085\u009b\u061c\u200b\u200f\u202e\u2028\u2066\ufeff\U000E0041\uE000\xff";
  Report hostile{nasty, {{nasty, nasty}}, {}};
  for (const Result result : {Result::passed, Result::failed, Result::skipped}) {
    hostile.cases.push_back({nasty, nasty, result, nasty, nasty + "\n" + nasty, nasty, 1});
  }
  for (std::string text : {to_tap(hostile), to_junit(hostile)}) {
    std::erase(text, '\n');
    const std::size_t clean = shown_prefix(text);
    INFO(shown(text.substr(clean)));
    CHECK(clean == text.size());
    CHECK_THAT(text, contains("u009b") && contains("u202e") && contains("u200b"));
  }
}

TEST_CASE("times have the form that the schema asks for") {
  const std::regex form(R"(time="[0-9]*\.[0-9]*")");
  const std::string xml = to_junit(report());
  const std::regex any(R"(time="[^"]*")");
  for (std::sregex_iterator time(xml.begin(), xml.end(), any), end; time != end; ++time) {
    CHECK(std::regex_match(time->str(), form));
  }
}
