// A run that was recorded, gone through step by step.
#include <algorithm>

#include "catch.h"
#include "cli/desk.h"
#include "faces/json_client.h"
#include "lesson/fixture.h"
#include "machine.h"

namespace procdemo::cli::test {
namespace {

using faces::test::JsonClient;
namespace request = session::request;

// The file of a run of `fork`; it stays with the folder.
std::string recorded(const lesson::fixture::Folder& folder, std::vector<std::string> words) {
  const std::string file = folder.path() / "run.jsonl";
  words.insert(words.end(), {"--schedule", "round-robin", "--record", file});
  REQUIRE(procdemo(words).status == 0);
  return file;
}

int times(const std::string& text, const std::string& part) {
  int count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("the header of a recorded run is told once, whatever its reader asks for first") {
  need_tracing();
  const lesson::fixture::Folder folder;
  const std::string file = recorded(folder, {"fork"});
  for (const char* keys : {"n c q", "b c b3 c q", "q"}) {
    CAPTURE(keys);
    const Result run = procdemo({"replay", file, "--step", "lines", "--keys", keys});
    CHECK(run.status == 0);
    CHECK(times(run.out, "called once, returns twice") == 1);
  }
}

TEST_CASE("what a recorded run can't be given is refused with a sentence, and nothing changes") {
  need_tracing();
  const lesson::fixture::Folder folder;
  const std::string file = recorded(folder, {"fork"});
  const auto answers = [&](const std::string& language) {
    return procdemo({"replay", file, "--step", "lines", "--lang", language, "--keys",
                     "n i 'i two words' 'k INT' w w:1 w:P n c w q"})
        .out;
  };
  const std::string out = answers("en"), chinese = answers("zh");
  CAPTURE(out, chinese);
  CHECK(times(out, "nothing can be typed into it") == 3);
  CHECK(times(out, "why is asked of processes") == 4);
  CHECK(times(out, "1> ") == 7);
  CHECK(times(chinese, "不能给它输入") == 3);
  CHECK(times(chinese, "要问停住的进程") == 4);
}

TEST_CASE("each step of a recorded run is what somebody does, and the last one is the last act") {
  need_tracing();
  const lesson::fixture::Folder folder;
  const auto lesson = GENERATE(as<std::string>(), "fork", "exit", "multi-fork", "process");
  CAPTURE(lesson);
  JsonClient client({procdemo_path(), "replay", recorded(folder, {lesson}), "--step", "json"});
  client.hear();
  while (!client.end) {
    for (const auto& one : client.asked.ready) {
      CHECK_FALSE(std::holds_alternative<trace::intention::Compute>(one.does));
    }
    client.ask(request::Go{});
  }
  CHECK(has(client.events.back(), R"("event":"summary")"));
  CHECK(client.quit() == 0);
}

TEST_CASE("who leaves a recorded run in its middle has not run out of requests") {
  need_tracing();
  const lesson::fixture::Folder folder;
  JsonClient client({procdemo_path(), "replay", recorded(folder, {"fork"}), "--step", "json"});
  client.hear();
  client.ask(request::Go{});
  CHECK(client.quit() == 0);
}

}  // namespace procdemo::cli::test
