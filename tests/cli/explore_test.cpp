// procdemo explore: every order of small programs, against what is known of them otherwise.
#include <fmt/core.h>
#include <sched.h>
#include <sys/resource.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "base/fd.h"
#include "base/pidfd.h"
#include "base/procfs.h"
#include "catch.h"
#include "cli/desk.h"
#include "cli/explore/view.h"
#include "cli/on_paper.h"
#include "lesson/fixture.h"
#include "machine.h"

namespace procdemo::cli::test {
namespace {

using nlohmann::json;

json explored(std::vector<std::string> words, int status = 0) {
  words.insert(words.begin(), {"explore", "--format", "json"});
  const Result result = procdemo(words);
  INFO(result.out << result.err);
  REQUIRE(result.status == status);
  return json::parse(result.out);
}

std::set<std::string> outputs_of(const json& found) {
  std::set<std::string> texts;
  for (const json& output : found["outputs"]) texts.insert(output["text"]);
  return texts;
}

/// Of a lesson as it is on paper: the same orders and the same texts, and all claims hold.
void check_like(const json& found, const Outcomes& expected, const std::string& first_lines = "") {
  CHECK(found["complete"] == true);
  CHECK(found["orders"] == expected.orders.size());
  std::set<std::string> texts;
  for (const std::string& text : expected.texts) texts.insert(first_lines + text);
  CHECK(outputs_of(found) == texts);
  for (const json& claim : found["claims"]) CHECK(claim["holds"] != false);
}

}  // namespace

TEST_CASE("multi-fork has 80 orders and 18 outputs, as on paper") {
  const Outcomes expected = on_paper(
      {{"main", {fork_to("first child"), print("---2---"), fork_to("child"), print("---2---")}},
       {"first child", {print("---1---"), fork_to("child"), print("---2---")}},
       {"child", {print("---1---")}}});
  REQUIRE(expected.orders.size() == 80);
  REQUIRE(expected.texts.size() == 18);
  check_like(explored({"multi-fork"}), expected);
}

TEST_CASE("two locks taken crosswise are a deadlock, and its token shows it") {
  const json found = explored({"--", programs + "crossed_locks", "a", "b"}, 1);
  CHECK(found["complete"] == true);
  REQUIRE(found["deadlocks"].size() == 1);
  const std::string token = found["deadlocks"][0]["token"];
  char folder[] = "/tmp/procdemo-explore-XXXXXX";
  REQUIRE(::mkdtemp(folder) != nullptr);
  const Result again =
      procdemo({"watch", "--schedule", token, "--", programs + "crossed_locks", "a", "b"},
               {.folder = folder});
  std::filesystem::remove_all(folder);
  INFO(token << "\n" << again.out << again.err);
  CHECK(again.status == 1);

  const json ordered = explored({"--", programs + "crossed_locks", "a", "b", "ordered"});
  CHECK(ordered["complete"] == true);
  CHECK(ordered["deadlocks"].empty());
}

TEST_CASE("a deadlock of the last run that a limit allows is found") {
  const Result result = procdemo({"explore", "--format", "json", "--limit", "1", "--", "sh", "-c",
                                  "mkfifo f 2>/dev/null; read line <f"});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 1);
  CHECK(json::parse(result.out)["deadlocks"].size() == 1);
}

TEST_CASE("an update of a file is lost in some order") {
  const json found = explored({"--", programs + "lost_update"});
  CHECK(found["complete"] == true);
  CHECK(outputs_of(found).size() == 2);
}

TEST_CASE("brute force finds the same outputs, in more runs") {
  const std::vector<std::string> program = {"--", programs + "lost_update"};
  const json reduced = explored(program);
  const json all = explored({"--no-reduction", program[0], program[1]});
  CHECK(all["complete"] == true);
  CHECK(outputs_of(all) == outputs_of(reduced));
  CHECK(all["runs"] > reduced["runs"]);
}

