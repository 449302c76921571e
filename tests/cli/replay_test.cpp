// Recorded runs, played again.
#include <sys/stat.h>

#include <fstream>

#include "base/fd.h"
#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"

namespace procdemo::cli::test {
namespace {

/// Runs WORDS with --record and this display; then plays the record in the same display.
void check_played(std::vector<std::string> words, const std::vector<std::string>& display) {
  const fixture::Folder folder;
  const std::string file = folder.path() / "run.jsonl";
  std::vector<std::string> run = {"--record", file};
  run.insert(run.end(), display.begin(), display.end());
  run.insert(run.end(), words.begin(), words.end());
  const Result ran = procdemo(run);
  std::vector<std::string> replay = {"replay", file};
  replay.insert(replay.end(), display.begin(), display.end());
  const Result played = procdemo(replay);
  CAPTURE(words, display, played.err);
  CHECK(played.out == ran.out);
  CHECK(played.status == 0);
  CHECK(played.err.empty());
}

std::string recorded(const fixture::Folder& folder, std::vector<std::string> words) {
  const std::string file = folder.path() / "run.jsonl";
  words.insert(words.begin(), {"--record", file});
  CHECK(procdemo(words).status == 0);
  return file;
}

}  // namespace

TEST_CASE("playing a trace gives exactly the text that the run gave") {
  for (const std::string format : {"lanes", "plain", "jsonl"}) {
    for (const std::string language : {"en", "zh"}) {
      const std::vector<std::string> display = {"--format", format, "--lang", language};
      check_played({"isolation", "--speed", "100"}, display);
      check_played({"multi-fork", "--no-tty"}, display);
    }
  }
  check_played({"fork", "--speed", "100"}, {"--color", "always", "--format", "lanes"});
}

TEST_CASE("whatever a program prints, executes and is called, its trace tells the same") {
  const std::string script =
      "printf 'a\\377\\033[2J\\n\\r\\200'; printf '\\342\\200\\256x' >&2; $(printf 'b\\376'); kill "
      "$$";
  for (const std::string format : {"lanes", "plain", "jsonl"}) {
    check_played({"watch", "--", "sh", "-c", script, "\xff\x1b]0;x\x07"}, {"--format", format});
  }
}

TEST_CASE("a trace is played in another language and display than its run") {
  const fixture::Folder folder;
  const std::string file = recorded(folder, {"multi-fork", "--lang", "en"});
  const Result chinese = procdemo({"replay", file, "--lang", "zh", "--format", "lanes"});
  CHECK_THAT(chinese.out, contains("两次 fork，四个进程") && contains("● P "));
  const Result narrow =
      procdemo({"replay", file, "--format", "lanes"}, {.environment = {{"COLUMNS", "30"}}});
  CHECK_THAT(narrow.out, !contains("● P "));
}

TEST_CASE("a trace is played from standard input, and at the speed asked for") {
  const fixture::Folder folder;
  const std::string file = recorded(folder, {"fork", "--rounds", "1", "--speed", "100"});
  const Result piped = run_command({"sh", "-c", "\"$0\" replay - < \"$1\"", procdemo_path(), file});
  CHECK(piped.out == procdemo({"replay", file}).out);
  CHECK(procdemo({"replay", file, "--speed", "100"}).out == piped.out);
  CHECK(procdemo({"replay", file, "--speed", "max"}).out == piped.out);
}

TEST_CASE("a trace that was cut is played as far as it goes, and that is said") {
  const fixture::Folder folder;
  const std::string whole = read_file(recorded(folder, {"multi-fork"}));
  const std::string text = procdemo({"replay", folder.path() / "run.jsonl"}).out;
  const std::string cut = folder.write("cut.jsonl", whole.substr(0, whole.size() / 2));
  const Result result = procdemo({"replay", cut});
  CHECK(result.status == 2);
  CHECK(text.starts_with(result.out));
  CHECK_FALSE(result.out.empty());
  CHECK(lines_of(result.err).size() == 1);
  CHECK_THAT(result.err, contains("ends in the middle of the run"));
}

TEST_CASE("what is no trace gets a sentence, and nothing on standard output") {
  const fixture::Folder folder;
  const std::vector<std::pair<std::string, std::string>> files = {
      {"", "is empty"},
      {"hello\n", "is no recorded run"},
      {"{\"type\":\"run\",\"version\":2}\n", "newer procdemo"},
  };
  for (const auto& [text, sentence] : files) {
    const Result result = procdemo({"replay", folder.write("bad.jsonl", text)});
    CAPTURE(text, result.err);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    CHECK(lines_of(result.err).size() == 1);
    CHECK_THAT(result.err, contains(sentence) && contains("bad.jsonl"));
  }
  CHECK_THAT(procdemo({"replay", folder.path() / "none"}).err, contains("No such file"));
  CHECK_THAT(procdemo({"replay"}).err, contains("replay needs a recorded trace"));
  CHECK(procdemo({"replay", "x", "--speed", "0"}).status == 2);
}

TEST_CASE("a reader that goes ends a replay quietly") {
  const fixture::Folder folder;
  const std::string file = recorded(folder, {"multi-fork"});
  const Result gone = procdemo({"replay", file}, {.reader_gone = true});
  CHECK(gone.status == 141);
  CHECK(gone.err.empty());
}

}  // namespace procdemo::cli::test
