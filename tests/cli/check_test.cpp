// procdemo check: claims and console blocks, on teachers' files as on procdemo's own lessons.
#include <nlohmann/json.hpp>

#include <csignal>
#include <fstream>

#include "base/fd.h"
#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"
#include "machine.h"

namespace procdemo::cli::test {
namespace {

std::string console(const std::string& lines) {
  return "```console\n" + lines + "```\n";
}

/// `procdemo check` of a page with this text.
Result check_page(const std::string& text, std::vector<std::string> words = {}) {
  const fixture::Folder folder;
  words.insert(words.begin(), {"check", folder.write("page.md", text)});
  return procdemo(words);
}

/// A program that says, in a file beside the page, which directory it runs in.
const std::string tell_folder = "$ procdemo watch -- sh -c 'pwd > where; SCRIPT'\n...\n";

std::string telling(std::string script) {
  std::string lines = tell_folder;
  return lines.replace(lines.find("SCRIPT"), 6, script);
}

}  // namespace

TEST_CASE("a page's blocks are run, and what they print is as the page says") {
  const Result result =
      check_page("# A page\n\n" + console("$ procdemo --version\nprocdemo [..]\n") +
                 console("$ procdemo watch --schedule round-robin -- sh -c 'echo hello'\n"
                         "Watching sh -c [..]\n...\n   0.000  P        | hello\n...\n"));
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("✓ ") && contains("blocks: 2") && contains("2 passed, 0 failed"));
  CHECK(result.err.empty());
}

TEST_CASE("what a page says wrongly is told with file, line and difference") {
  const Result result = check_page(console("$ procdemo --version\nprocdemo 77\nand more\n"));
  CHECK(result.status == 1);
  CHECK_THAT(result.out, contains("✗ ") && contains("page.md:2: procdemo --version") &&
                             contains("it printed something else"));
  CHECK_THAT(result.out, contains("3 - procdemo 77") && contains("4 - and more") &&
                             contains("+ procdemo " PROCDEMO_VERSION));
  CHECK_THAT(result.out, contains("The first that failed: ") && contains("page.md:2"));
}

TEST_CASE("a status other than 0 is expected where the block says so") {
  need_terminals();
  const std::string refused = "procdemo: there is no option --nothing; [..]\n";
  CHECK(check_page(console("$ procdemo list --nothing\n? 2\n" + refused)).status == 0);
  const Result other = check_page(console("$ procdemo list --nothing\n" + refused));
  CHECK(other.status == 1);
  CHECK_THAT(other.out, contains("ended with status 2, not 0"));
  const Result silent = check_page(console("$ procdemo list --nothing\n...\n"));
  CHECK_THAT(silent.out, contains("ended with status 2, not 0") && contains("no option --nothing"));
  CHECK(check_page(console("$ procdemo watch -- sh -c 'exit 7'\n? 7\n...\n")).status == 0);
}

TEST_CASE("[pid NAME] stands for the PID of the run, in raw output and in canonical") {
  need_terminals();
  const std::string raw = "$ procdemo watch -- sh -c 'echo $$'\n...\n[..]| [pid P]\n...\n";
  const std::string stable =
      "$ procdemo watch --stable -- sh -c 'echo $$'\n...\n[..]| [pid P]\n...\n";
  const std::string wrong = "$ procdemo watch -- sh -c 'echo x$$'\n...\n[..]| [pid P]\n...\n";
  CHECK(check_page(console(raw)).status == 0);
  CHECK(check_page(console(stable)).status == 0);
  CHECK(check_page(console(wrong)).status == 1);
}

TEST_CASE("blocks in Chinese pages run in Chinese") {
  need_terminals();
  const fixture::Folder folder;
  const std::string block = console("$ procdemo watch -- true\n观察 true\n...\n");
  CHECK(procdemo({"check", folder.write("zh.md", block)}).status == 0);
  CHECK(procdemo({"check", folder.write("walk.zh.md", block)}).status == 0);
  CHECK(procdemo({"check", folder.write("walk.md", block)}).status == 1);
  const std::string own = console("$ procdemo watch --lang zh -- true\n观察 true\n...\n");
  CHECK(procdemo({"check", folder.write("own.md", own)}).status == 0);
}

TEST_CASE("a block's runs share an empty directory, which is their temporary one") {
  need_terminals();
  CHECK(check_page(console("$ procdemo watch --record run.jsonl -- echo hi\n...\n"
                           "$ procdemo replay run.jsonl\n...\n[..]| hi\n...\n"))
            .status == 0);
  const Result result =
      check_page(console("$ procdemo watch -- sh -c '[ \"$(ls -A)\" = page.md ] && [ $PWD = "
                         "$TMPDIR ] && echo only'\n...\n[..]| only\n...\n"));
  CAPTURE(result.out);
  CHECK(result.status == 0);
}