TEST_CASE("whatever two processes both touch, brute force finds no other outputs", "[plain]") {
  const auto check_case = [](const std::string& name, std::vector<std::string> options,
                             std::size_t outputs) {
    CAPTURE(name, options);
    options.insert(options.end(), {"--", programs + "orders", name});
    const json reduced = explored(options);
    options.insert(options.begin(), "--no-reduction");
    const json all = explored(options);
    const bool complete = name != "memory-without-name";  // of races between two calls nobody knows
    CHECK(reduced["complete"] == complete);
    CHECK(all["complete"] == complete);
    CHECK(outputs_of(all) == outputs_of(reduced));
    CHECK(outputs_of(all).size() == outputs);
  };
  check_case("number-used-again", {}, 4);
  for (const char* name :
       {"two-names", "link-to-link", "unlinked-while-open", "memory-without-name", "two-pipes",
        "parents-end", "mode", "no-waiting", "flags-seen", "bytes-in-pipe", "process-group",
        "children-ignored", "children-awaited", "ends-with-parent", "program-in-use",
        "watched-folder", "memory-by-clone", "child-stopped"}) {
    check_case(name, {}, 2);
  }
  const bool lowest = ::getpriority(PRIO_PROCESS, 0) == 19;  // then there is nothing to see
  check_case("priority", {}, lowest ? 1 : 2);
  for (const char* name : {"poll-in-time", "timer-in-time"}) {
    check_case(name, {}, 1);
    check_case(name, {"--any-sleep"}, 2);
  }
}

TEST_CASE("a signal may come before each call, and after each") {
  need_terminals();
  const auto found = [](const char* name, int status = 0) {
    json result = explored({"--", programs + "orders", name}, status);
    CHECK(result["complete"] == true);
    return result;
  };
  using Texts = std::set<std::string>;
  CHECK(outputs_of(found("between-prints")) == Texts{"1\n2\n3\n", "2\n1\n3\n", "2\n3\n1\n"});
  CHECK(outputs_of(found("handler-too-late")) == Texts{"", "1\n"});
  CHECK(outputs_of(found("children-handled")) == Texts{"1\n2\n", "2\n", "2\n1\n"});
  CHECK(found("wakeup-lost", 1)["deadlocks"].size() == 1);
  CHECK(outputs_of(found("wakeup-kept")) == Texts{"1\n"});
}

TEST_CASE("fork's rounds are apart by their sleeps, as on paper") {
  const Routines program = {
      {"main", {fork_to("child"), print("--2--"), rest(3'000'000), print("--2--")}},
      {"child", {print("--1--"), rest(3'000'000), print("--1--")}}};
  const Outcomes in_time = on_paper(program), at_any_time = on_paper(program, true);
  REQUIRE(in_time.orders.size() == 2 * 2);
  REQUIRE(at_any_time.orders.size() == 4 * 3 / 2);  // which two of four prints are the child's
  check_like(explored({"fork", "--rounds", "2"}), in_time);
  check_like(explored({"fork", "--rounds", "2", "--any-sleep"}), at_any_time);
}

TEST_CASE("where sleeping is no promise, isolation's parent may look first, and its claims hold") {
  const std::string numbers = " at [addr g_num]";
  const Routines program = {
      {"main", {fork_to("child"), rest(3'000'000), print("parent: g_num = 100" + numbers)}},
      {"child", {print("child: g_num = 101" + numbers)}}};
  check_like(explored({"isolation"}), on_paper(program));

  const json found = explored({"isolation", "--any-sleep"});
  const Outcomes expected = on_paper(program, true);
  CHECK(found["complete"] == true);
  CHECK(found["orders"] == expected.orders.size());
  CHECK(outputs_of(found) == expected.texts);
  for (const json& claim : found["claims"]) {
    CAPTURE(claim);
    if (claim["id"] == "same-address-printed") continue;  // of the program in Python
    const bool by_sleep = claim["id"] == "looked-later";
    CHECK(claim["holds"] == !by_sleep);
    CHECK(claim.contains("by_sleep") == by_sleep);
  }
  const Result text = procdemo({"explore", "isolation", "--any-sleep"});
  CHECK_THAT(text.out, contains("no promise") && contains("shortest order"));
}

// A time like those that a lesson draws.
std::int64_t drawn(std::mt19937& random, double most_seconds) {
  return static_cast<std::int64_t>(std::uniform_real_distribution<>(0, most_seconds)(random) * 1e6);
}

