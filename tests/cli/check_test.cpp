// procdemo check: lessons, folders, reports; what it leaves behind.
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include "base/fd.h"
#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"
#include "machine.h"

namespace procdemo::cli::test {
namespace {

/// A program that says, in a file beside the page, which directory it runs in.
const std::string tell_folder = "$ procdemo watch -- sh -c 'pwd > where; SCRIPT'\n...\n";

std::string telling(std::string script) {
  std::string lines = tell_folder;
  return lines.replace(lines.find("SCRIPT"), 6, script);
}

}  // namespace

TEST_CASE("nothing of a check is left behind") {
  need_terminals();
  const fixture::Folder folder;
  folder.write("where", "");
  const std::string page = folder.write("page.md", fixture::console(telling("touch much more")));
  CHECK(procdemo({"check", page}).status == 0);
  const std::string where = lines_of(read_file(folder.path() / "where")).at(0);
  CHECK_THAT(where, contains("/tmp/procdemo-"));
  CHECK_FALSE(std::filesystem::exists(where));
  CHECK_FALSE(std::filesystem::exists(std::filesystem::path(where).parent_path()));
}

TEST_CASE("a lesson's claims are checked under several orders and in its variants") {
  const Result result = procdemo({"check", "multi-fork"});
  CAPTURE(result.out);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("✓ 08-multi-fork: claims: 9, runs: 12"));
  CHECK_THAT(result.out, contains("✓ 08-multi-fork/en.md") && contains("✓ 08-multi-fork/zh.md"));
}

TEST_CASE("a claim that does not hold is told, with its evidence and what shows it again") {
  const fixture::Folder parent;
  const Desk desk = {.environment = {{"XDG_CACHE_HOME", parent.path()}}};
  const std::string folder = fixture::write_lesson(parent);
  const Result result = procdemo({"check", folder}, desk);
  CAPTURE(result.out, result.err);
  CHECK(result.status == 1);  // the program prints one line, three are claimed
  CHECK_THAT(result.out, contains("✗ 01-demo: claims: 2, runs: 8"));
  CHECK_THAT(result.out,
             contains("01-demo/lesson.toml:25: It prints {rounds} lines [parent-first]"));
  CHECK_THAT(result.out,
             contains("to see it: procdemo run ") && contains("--schedule parent-first"));
  CHECK_THAT(result.out, contains("found 1 (exactly 3 expected): P prints") && !contains("#"));
}

TEST_CASE("a report holds every claim and every block") {
  need_terminals();
  const fixture::Folder folder;
  const std::string tap = folder.path() / "report.tap", xml = folder.path() / "report.xml";
  CHECK(procdemo({"check", "fork", "--report", "tap", "--output", tap}).status == 0);
  CHECK_THAT(read_file(tap), contains("fork() was called once [child-first]") &&
                                 contains("evidence: \"P called it, and P.1 was born\""));
  const Result junit = procdemo({"check", "fork", "--report", "junit"});
  CHECK(junit.status == 0);
  CHECK(junit.out.starts_with("<?xml"));
  CHECK_THAT(junit.err, contains("✓ 04-fork"));
  CHECK(procdemo({"check", "fork", "--output", xml}).status == 2);
  CHECK(procdemo({"check", "fork", "--report", "xml"}).status == 2);
  CHECK(procdemo({"check", "fork", "--report", "tap", "--output", "/no/such/folder/x"}).status ==
        2);
}

TEST_CASE("what can't be checked here is no success, unless that is allowed") {
  const Desk denied = {.ptrace_denied = true};
  const fixture::Folder folder;
  const std::string page =
      folder.write("page.md", fixture::console("$ procdemo fork --stable\n...\n") +
                                  fixture::console("$ procdemo --version\n[..]\n"));
  for (const std::string& what : {std::string("fork"), page}) {
    const Result result = procdemo({"check", what}, denied);
    CAPTURE(what, result.out);
    CHECK(result.status == 3);
    CHECK_THAT(result.out, contains("does not allow ptrace"));
    CHECK(procdemo({"check", what, "--allow-skipped"}, denied).status == 0);
  }
}

