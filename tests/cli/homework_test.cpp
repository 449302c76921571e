// watch --claims: a student's program against a teacher's claims.
#include <nlohmann/json.hpp>

#include "base/fd.h"
#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"
#include "machine.h"

namespace procdemo::cli::test {
namespace {

const std::string two_lines =
    "[[claim]]\nid = \"two\"\nwords = \"It prints two lines\"\n"
    "count = { event = \"line\" }\nequals = 2\n";

/// `procdemo watch --claims` with these claims, on a shell script.
Result watch(const std::string& claims, const std::string& script,
             const std::vector<std::string>& options = {}, const Desk& desk = {}) {
  const fixture::Folder folder;
  std::vector<std::string> words = {"watch", "--claims", folder.write("claims.toml", claims)};
  words.insert(words.end(), options.begin(), options.end());
  words.insert(words.end(), {"--", "sh", "-c", script});
  return procdemo(words, desk);
}

}  // namespace

TEST_CASE("claims that hold are status 0, whatever the program's own") {
  const Result result = watch(two_lines, "echo a; echo b; exit 7");
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("✓ It prints two lines") && contains("ends with code 7"));
}

TEST_CASE("a claim that does not hold is status 1, with its evidence") {
  const Result result = watch(two_lines, "echo a");
  CHECK(result.status == 1);
  CHECK_THAT(result.out,
             contains("✗ It prints two lines") && contains("found 1 (exactly 2 expected)"));
  CHECK_THAT(result.out, contains("P prints \"a\" (") && contains("P        ✗ prints \"a\""));
}

TEST_CASE("no report is promised of a run that is stepped") {
  const Result result = watch(two_lines, "echo a", {"--report", "tap", "--step", "--keys", "q"});
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("--report does not go with --step"));
}

TEST_CASE("a claim may ask for the line of the source, and its evidence may name it") {
  need_terminals();
  const fixture::Folder folder;
  const std::string file =
      folder.write("claims.toml",
                   "[[claim]]\nid = \"header\"\nwords = \"The header prints one line\"\n"
                   "count = { event = \"line\", file = \"places_in_header.h\", line = 7 }\n"
                   "equals = 1\nevidence = \"{1.file}, line {1.line}\"\n");
  const Result result =
      procdemo({"watch", "--claims", file, "--evidence", "--", PROGRAMS "/places"});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("places_in_header.h, line 7"));
}

TEST_CASE("why a claim is broken is told with the line of the source") {
  need_terminals();
  const fixture::Folder folder;
  const std::string file =
      folder.write("claims.toml",
                   "[[claim]]\nid = \"twice\"\nwords = \"Twice\"\n"
                   "count = { event = \"line\", text = \"places_in_header.h:7\" }\nequals = 2\n");
  const Result result =
      procdemo({"watch", "--claims", file, "--lang", "en", "--", PROGRAMS "/places"});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 1);
  CHECK_THAT(result.out,
             contains("P prints \"places_in_header.h:7\"") && contains("(places_in_header.h:7, "));
}

TEST_CASE("claims are checked in controlled order and virtual time") {
  need_terminals();
  CHECK(watch(two_lines, "sleep 1000; echo a; echo b", {"--schedule", "child-first"}).status == 0);
}

TEST_CASE("a limit is status 4, and the file may set it") {
  need_terminals();
  CHECK(watch(two_lines + "[limits]\nseconds = 0.3\n", "sleep 1000").status == 4);
  CHECK(watch(two_lines, "sleep 1000", {"--timeout", "0.3"}).status == 4);
}

TEST_CASE("what can't be checked here is status 3, unless that is allowed") {
  const Desk denied = {.ptrace_denied = true};
  const Result result = watch(two_lines, "echo a; echo b", {}, denied);
  CAPTURE(result.out, result.err);
  CHECK(result.status == 3);
  CHECK_THAT(result.out, contains("not checked: the program ran unobserved"));
  CHECK(watch(two_lines, "echo a; echo b", {"--allow-skipped"}, denied).status == 0);
}

TEST_CASE("mistakes in the claims are told with file and line, as a lesson's are") {
  const Result result = watch(two_lines + "count = 3\n", "true");
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("claims.toml:"));
  CHECK(watch("[[claim]]\nid = \"x\"\n", "true").status == 2);
  CHECK(procdemo({"watch", "--claims", "none.toml", "true"}).status == 2);
  CHECK(procdemo({"watch", "--report", "tap", "true"}).status == 125);
}

TEST_CASE("claims may speak of a file that the program leaves") {
  need_terminals();
  const fixture::Folder folder;
  const std::string claims =
      "[[file]]\npath = \"out.txt\"\n[[claim]]\nid = \"file\"\nwords = \"It wrote both lines\"\n"
      "same = [{ event = \"line\" }, { event = \"file\" }]\nfields = [\"text\", \"records\"]\n";
  const Desk desk = {.folder = folder.path()};
  CHECK(watch(claims, "echo a; echo b; printf 'a\\nb\\n' > out.txt", {}, desk).status == 0);
  CHECK(watch(claims, "echo a; echo b; echo a > out.txt", {}, desk).status == 1);
}

TEST_CASE("a variable that a claim speaks of has to be there") {
  need_terminals();
  CHECK(watch("watch = [\"no_such\"]\n" + two_lines, "true").status == 2);
}

TEST_CASE("reports hold each claim with its evidence, and the program's own status") {
  need_terminals();
  const fixture::Folder folder;
  const std::string file = folder.path() / "report.xml";
  CHECK(watch(two_lines, "echo a; exit 9", {"--report", "junit", "--output", file}).status == 1);
  const std::string xml = read_file(file);
  CHECK_THAT(xml, contains("<property name=\"program\" value=\"9\"/>") &&
                      contains("<property name=\"status\" value=\"1\"/>"));
  CHECK_THAT(xml, contains("name=\"It prints two lines\"") && contains("claims.toml:1"));
  CHECK_THAT(watch(two_lines, "echo a", {"--report", "tap"}).out,
             contains("expected): P prints ") && !contains("#3 P"));
  const Result tap = watch(two_lines, "echo a; echo b", {"--report", "tap"});
  CHECK(tap.out.starts_with("TAP version"));
  CHECK_THAT(tap.out, contains("ok 1 - sh: It prints two lines"));
  CHECK_THAT(tap.err, contains("✓ It prints two lines"));
}

TEST_CASE("a recording of a checked program is played with its claims") {
  const fixture::Folder folder;
  const std::string file = folder.path() / "run.jsonl";
  const Result result = watch(two_lines, "echo a; echo b", {"--record", file});
  CHECK(procdemo({"replay", file}).out == result.out);
}

}  // namespace procdemo::cli::test