// The tasks of 13-pool and 14-apply: routines that a worker takes from a queue, each of which goes
// back for the next one. The lesson draws their times from the same generator.
Routines two_tasks() {
  std::mt19937 random(1);
  Routines routines = {{"worker", {take("tasks")}}, {"closed", {}}, {"result", {}}};
  for (const std::string number : {"0", "1"}) {
    const auto time = drawn(random, 2);
    const double seconds = static_cast<double>(time) / 1e6;
    routines[number] = {print(number + " begins, pid [pid]"), rest(time),
                        print(fmt::format("{} done after {:.2f} s", number, seconds)),
                        put("results", "result"), take("tasks")};
  }
  return routines;
}

TEST_CASE("a pool of two workers with two tasks has as many orders as on paper") {
  Routines program = two_tasks();
  program["main"] = {
      fork_to("worker"),    fork_to("worker"),      put("tasks", "0"),      put("tasks", "1"),
      print("---start---"), put("tasks", "closed"), put("tasks", "closed"), join(),
      print("---end---")};
  const json found = explored({"pool", "--tasks", "2", "--workers", "2"});
  check_like(found, on_paper(program));
  // What a worker looks for and does not find, or asks for itself, makes no orders: 40 runs show
  // them all.
  CHECK(found["runs"] <= 60);
}

TEST_CASE("apply, where one task waits for the other, has as many orders as on paper") {
  Routines program = two_tasks();
  program["main"] = {fork_to("worker"),      fork_to("worker"),
                     put("tasks", "0"),      take("results"),
                     put("tasks", "1"),      take("results"),
                     print("---start---"),   put("tasks", "closed"),
                     put("tasks", "closed"), join(),
                     print("---end---"),     print("work: 3.86 s")};
  check_like(explored({"apply", "--tasks", "2", "--workers", "2"}), on_paper(program));
}

// 15-queue after its first part. A letter is what its reader does with it.
Routines letters(const std::string& variant) {
  std::mt19937 writers(1), readers(2);
  Routines routines = {
      {"reader", {skip_empty("letters"), go("next"), print("empty: the reader stops")}},
      {"next", {take("letters"), go("reader")}},
      {"waiting reader", {take("letters"), go("waiting reader")}},
      {"end", {print("end: the reader stops"), go("nothing")}},
      {"nothing", {}}};
  for (const std::string letter : {"A", "B", "C"}) {
    routines["writer"].push_back(print("put " + letter));
    routines["writer"].push_back(put("letters", letter));
    routines["writer"].push_back(rest(drawn(writers, 1)));
    routines[letter] = {print("got " + letter)};
    if (variant != "end-mark") routines[letter].push_back(rest(drawn(readers, 1)));
  }
  const bool joined = variant == "joined", end_mark = variant == "end-mark";
  if (end_mark) routines["writer"].push_back(put("letters", "end"));
  routines["main"] = {fork_to("writer"), joined ? join() : rest(0),
                      fork_to(end_mark ? "waiting reader" : "reader"), join(),
                      print("left in the queue: [count]", "letters")};
  return routines;
}

TEST_CASE("each variant of queue has the orders that it has on paper") {
  const std::string variant = GENERATE("joined", "at-once", "end-mark");
  CAPTURE(variant);
  check_like(explored({"queue", "--capacity", "1", "--variant", variant}),
             on_paper(letters(variant)),
             "put message 1, full: true\n"
             "put: full after 2.00 s, 1 messages\n"
             "put_nowait: full, 1 messages\n"
             "got message 1\n"
             "get: empty, 0 messages\n");
}

// Neither end has to do with the other, but for what a claim says of them.
TEST_CASE("what only claims tell apart is tried both ways, too") {
  const fixture::Folder folder;
  const auto lesson = fixture::write_lesson(folder, "01-demo", R"(name = "demo"
order = 1
program = "demo.cpp"
title = { en = "Ends", zh = "结束" }
summary = { en = "Who ends first.", zh = "谁先结束。" }

[[claim]]
id = "child-first"
words = { en = "The child ends first", zh = "子进程先结束" }
before = [{ event = "exit", process = "P.1" }, { event = "exit", process = "P" }]

[[claim]]
id = "parent-first"
words = { en = "The parent ends first", zh = "父进程先结束" }
before = [{ event = "exit", process = "P" }, { event = "exit", process = "P.1" }]
)");
  folder.write("01-demo/demo.cpp", "#include <unistd.h>\nint main() { ::fork(); ::_exit(0); }\n");
  const json found = explored({lesson}, 1);
  CHECK(found["complete"] == true);
  CHECK(found["claims"].size() == 2);
  for (const json& claim : found["claims"]) CHECK(claim["holds"] == false);
}