TEST_CASE("a block whose program the machine refused a process is not checked, and says why") {
  need_ordinary_user();
  const fixture::Folder folder;
  const std::string page = folder.write(
      "page.md", fixture::console("$ procdemo watch --schedule round-robin -- sh -c "
                                  "'(ulimit -u 1 || ulimit -p 1; (echo here); :) 2>/dev/null'\n"
                                  "...\n   0.000  P.1.1    | here\n...\n"));
  std::vector<std::string> words = {procdemo_path(), "check", page};
  if (::geteuid() == 0) {
    words.insert(words.begin(), {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"});
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
  }
  const Result result = run_command(words);
  CAPTURE(result.out, result.err);
  CHECK(result.status == 3);
  CHECK_THAT(result.out, contains("1 not checked") && contains("no more processes"));
}

TEST_CASE("what is to be checked has to be there") {
  CHECK(procdemo({"check", "no-such-lesson"}).status == 2);
  CHECK_THAT(procdemo({"check", "frok"}).err, contains("did you mean 'fork'?"));
  CHECK_THAT(procdemo({"check", "none.md"}).err, contains("cannot read none.md"));
  CHECK(procdemo({"check", "--jobs", "0"}).status == 2);
}

TEST_CASE("a folder is checked with all that is in it") {
  const fixture::Folder folder;
  folder.write("a.md", fixture::console("$ procdemo --version\n[..]\n"));
  folder.write("deep/b.md", fixture::console("$ procdemo --version\nwrong\n"));
  folder.write(".hidden/c.md", fixture::console("$ procdemo --version\nwrong\n"));
  folder.write("notes.txt", "nothing");
  const Result result = procdemo({"check", folder.path()});
  CHECK(result.status == 1);
  CHECK_THAT(result.out, contains("1 passed, 1 failed") && contains("deep/b.md:2"));
}

TEST_CASE("what has nothing to check is no success") {
  const fixture::Folder folder;
  const auto refused = [&](const std::string& word) {
    const Result result = procdemo({"check", word});
    CAPTURE(result.out);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    return result.err;
  };
  CHECK_THAT(refused(folder.path()), contains("has nothing to check: neither a lesson"));
  const std::string plain = folder.write("plain.md", "# A page\n\n```console\n$ ls\n```\n");
  CHECK_THAT(refused(plain), contains("plain.md has nothing to check: no console block"));
  CHECK_THAT(refused(folder.path()), contains("has nothing to check"));
  const std::string checked =
      folder.write("checked.md", fixture::console("$ procdemo --version\nprocdemo [..]\n"));
  CHECK(procdemo({"check", folder.path()}).status == 0);
  CHECK(procdemo({"check", checked, plain}).status == 2);
}

TEST_CASE("a terminal shows how far it is, and the bar is gone at the end") {
  Terminal terminal({"check", "fork"}, 80);
  const Result result = terminal.finish();
  CAPTURE(result.out);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("█") && contains("/14 "));
  CHECK(result.out.rfind("\x1b[K") > result.out.rfind("█"));
}

TEST_CASE("a signal ends a check, and leaves nobody and nothing behind", "[plain]") {
  for (const int signal : {SIGINT, SIGTERM}) {
    const fixture::Folder folder;
    folder.write("where", "");
    folder.write("page.md", fixture::console(telling("sleep 1000; true")));
    Terminal terminal({"check", folder.path() / "page.md"}, 80);
    std::vector<std::string> where;
    while (where.empty()) where = lines_of(read_file(folder.path() / "where"));
    terminal.send(signal);
    CHECK(terminal.finish().status == 128 + signal);
    CHECK_FALSE(std::filesystem::exists(std::filesystem::path(where[0]).parent_path()));
  }
}

}  // namespace procdemo::cli::test