TEST_CASE("nothing of a check is left behind") {
  need_terminals();
  const fixture::Folder folder;
  folder.write("where", "");
  const std::string page = folder.write("page.md", console(telling("touch much more")));
  CHECK(procdemo({"check", page}).status == 0);
  const std::string where = lines_of(read_file(folder.path() / "where")).at(0);
  CHECK_THAT(where, contains("/tmp/procdemo-"));
  CHECK_FALSE(std::filesystem::exists(where));
  CHECK_FALSE(std::filesystem::exists(std::filesystem::path(where).parent_path()));
}

TEST_CASE("what lies beside a teacher's page is at hand in its blocks") {
  need_terminals();
  const fixture::Folder folder;
  folder.write("homework.sh", "echo mine; touch here\n");
  folder.write("page.md", console("$ procdemo watch -- sh ./homework.sh\n...\n[..]| mine\n...\n"));
  const Result result = procdemo({"check", folder.path() / "page.md"});
  CAPTURE(result.out);
  CHECK(result.status == 0);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "here"));
}

TEST_CASE("--update rewrites what no longer holds, and nothing else") {
  need_terminals();
  const fixture::Folder folder;
  const std::string before =
      "# Page\n\ntext\n\n" +
      console(
          "$ procdemo watch --schedule round-robin -- sh -c 'echo new; exit 3'\n"
          "Watching [..]\n...\n   0.000  P        | old\n...\n") +
      "after\n" + console("$ procdemo --version\nprocdemo [..]\n") + console("$ g++ --version\n");
  const std::string file = folder.write("page.md", before);
  CHECK(procdemo({"check", file}).status == 1);
  const Result updated = procdemo({"check", "--update", file});
  CAPTURE(updated.out, updated.err);
  CHECK(updated.status == 0);
  CHECK(read_file(file) ==
        "# Page\n\ntext\n\n" +
            console("$ procdemo watch --schedule round-robin -- sh -c 'echo new; exit 3'\n? 3\n"
                    "Watching [..]\n...\n   0.000  P        | new\n...\n") +
            "after\n" + console("$ procdemo --version\nprocdemo [..]\n") +
            console("$ g++ --version\n"));
  CHECK(procdemo({"check", file}).status == 0);
}

TEST_CASE("--update fills an empty block, and the filled one passes") {
  need_terminals();
  const fixture::Folder folder;
  const std::string file =
      folder.write("page.md", console("$ procdemo watch -- sh -c 'echo $$'\n"));
  CHECK(procdemo({"check", "--update", file}).status == 0);
  const std::string page = read_file(file);
  CAPTURE(page);
  CHECK_THAT(page, contains("[..]  P        | [pid P]") && contains("1 process, [..] s, status 0"));
}

TEST_CASE("what is no command of procdemo's is refused") {
  const Result shell = check_page(console("$ procdemo list | head\n"));
  CHECK(shell.status == 1);
  CHECK_THAT(shell.out, contains("no shell here that knows what |"));
  const Result other = check_page(console("$ procdemo --version\n...\n$ rm -rf x\n"));
  CHECK(other.status == 1);
  CHECK_THAT(other.out, contains("only procdemo can be run here, not 'rm -rf x'"));
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
  const std::string page = folder.write("page.md", console("$ procdemo fork --stable\n...\n") +
                                                       console("$ procdemo --version\n[..]\n"));
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
  const std::string page =
      folder.write("page.md", console("$ procdemo watch --schedule round-robin -- sh -c "
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

TEST_CASE("--no-live leaves out what would run live, and that is no failure") {
  const Result result = check_page(console("$ procdemo watch -- true\nnot this\n"), {"--no-live"});
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("it needs the real clock") && contains("1 not checked"));
}

TEST_CASE("what is to be checked has to be there") {
  CHECK(procdemo({"check", "no-such-lesson"}).status == 2);
  CHECK_THAT(procdemo({"check", "frok"}).err, contains("did you mean 'fork'?"));
  CHECK_THAT(procdemo({"check", "none.md"}).err, contains("cannot read none.md"));
  CHECK(procdemo({"check", "--jobs", "0"}).status == 2);
}

TEST_CASE("a folder is checked with all that is in it") {
  const fixture::Folder folder;
  folder.write("a.md", console("$ procdemo --version\n[..]\n"));
  folder.write("deep/b.md", console("$ procdemo --version\nwrong\n"));
  folder.write(".hidden/c.md", console("$ procdemo --version\nwrong\n"));
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
      folder.write("checked.md", console("$ procdemo --version\nprocdemo [..]\n"));
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
    folder.write("page.md", console(telling("sleep 1000; true")));
    Terminal terminal({"check", folder.path() / "page.md"}, 80);
    std::vector<std::string> where;
    while (where.empty()) where = lines_of(read_file(folder.path() / "where"));
    terminal.send(signal);
    CHECK(terminal.finish().status == 128 + signal);
    CHECK_FALSE(std::filesystem::exists(std::filesystem::path(where[0]).parent_path()));
  }
}

}  // namespace procdemo::cli::test