// 18-locked-write with two writers of one number each, a1 a2 and b1 b2. Without the lock each waits
// between its two pieces until the other has written a first one.
Routines two_writers(bool locked) {
  Routines routines = {{"main",
                        {print("locked: nobody else gets it"), print("closed: another gets it"),
                         fork_to("a"), fork_to("b"), join(), print("written: 2 numbers")}},
                       {"first piece", {}}};
  for (const std::string name : {"a", "b"}) {
    const std::string other = name == "a" ? "b" : "a";
    if (locked) {
      routines[name] = {lock("file"), append(name + "1"), append(name + "2|"), unlock("file")};
    } else {
      routines[name] = {append(name + "1"), put(other, "first piece"), take(name),
                        append(name + "2|")};
    }
  }
  return routines;
}

bool is_torn(const std::string& file) {
  return file.find("a1a2|") == file.npos || file.find("b1b2|") == file.npos;
}

// Some hundred runs each.
TEST_CASE("two writers tear no number with the lock, and always without it", "[.][long]") {
  const bool locked = GENERATE(true, false);
  const Outcomes expected = on_paper(two_writers(locked));
  REQUIRE(expected.files.size() == (locked ? 2 : 4));
  for (const std::string& file : expected.files) CHECK(is_torn(file) != locked);

  std::vector<std::string> words = {"locked-write", "--workers", "2", "--count", "2"};
  if (!locked) words.push_back("--no-lock");
  check_like(explored(words), expected);
}

TEST_CASE("without the lock a torn number is found, and its token shows it", "[plain]") {
  const json found =
      explored({"locked-write", "--workers", "2", "--count", "2", "--no-lock", "--limit", "20"});
  std::string token;
  for (const json& claim : found["claims"]) {
    if (claim["id"] == "torn") token = claim["token"];
  }
  REQUIRE(!token.empty());
  const Result again = procdemo({"locked-write", "--schedule", token});
  CHECK(again.status == 0);
  CHECK_THAT(again.out, contains("torn"));
}

/// A Python script that reads a file and a module beside it.
void write_script(const fixture::Folder& folder) {
  folder.write("race.py", R"(import os, helper
if os.fork() == 0:
    helper.add(1)
    os._exit(0)
helper.add(1)
os.wait()
print(open("counter.txt").read())
)");
  folder.write("helper.py", R"(import os
def add(n):
    fd = os.open("counter.txt", os.O_RDWR)
    seen = int(os.pread(fd, 10, 0))
    os.pwrite(fd, str(seen + n).encode(), 0)
)");
  folder.write("counter.txt", "5");
}

