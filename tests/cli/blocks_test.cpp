// procdemo check of a page: its console blocks are run, and compared or filled in.
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

/// `procdemo check` of a page with this text.
Result check_page(const std::string& text, std::vector<std::string> words = {}) {
  const fixture::Folder folder;
  words.insert(words.begin(), {"check", folder.write("page.md", text)});
  return procdemo(words);
}

}  // namespace

TEST_CASE("a page's blocks are run, and what they print is as the page says") {
  const Result result =
      check_page("# A page\n\n" + fixture::console("$ procdemo --version\nprocdemo [..]\n") +
                 fixture::console("$ procdemo watch --schedule round-robin -- sh -c 'echo hello'\n"
                                  "Watching sh -c [..]\n...\n   0.000  P        | hello\n...\n"));
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("✓ ") && contains("blocks: 2") && contains("2 passed, 0 failed"));
  CHECK(result.err.empty());
}

TEST_CASE("what a page says wrongly is told with file, line and difference") {
  const Result result =
      check_page(fixture::console("$ procdemo --version\nprocdemo 77\nand more\n"));
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
  CHECK(check_page(fixture::console("$ procdemo list --nothing\n? 2\n" + refused)).status == 0);
  const Result other = check_page(fixture::console("$ procdemo list --nothing\n" + refused));
  CHECK(other.status == 1);
  CHECK_THAT(other.out, contains("ended with status 2, not 0"));
  const Result silent = check_page(fixture::console("$ procdemo list --nothing\n...\n"));
  CHECK_THAT(silent.out, contains("ended with status 2, not 0") && contains("no option --nothing"));
  CHECK(check_page(fixture::console("$ procdemo watch -- sh -c 'exit 7'\n? 7\n...\n")).status == 0);
}

TEST_CASE("[pid NAME] stands for the PID of the run, in raw output and in canonical") {
  need_terminals();
  const std::string raw = "$ procdemo watch -- sh -c 'echo $$'\n...\n[..]| [pid P]\n...\n";
  const std::string stable =
      "$ procdemo watch --stable -- sh -c 'echo $$'\n...\n[..]| [pid P]\n...\n";
  const std::string wrong = "$ procdemo watch -- sh -c 'echo x$$'\n...\n[..]| [pid P]\n...\n";
  CHECK(check_page(fixture::console(raw)).status == 0);
  CHECK(check_page(fixture::console(stable)).status == 0);
  CHECK(check_page(fixture::console(wrong)).status == 1);
}

TEST_CASE("blocks in Chinese pages run in Chinese") {
  need_terminals();
  const fixture::Folder folder;
  const std::string block = fixture::console("$ procdemo watch -- true\n观察 true\n...\n");
  CHECK(procdemo({"check", folder.write("zh.md", block)}).status == 0);
  CHECK(procdemo({"check", folder.write("walk.zh.md", block)}).status == 0);
  CHECK(procdemo({"check", folder.write("walk.md", block)}).status == 1);
  const std::string own = fixture::console("$ procdemo watch --lang zh -- true\n观察 true\n...\n");
  CHECK(procdemo({"check", folder.write("own.md", own)}).status == 0);
}

TEST_CASE("a block's runs share an empty directory, which is their temporary one") {
  need_terminals();
  CHECK(check_page(fixture::console("$ procdemo watch --record run.jsonl -- echo hi\n...\n"
                                    "$ procdemo replay run.jsonl\n...\n[..]| hi\n...\n"))
            .status == 0);
  const Result result = check_page(
      fixture::console("$ procdemo watch -- sh -c '[ \"$(ls -A)\" = page.md ] && [ $PWD = "
                       "$TMPDIR ] && echo only'\n...\n[..]| only\n...\n"));
  CAPTURE(result.out);
  CHECK(result.status == 0);
}

TEST_CASE("what lies beside a teacher's page is at hand in its blocks") {
  need_terminals();
  const fixture::Folder folder;
  folder.write("homework.sh", "echo mine; touch here\n");
  folder.write("page.md",
               fixture::console("$ procdemo watch -- sh ./homework.sh\n...\n[..]| mine\n...\n"));
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
      fixture::console(
          "$ procdemo watch --schedule round-robin -- sh -c 'echo new; exit 3'\n"
          "Watching [..]\n...\n   0.000  P        | old\n...\n") +
      "after\n" + fixture::console("$ procdemo --version\nprocdemo [..]\n") +
      fixture::console("$ g++ --version\n");
  const std::string file = folder.write("page.md", before);
  CHECK(procdemo({"check", file}).status == 1);
  const Result updated = procdemo({"check", "--update", file});
  CAPTURE(updated.out, updated.err);
  CHECK(updated.status == 0);
  CHECK(read_file(file) ==
        "# Page\n\ntext\n\n" +
            fixture::console(
                "$ procdemo watch --schedule round-robin -- sh -c 'echo new; exit 3'\n? 3\n"
                "Watching [..]\n...\n   0.000  P        | new\n...\n") +
            "after\n" + fixture::console("$ procdemo --version\nprocdemo [..]\n") +
            fixture::console("$ g++ --version\n"));
  CHECK(procdemo({"check", file}).status == 0);
}

TEST_CASE("--update fills an empty block, and the filled one passes") {
  need_terminals();
  const fixture::Folder folder;
  const std::string file =
      folder.write("page.md", fixture::console("$ procdemo watch -- sh -c 'echo $$'\n"));
  CHECK(procdemo({"check", "--update", file}).status == 0);
  const std::string page = read_file(file);
  CAPTURE(page);
  CHECK_THAT(page, contains("[..]  P        | [pid P]") && contains("1 process, [..] s, status 0"));
}

TEST_CASE("what is no command of procdemo's is refused") {
  const Result shell = check_page(fixture::console("$ procdemo list | head\n"));
  CHECK(shell.status == 1);
  CHECK_THAT(shell.out, contains("no shell here that knows what |"));
  const Result other = check_page(fixture::console("$ procdemo --version\n...\n$ rm -rf x\n"));
  CHECK(other.status == 1);
  CHECK_THAT(other.out, contains("only procdemo can be run here, not 'rm -rf x'"));
  const Result above = check_page(fixture::console("$ procdemo run sub/../..\n...\n"));
  CHECK(above.status == 1);
  CHECK_THAT(above.out, contains("'sub/../..' leads out of the page's folder"));
}

TEST_CASE("--no-live leaves out what would run live, and that is no failure") {
  const Result result =
      check_page(fixture::console("$ procdemo watch -- true\nnot this\n"), {"--no-live"});
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("it needs the real clock") && contains("1 not checked"));
}

}  // namespace procdemo::cli::test
