// procdemo explore: what each run finds beside it, and what a search leaves behind.
#include <sched.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <set>

#include "base/fd.h"
#include "base/pidfd.h"
#include "base/procfs.h"
#include "catch.h"
#include "cli/desk.h"
#include "cli/explore/explored.h"
#include "lesson/fixture.h"

namespace procdemo::cli::test {

using nlohmann::json;

TEST_CASE("what stands beside a program stands beside each of its runs, as it was before",
          "[plain]") {
  const fixture::Folder folder;
  write_race(folder);
  const Result result = procdemo(
      {"explore", "--format", "json", "--limit", "30", "--", "/usr/bin/python3", "race.py"},
      {.folder = folder.path().string()});
  INFO(result.out << result.err);
  REQUIRE(result.status == 0);
  const json found = json::parse(result.out);
  const std::set<std::string> texts = outputs_of(found);
  CHECK(texts.contains("7\n"));
  for (const std::string& text : texts) CHECK((text == "6\n" || text == "7\n"));
  CHECK(read_file((folder.path() / "counter.txt").string()) == "5");
}

TEST_CASE("what a program does to a lesson's files is gone with the run, too") {
  const fixture::Folder folder;
  const auto lesson = fixture::write_lesson(folder, "01-demo", R"(name = "demo"
order = 1
program = "demo.cpp"
title = { en = "Files", zh = "文件" }
summary = { en = "What a file has.", zh = "文件里有什么。" }
)");
  folder.write("01-demo/data", "5");
  folder.write("01-demo/demo.cpp", R"(#include <fstream>
#include <iostream>
int main() {
  int n = 0;
  std::ifstream("data") >> n;
  std::cout << n << '\n';
  std::ofstream("data") << n + 1;
}
)");
  CHECK(outputs_of(explored({lesson})) == std::set<std::string>{"5\n"});
  CHECK(read_file((lesson / "data").string()) == "5");
}

TEST_CASE("a program that does not start is an error, whoever could not start it") {
  const fixture::Folder folder;
  folder.write("nothing.sh", "#!/no/such/interpreter\n");
  using Words = std::vector<std::string>;
  const Words command =
      GENERATE(Words{"./missing"}, Words{"./nothing.sh"}, Words{"/usr/bin/python3", "missing.py"},
               Words{"sh", "missing.sh"}, Words{"sh", "-c", "./missing"}, Words{"env", "missing"},
               Words{"sh", "-c", "true; true & wait; exec sh missing.sh"},
               Words{"sh", "-c", "./missing & wait $!"});
  CAPTURE(command);
  Words words = {"explore", "--limit", "20", "--"};
  words.insert(words.end(), command.begin(), command.end());
  const Result result = procdemo(words, {.folder = folder.path().string()});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 2);
  CHECK(result.out == "");
  CHECK_THAT(result.err, contains("there is nothing to explore") &&
                             (contains("missing") || contains("nothing.sh")));
}

TEST_CASE("a program that fails at its work has been explored all the same") {
  CHECK(explored({"--", "sh", "-c", "exit 3"})["complete"] == true);
  const json found = explored({"--", "sh", "-c", "echo done; echo failed >&2; exit 3"});
  CHECK(outputs_of(found) == std::set<std::string>{"done\nfailed\n"});
}

TEST_CASE("a command prepares the directory of each run") {
  const std::string program = programs + "lost_update";
  const json found = explored({"--before", "test ! -e made && touch made", "--", program});
  CHECK(found["complete"] == true);
  CHECK(found["outputs"].size() == 2);

  const Result failed = procdemo({"explore", "--before", "exit 7", "--", program});
  CHECK(failed.status == 2);
  CHECK_THAT(failed.err, contains("--before") && contains("7"));
}

// Known by how long they sleep.
TEST_CASE("a command that prepares a directory ends with the search, and all that it has made") {
  const std::string seconds = std::to_string(900'000 + ::getpid() % 90'000);
  const auto asleep = [&] {
    std::vector<Fd> found;
    for (const pid_t pid : all_pids()) {
      Fd process = open_process(pid);
      if (command_of(pid) == "sleep" + std::string(1, '\0') + seconds + '\0')
        found.push_back(std::move(process));
    }
    return found;
  };
  for (const int signal : {SIGINT, SIGTERM, SIGKILL}) {
    Terminal terminal({"explore", "--jobs", "1", "--before",
                       "(sleep " + seconds + " & wait) & sleep " + seconds, "--", "true"},
                      80);
    std::vector<Fd> sleepers;
    while ((sleepers = asleep()).size() < 2) ::sched_yield();
    terminal.send(signal);
    CHECK(terminal.finish().status == 128 + signal);
    for (const Fd& process : sleepers) CHECK(await_end(process, std::chrono::seconds(30)));
  }
}

}  // namespace procdemo::cli::test