TEST_CASE("what stands beside a program stands beside each of its runs, as it was before",
          "[plain]") {
  const fixture::Folder folder;
  write_script(folder);
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

TEST_CASE("a command's runs are checked against a teacher's claims") {
  const fixture::Folder folder;
  folder.write("claims.toml", R"([[claim]]
id = "both-count"
words = "Both updates are counted"
count = { event = "line", process = "P", text = "*2*" }
equals = 1
)");
  const Desk there{.folder = folder.path().string()};
  const std::string program = programs + "lost_update";
  const Result result = procdemo({"explore", "--claims", "claims.toml", "--", program}, there);
  CAPTURE(result.out, result.err);
  CHECK(result.status == 1);
  CHECK_THAT(result.out, contains("✗ Both updates are counted (broken in") &&
                             contains("procdemo watch --claims") && contains("--schedule"));
  CHECK(procdemo({"explore", "--claims", "none.toml", "--", program}, there).status == 2);
  const Result lesson = procdemo({"explore", "--claims", "claims.toml", "fork"}, there);
  CHECK(lesson.status == 2);
  CHECK_THAT(lesson.err, contains("--claims"));
}

TEST_CASE("whoever asks about claims is answered first, and each order shows its lines") {
  const fixture::Folder folder;
  folder.write("claims.toml", R"([[file]]
path = "counter"
[[claim]]
id = "both-count"
words = "Both have counted"
count = { event = "file", path = "*counter", records = ["2"] }
equals = 1
)");
  const Desk there{.folder = folder.path().string()};
  const Result result = procdemo({"explore", "--claims", "claims.toml", "--lang", "en", "--",
                                  programs + "homework_lost_update"},
                                 there);
  CAPTURE(result.out, result.err);
  CHECK(result.status == 1);
  const std::size_t goes_on = result.out.find("The search goes on");
  REQUIRE(goes_on != std::string::npos);
  CHECK(result.out.find("✗ Both have counted") < goes_on);
  CHECK_THAT(result.out, contains("A first look, 3") && contains("lost_update.cpp") &&
                             contains("The search is complete"));
}

TEST_CASE("a first look that has seen every order is all that there is to say") {
  const fixture::Folder folder;
  folder.write("claims.toml",
               "[[claim]]\nid = \"one\"\nwords = \"One line\"\n"
               "count = { event = \"line\" }\nequals = 1\n");
  const Desk there{.folder = folder.path().string()};
  const Result result = procdemo(
      {"explore", "--claims", "claims.toml", "--lang", "en", "--", "/bin/echo", "one"}, there);
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("The search is complete") && !contains("first look"));
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

TEST_CASE("a deadlock is shown as lanes", "[plain]") {
  const Result result = procdemo({"explore", "--", programs + "crossed_locks", "a", "b"});
  CHECK(result.status == 1);
  CHECK_THAT(result.out, contains("Deadlock") && contains("● P") && contains("P.2"));
}

TEST_CASE("live runs are counted beside the orders") {
  const json found = explored({"multi-fork", "--compare-live", "3", "--limit", "5"});
  std::int64_t live = 0;
  for (const json& output : found["outputs"]) live += output["live"].get<std::int64_t>();
  CHECK(live <= 3);
}

TEST_CASE("Ctrl-C ends a search, which tells what it found until then") {
  Terminal terminal({"explore", "locked-write"}, 80);
  terminal.read_until("runs: 1");
  for (const int signal : {SIGTTIN, SIGTTOU}) terminal.send(signal);  // a run took the foreground
  terminal.send(SIGINT);
  const Result result = terminal.finish();
  CHECK(result.status == 128 + SIGINT);
  CHECK_THAT(result.out, contains("not complete") && contains("interrupted"));
}

TEST_CASE("a search that was cut off says so") {
  const Result result = procdemo({"explore", "--limit", "3", "multi-fork"});
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("not complete") && contains("--limit"));
}

TEST_CASE("a search that may be cut off begins with a sample of random orders", "[plain]") {
  const fixture::Folder folder;
  write_script(folder);
  const Desk there{.folder = folder.path().string()};
  const std::vector<std::string> program = {"--limit", "40", "--", "/usr/bin/python3", "race.py"};
  std::vector<std::string> words = {"explore", "--format", "json"};
  words.insert(words.end(), program.begin(), program.end());
  const Result result = procdemo(words, there);
  INFO(result.out << result.err);
  const json found = json::parse(result.out);
  CHECK(found["complete"] == false);
  CHECK(found["search"]["runs"] == 40);
  CHECK(found["sample"] == json{{"runs", 10}, {"outputs", 2}});
  CHECK(outputs_of(found) == std::set<std::string>{"6\n", "7\n"});

  words = {"explore"};
  words.insert(words.end(), program.begin(), program.end());
  CHECK_THAT(procdemo(words, there).out, contains("sample of 10 random orders gave 2"));
}

