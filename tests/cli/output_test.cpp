// Standard output and the file of --record: gone, full, closed.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"

namespace procdemo::test {
namespace {

void check_one_sentence(const Result& result, const std::string& part) {
  CAPTURE(result.err);
  CHECK(lines_of(result.err).size() == 1);
  CHECK_THAT(result.err, contains("procdemo: ") && contains(part));
}

std::string quoted(const std::string& word) {
  return "'" + word + "'";
}

/// The shell's view of `procdemo WORDS | head -1`: procdemo's own status.
Result into_head(const std::string& words) {
  const std::string script = quoted(PROCDEMO) + " " + words + " | head -1; exit ${PIPESTATUS[0]}";
  return run_command({"bash", "-c", script});
}

}  // namespace

TEST_CASE("a full disk is told, with status 3, 125 under watch") {
  const Desk full = {.output = "/dev/full"};
  for (const std::vector<std::string>& words : {std::vector<std::string>{"list"},
                                                {"show", "fork"},
                                                {"--help"},
                                                {"fork", "--speed", "50"}}) {
    const Result result = procdemo(words, full);
    CAPTURE(words);
    CHECK(result.status == 3);
    check_one_sentence(result, "No space left on device");
  }
  CHECK(procdemo({"watch", "echo", "hi"}, full).status == 125);
}

TEST_CASE("a closed standard output is told") {
  const Desk closed = {.output_closed = true};
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"list"}, {"fork", "--speed", "50"}}) {
    const Result result = procdemo(words, closed);
    CHECK(result.status == 3);
    check_one_sentence(result, "Bad file descriptor");
  }
}

TEST_CASE("a reader that goes ends the run quietly") {
  for (const std::string words : {"fork", "watch -- yes", "fork --format jsonl"}) {
    const Result result = into_head(words);
    CAPTURE(words, result.err);
    CHECK(result.status == 141);
    CHECK(result.err.empty());
    CHECK(lines_of(result.out).size() == 1);
  }
}

TEST_CASE("a reader that was gone before ends every command quietly") {
  const Desk unread = {.reader_gone = true};
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"list"}, {"show", "fork"}, {"--help"}, {"doctor"}, {"fork"}}) {
    const Result result = procdemo(words, unread);
    CAPTURE(words);
    CHECK(result.status == 141);
    CHECK(result.err.empty());
  }
}

TEST_CASE("the program gets SIGPIPE as procdemo got it") {
  // Where SIGPIPE is not ignored, bash says nothing and yes(1) dies of it: 141.
  const Result result =
      procdemo({"watch", "--", "bash", "-c", "yes | true; exit ${PIPESTATUS[0]}"});
  CHECK(result.status == 141);
}

TEST_CASE("a recording that cannot be written is told, and nothing of it is kept") {
  const Result full = procdemo({"fork", "--speed", "50", "--record", "/dev/full"});
  CHECK(full.status == 3);
  check_one_sentence(full, "recording to /dev/full failed: No space left on device");
  CHECK(procdemo({"watch", "--record", "/dev/full", "true"}).status == 125);
}

TEST_CASE("a run that is refused leaves no recording") {
  const fixture::Folder folder;
  const std::string file = folder.path() / "trace.jsonl";
  CHECK(procdemo({"watch", "--record", file, "no-such-command"}).status == 127);
  CHECK(procdemo({"fork", "--record", file, "--speed", "0"}).status == 2);
  CHECK(std::filesystem::is_empty(folder.path()));
}

}  // namespace procdemo::test
