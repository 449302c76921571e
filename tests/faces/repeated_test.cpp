// What a session says of how it is repeated, and how it ends where nothing more comes.
#include <csignal>
#include <regex>
#include <sstream>

#include "base/pidfd.h"
#include "base/procfs.h"
#include "catch.h"
#include "cli/desk.h"
#include "faces/json_client.h"
#include "machine.h"

namespace procdemo::cli::test {
namespace {

bool shows(const std::string& text, const std::string& what) {
  return text.find(what) != text.npos;
}

std::string cut_between(const std::string& text, const std::string& first,
                        const std::string& last) {
  const auto begin = text.find(first) + first.size();
  return text.substr(begin, text.find(last, begin) - begin);
}

}  // namespace

TEST_CASE("a run in which lines were typed and signals sent names the keys that repeat it") {
  need_tracing();
  const std::vector<std::string> program = {
      "--", "sh", "-c", "trap 'echo caught' INT; read a; echo got $a; (echo b)"};
  const auto with_keys = [&](const std::string& keys) {
    std::vector<std::string> words = {"watch", "--step", "lines", "--plain-marks", "--keys", keys};
    words.insert(words.end(), program.begin(), program.end());
    return procdemo(words);
  };
  const Result run = with_keys("n \"i \\\"it's\\\" b\" n b n \"k INT\" c:fork P.1 b3 c q");
  CAPTURE(run.out, run.err);
  CHECK(shows(run.out, "gets SIGINT from the terminal"));
  CHECK(shows(run.out, "| got \"it's\" b\n"));
  CHECK_FALSE(shows(run.out, "--schedule"));
  std::string keys = cut_between(run.out, "--keys '", "' -- sh");
  keys = std::regex_replace(keys, std::regex("'\\\\''"), "'");
  const Result again = with_keys(keys);
  CAPTURE(keys, again.out);
  const auto told = [](const std::string& text) {  // what the run did, without its prompts
    std::string events;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (std::regex_search(line, std::regex("^ *[0-9]+\\.[0-9]{3} "))) events += line + "\n";
    }
    return events;
  };
  CHECK(told(again.out).ends_with(told(run.out.substr(run.out.rfind("back at step")))));
  CHECK(shows(again.out, keys.substr(0, 10)));
}

TEST_CASE("of an explored order only the steps that are steps in any run are asked about") {
  need_tracing();
  const std::vector<std::string> program = {"--", "sh", "-c", "(echo a) & echo b; wait"};
  std::vector<std::string> words = {"explore", "--limit", "2", "--format", "json"};
  words.insert(words.end(), program.begin(), program.end());
  const std::string token = cut_between(procdemo(words).out, "\"token\":\"", "\"");
  REQUIRE(shows(token, ":files@"));
  words = {"watch",      "--step", "lines",  "--plain-marks",
           "--schedule", token,    "--keys", "n n n b2 P n c q"};
  words.insert(words.end(), program.begin(), program.end());
  const Result run = procdemo(words);
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
  CHECK_FALSE(shows(run.out, "1* P  calls brk()"));
  CHECK_FALSE(shows(run.out, "1* P  calls mmap()"));
  CHECK_FALSE(shows(run.out, "\n0> "));  // what comes before the program's own first step
  CHECK(shows(run.out, "back at step"));
}

TEST_CASE("a session whose input is closed ends, and says where") {
  need_tracing();
  const Result run = run_command(
      {"sh", "-c", "exec \"$@\" <&-", "sh", procdemo_path(), "fork", "--step", "lines"});
  CHECK(run.status == 2);
  CHECK(shows(run.err, "step 0"));
  const Result json =
      run_command({"sh", "-c", "exec \"$@\" <&-", "sh", procdemo_path(), "fork", "--step", "json"});
  CHECK(json.status == 2);
}

TEST_CASE("a session whose observer is killed says so, and is no program's status") {
  need_tracing();
  for (const bool watch : {false, true}) {
    std::vector<std::string> argv = {procdemo_path(), "fork", "--step", "json"};
    if (watch) argv = {procdemo_path(), "watch", "--step", "json", "--", "true"};
    faces::test::JsonClient client(argv);
    client.hear();
    const std::vector<pid_t> workers = children_of(client.pid());
    REQUIRE(workers.size() == 1);
    REQUIRE(send_signal(open_process(workers.front()), SIGKILL) == 0);
    CHECK(client.hear_end() == (watch ? 125 : 3));
    REQUIRE(client.error);
    CHECK(client.error->over);
    CHECK(client.error->status == (watch ? 125 : 3));
    CHECK(shows(client.error->problem, "SIGKILL"));
  }
  // what has failed before it began has its own status, though no request came
  const Result none = run_command({"sh", "-c", "exec \"$@\" </dev/null", "sh", procdemo_path(),
                                   "watch", "--step", "json", "--", "/nowhere/such"});
  CHECK(none.status == 127);
  CHECK_FALSE(shows(none.err, "step 0"));
}

TEST_CASE("what has made a run inexact is said in words, where it can't go back") {
  need_tracing();
  const std::vector<std::string> words = {
      "watch",  "--step", "lines",
      "--keys", "c b1 q", "--",
      "sh",     "-c",     "cat /proc/loadavg >/dev/null; echo b"};
  const auto out = [&](const std::string& language) {
    std::vector<std::string> all = words;
    all.insert(all.begin() + 1, {"--lang", language});
    return procdemo(all).out;
  };
  const std::string english = out("en"), chinese = out("zh");
  CAPTURE(english, chinese);
  CHECK(shows(english, "can't go back over step"));
  CHECK(shows(english, "exactly. P.1\nasks for what this machine or its kernel decides"));
  CHECK(shows(chinese, "精确重现。P.1"));
  CHECK_FALSE(shows(english + chinese, "inexact-"));
}

TEST_CASE("why, at the end, is asked of what was done last; who or what is not there is named") {
  need_tracing();
  const auto end_of = [](const std::string& lesson, const std::string& language) {
    const Result run = procdemo(
        {lesson, "--lang", language, "--step", "lines", "--keys", "c w w:31 w:99 w:P.9 q"});
    return run.out.substr(run.out.find("> w\n"));
  };
  const std::string english = end_of("fork", "en"), chinese = end_of("fork", "zh");
  CAPTURE(english, chinese);
  for (const char* sentence :
       {"> w\nThe call of P.1: exit_group(0)\n", "event 31 says something of the whole run",
        "there is no event 99 to ask about: 31 were told so far",
        "there is no P.9 to ask about now"}) {
    INFO(sentence);
    CHECK(shows(english, sentence));
  }
  CHECK(shows(chinese, "没有第 99 个事件可问：到目前为止共有 31 个"));
}

TEST_CASE("a why as JSON that names nobody, and no event, is not a question") {
  need_tracing();
  faces::test::JsonClient client({procdemo_path(), "fork", "--step", "json"});
  client.hear();
  for (const auto& [line, field] : {std::pair(R"({"do":"why","seq":0})", "'seq'"),
                                    std::pair(R"({"do":"why","process":""})", "'process'")}) {
    client.send_line(line);
    client.hear();
    REQUIRE(client.error);
    CHECK(shows(client.error->problem, field));
  }
  CHECK(client.quit() == 0);
}

}  // namespace procdemo::cli::test