TEST_CASE("a search that its limit suffices for is complete, and takes no sample") {
  const std::string program = programs + "lost_update";
  const json all = explored({"--", program});
  REQUIRE(all["complete"] == true);
  CHECK(all["sample"]["runs"] == 0);
  const std::int64_t enough = all["search"]["runs"];
  const json just = explored({"--limit", std::to_string(enough), "--", program});
  CHECK(just["complete"] == true);
  CHECK(just["sample"]["runs"] == 0);
  const json fewer = explored({"--limit", "2", "--", program});
  CHECK(fewer["complete"] == false);
  CHECK(fewer["sample"]["runs"] == 2);
}

TEST_CASE("a search for a time says that it was cut off, and one with a bound") {
  need_terminals();
  CHECK_THAT(procdemo({"explore", "--time", "0.001", "multi-fork"}).out, contains("--time"));
  CHECK_THAT(procdemo({"explore", "--bound", "0", "multi-fork"}).out, contains("preemptions"));
}

TEST_CASE("--time also ends a run that goes on for ever, and that nothing was found is told") {
  const Result result = procdemo({"explore", "--time", "1", "--", programs + "loops", "getppid"});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 4);
  CHECK_THAT(result.out, contains("the limit of 1 s was reached (--time)"));
  CHECK_THAT(result.err, contains("--time 1 was over before the first run was"));
}

TEST_CASE("--time ends live runs, too") {
  const Result result =
      procdemo({"explore", "--time", "1", "--compare-live", "100000", "--", "true"});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("The search is complete") && contains("(of 100000: "));
}

TEST_CASE("where ptrace is denied nothing is explored, and that is told") {
  const Result result = procdemo({"explore", "multi-fork"}, {.ptrace_denied = true});
  CHECK(result.status == 3);
  CHECK(result.out.empty());
  CHECK_THAT(result.err, contains("multi-fork cannot be observed") && contains("ptrace"));
}

// A subshell that may make no process stands before the deadlock.
TEST_CASE("a deadlock counts, also where the kernel has refused a process") {
  need_terminals();
  need_ordinary_user();
  const std::string script =
      "(ulimit -u 1 || ulimit -p 1; (true); :) 2>/dev/null; exec " + programs + "crossed_locks a b";
  std::vector<std::string> words = {procdemo_path(), "explore", "--limit", "30", "--", "sh", "-c",
                                    script};
  if (::geteuid() == 0) {
    words.insert(words.begin(), {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"});
  }
  const Result result = run_command(words);
  CAPTURE(result.out, result.err);
  CHECK_THAT(result.out, contains("no more processes") && contains("Deadlock"));
  CHECK(result.status == 1);
}

TEST_CASE("where the times of files are compared that several have changed, none is complete") {
  const auto search = [](const std::string& last) {
    const std::string script = "echo 1 > a & echo 2 > b & wait; " + last;
    return procdemo({"explore", "--limit", "2", "--", "sh", "-c", script}).out;
  };
  CHECK_THAT(search("[ a -nt b ] && echo newer"), contains("compared the times of files"));
  CHECK_THAT(search("read one < a; read two < b"), !contains("compared the times of files"));

  // Through descriptors alone.
  CHECK_THAT(search("exec " + programs + "file_times unread ."),
             contains("compared the times of files"));
  CHECK_THAT(search("exec " + programs + "file_times read ."),
             !contains("compared the times of files"));
}

TEST_CASE("an order as the search has seen it is told with its token, and says nothing of lines") {
  const fixture::Folder folder;
  const std::string file = folder.path() / "run.jsonl";
  procdemo({"watch", "--schedule", "child-first", "--record", file, "--", "sh", "-c", "echo a"});
  std::string lines = read_file(file);
  const std::string policy = R"("schedule":"child-first")";
  const std::size_t at = lines.find(policy);
  REQUIRE(at != lines.npos);
  lines.replace(at, policy.size(), R"("schedule":"explored")");
  CHECK_THAT(as_lanes(lines, Style()),
             contains("in virtual time: sh@") && !contains("explored") && !contains("-g"));
}

TEST_CASE("where processes or threads share memory, no search is called complete") {
  for (const char* program : {"lost_in_memory", "threads"}) {
    const Result result = procdemo({"explore", "--limit", "20", "--", programs + program});
    CHECK_THAT(result.out, contains("not complete: processes or threads shared memory"));
    CHECK_THAT(result.out, !contains("The search is complete"));
  }
}

}  // namespace procdemo::cli::test
