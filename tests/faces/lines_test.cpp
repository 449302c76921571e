// A session as lines and as JSON, as a user has it.
#include <unistd.h>

#include <filesystem>
#include <regex>

#include "base/fd.h"
#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"
#include "machine.h"

namespace procdemo::cli::test {
namespace {

Result stepped(std::vector<std::string> words, const std::string& keys) {
  words.insert(words.end(), {"--step", "lines", "--plain-marks", "--keys", keys});
  return procdemo(words);
}

// procdemo with this on its standard input.
Result fed(const std::string& input, std::vector<std::string> words) {
  std::vector<std::string> argv = {"sh", "-c",  "printf '%s' \"$1\" | { shift; exec \"$@\"; }",
                                   "sh", input, procdemo_path()};
  argv.insert(argv.end(), words.begin(), words.end());
  return run_command(argv);
}

std::string repeated(const std::string& text, int count) {
  std::string all;
  while (count-- > 0) all += text;
  return all;
}

std::string between(const std::string& text, const std::string& first, const std::string& last) {
  const auto begin = text.find(first) + first.size();
  return text.substr(begin, text.find(last, begin) - begin);
}

}  // namespace

TEST_CASE("a lesson is stepped by keys, and its token repeats what was chosen") {
  need_tracing();
  const Result run = stepped({"multi-fork"}, "c:fork P c q");
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
  const std::string token = between(run.out, "--schedule ", "\n");
  const Result again = procdemo({"multi-fork", "--schedule", token});
  CHECK(again.status == 0);
  CHECK(has(again.out, token));
}

TEST_CASE(
    "a program that shows its standard input has the same token in a session as without one") {
  need_tracing();
  const std::string out = stepped({"program"}, "c q").out;
  const std::string token = between(out, "--schedule ", "\n");
  const Result again = procdemo({"program", "--schedule", token});
  CAPTURE(out, again.out, again.err);
  CHECK(again.status == 0);
  CHECK(again.err.empty());
}

TEST_CASE("what is typed reads as what stands in the keys") {
  need_tracing();
  const Result keys = stepped({"fork"}, "c:fork b2 n c q");
  const Result typed = fed("c:fork\nb2\n\nc\nq\n", {"fork", "--step", "lines", "--plain-marks"});
  const std::regex next("> n\n"), took(", [0-9.]+ s, ");
  REQUIRE(std::regex_search(keys.out, next));
  const std::string as_typed = std::regex_replace(keys.out, next, "> \n");
  CHECK(std::regex_replace(typed.out, took, "") == std::regex_replace(as_typed, took, ""));
}

TEST_CASE("whoever hears what is told hears of no lines that are drawn") {
  need_tracing();
  const Result run = stepped({"multi-fork"}, "s c:fork s t c t q");
  CHECK(has(run.out, "P.1.1"));
  for (const char* drawn : {"│", "┃", "├", "└", "─", "▶", "·"}) {
    INFO(drawn);
    CHECK_FALSE(has(run.out, drawn));
  }
}

TEST_CASE("commands that end early end the run, and it says where") {
  need_tracing();
  const Result run = stepped({"fork"}, "n n n");
  CHECK(run.status == 2);
  CHECK(has(run.err, "step 3"));
}

TEST_CASE("the last request is answered, too, where requests end without a quit") {
  need_tracing();
  const Result one = fed("{\"do\":\"go\"}\n", {"fork", "--step", "json"});
  CHECK(one.status == 2);
  CHECK(has(one.out, "{\"type\":\"ask\",\"step\":1,"));
  CHECK(has(one.err, "step 1"));
  const Result all = fed("{\"do\":\"continue\"}\n", {"fork", "--step", "json"});
  CHECK(all.status == 0);
  CHECK(has(all.out, "{\"type\":\"end\""));
}

TEST_CASE("a name that can't go on, the beginning, and a key that is none are said, and no more") {
  need_tracing();
  const Result run = stepped({"fork"}, "P.9 b zz 9 c q");
  CAPTURE(run.out);
  CHECK(run.status == 0);
  CHECK(has(run.out, "P.9 cannot go on"));
  CHECK(has(run.out, "this is the beginning"));
  CHECK(has(run.out, "no command 'zz'"));
  CHECK(has(run.out, "nobody stands at 9"));
}

TEST_CASE("what does not come is said behind the end, just above where its reader types") {
  need_tracing();
  const auto above_prompt = [](const std::string& keys, const std::string& language = "en") {
    const Result run = stepped({"fork", "--lang", language}, keys);
    CAPTURE(run.out, run.err);
    CHECK(run.status == 0);
    const std::vector<std::string> lines = lines_of(run.out);
    return lines.at(lines.size() - 3);  // the last ones: b goes back; 22> q
  };
  CHECK(above_prompt("c:P.9 q").starts_with("P.9 did not come: the run ended at step 22"));
  CHECK(above_prompt("c:9999 q") == "nobody came to line 9999: the run ended at step 22");
  CHECK(above_prompt("c:9999 q", "zh") == "没有进程到达第 9999 行：运行在第 22 步结束");
  const Result gone = stepped({"fork"}, "c:P.1.1.1 n c:exit c:exit c:P.1 q");
  CHECK(has(gone.out, "P.1.1.1 did not come: the run ended at step 22"));
}

TEST_CASE("what does not come in a recorded run is said at once, and it stays where it is") {
  need_tracing();
  const lesson::fixture::Folder folder;
  const std::string file = folder.path() / "run.jsonl";
  REQUIRE(procdemo({"fork", "--schedule", "round-robin", "--record", file}).status == 0);
  const Result run = stepped({"replay", file}, "n c:P.9 c:9999 c:kill c:@9999 c:@1 n n c:@2 q");
  CAPTURE(run.out);
  for (const char* line : {"P.9 does not come", "to line 9999", "no 'kill'", "no step 9999",
                           "1> c:@1", "step 2 was taken already", "3> q"}) {
    INFO(line);
    CHECK(has(run.out, line));
  }
}

TEST_CASE("an open quote in the keys is said before anything runs") {
  const Result run = procdemo({"fork", "--step", "--keys", "n \"i two"});
  CHECK(run.status == 2);
  CHECK(run.out.empty());
  CHECK(has(run.err, "nothing closes the \" that is character 3"));
  CHECK(procdemo({"learn", "fork", "--keys", "'"}).status == 2);
}

TEST_CASE("nobody is shown all of a line that is very long, and it takes no step") {
  need_tracing();
  const std::string kept(60'000, 'z'), lost(500'000, 'z'), name = "P" + repeated(".1", 20'000);
  const lesson::fixture::Folder folder;
  const auto fed_file = [&](const std::string& input, const std::string& face) {
    const std::string file = folder.write("input", input).string();
    return run_command(
        {"sh", "-c", "exec \"$1\" fork --step \"$2\" <\"$3\"", "sh", procdemo_path(), face, file});
  };
  const Result run = fed_file(
      kept + "\n" + lost + "\nx /" + kept + "\n" + name + "\nc:" + name + "\nk " + kept + "\nq\n",
      "lines");
  CAPTURE(run.err);
  CHECK(run.status == 0);
  CHECK(has(run.out, "0> …\n"));
  for (const std::string& line : lines_of(run.out)) CHECK(line.size() < 1'000);
  const std::string go = "{\"do\":\"go\",\"process\":\"" + name + "\"}\n";
  const Result json = fed_file(go + "{\"do\":\"" + lost + "\"}\n{\"do\":\"quit\"}\n", "json");
  CHECK(json.status == 0);
  CHECK(json.out.size() < 20'000);
}

TEST_CASE("live lessons can't be stepped, and options of stepping want it") {
  CHECK(procdemo({"schedule", "--step"}).status == 2);
  CHECK(procdemo({"fork", "--keys", "n"}).status == 2);
  CHECK(procdemo({"fork", "--step", "--speed", "2"}).status == 2);
  CHECK(procdemo({"fork", "--step", "json", "--record", "run.jsonl"}).status == 2);
  CHECK(procdemo({"fork", "--step", "lines", "--format", "jsonl"}).status == 2);
  CHECK(procdemo({"fork", "--step", "sideways"}).status != 0);
}

TEST_CASE("an option that says nothing beside --step is refused, and nothing runs") {
  const std::string needs = "goes with --step lines";
  const std::vector<std::pair<std::vector<std::string>, std::string>> refused = {
      {{"fork", "--step", "json", "--keys", "n"}, "--keys " + needs},
      {{"fork", "--step", "json", "--plain-marks"}, "--plain-marks " + needs},
      {{"fork", "--step", "json", "--format", "plain"}, "--format plain " + needs},
      {{"fork", "--step", "json", "--record", "r.jsonl"}, "--record " + needs},
      {{"fork", "--schedule", "ask", "--step", "json", "--keys", "n"}, "--keys " + needs},
      {{"fork", "--step", "--format", "lanes", "--plain-marks"}, "go with --format lanes"},
      {{"replay", "r.jsonl", "--step", "json", "--keys", "n"}, "--keys " + needs},
      {{"replay", "r.jsonl", "--input", "r.jsonl", "--step"}, "--input"}};
  for (const auto& [words, sentence] : refused) {
    CAPTURE(words);
    const Result run = procdemo(words);
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    CHECK(has(run.err, sentence));
  }
  need_tracing();
  const lesson::fixture::Folder folder;
  const std::string file = folder.path() / "run.jsonl";
  REQUIRE(procdemo({"fork", "--schedule", "round-robin", "--record", file}).status == 0);
  CHECK(procdemo({"replay", file, "--step", "--speed", "2"}).status == 2);
}

TEST_CASE("as JSON every line is an object, and the last one is the end") {
  need_tracing();
  const Result run = fed("{\"do\":\"continue\"}\nx\n{\"do\":\"back\"}\n{\"do\":\"quit\"}\n",
                         {"fork", "--step", "json"});
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
  CHECK(has(run.out.substr(0, run.out.find('\n')), "\"protocol\":1"));
  CHECK(has(run.out, "{\"type\":\"error\""));
  CHECK(has(run.out, "{\"type\":\"back\""));
  const auto last = run.out.rfind("\n{") + 1;
  CHECK(run.out.substr(last).starts_with("{\"type\":\"end\""));
}

TEST_CASE("a session speaks Chinese, too") {
  need_tracing();
  const Result run = stepped({"fork", "--lang", "zh"}, "zz b c q");
  CHECK(has(run.out, "没有命令“zz”"));
  CHECK(has(run.out, "这里就是开头"));
}

TEST_CASE("who asks for choices alone is asked where there are several") {
  need_tracing();
  const Result run =
      procdemo({"multi-fork", "--schedule", "ask", "--plain-marks", "--keys", "n b n n b2 c q"});
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
  const std::regex asked_first("  1[* ] P .*\n +2[* ] ");
  CHECK(std::regex_search(run.out, asked_first));
  CHECK_FALSE(has(run.out, "0> "));
  const std::regex lonely("\\n   1\\* [^\n]*\n[0-9]+> ");
  CHECK_FALSE(std::regex_search(run.out, lonely));
}

TEST_CASE("what was done is written as a block that check replays") {
  need_tracing();
  const lesson::fixture::Folder folder;
  const std::string page = folder.path() / "page.md";
  const Result run = fed("c:fork\nzz\n2\nb\n\n9\nc\nb3\nx " + page + "\nc\nq\n",
                         {"multi-fork", "--step", "lines"});
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
  const std::string block = read_file(page);
  CAPTURE(block);
  CHECK(
      block.starts_with("```console\n$ procdemo multi-fork --stable --step lines --keys 'c:fork "
                        "zz 2 b n 9 c b3 q'\n"));
  const Result checked = procdemo({"check", page});
  CAPTURE(checked.out, checked.err);
  CHECK(checked.status == 0);
}

TEST_CASE(
    "a block has nothing of this machine, folder or run in it, and check replays it elsewhere") {
  need_tracing();
  const lesson::fixture::Folder folder, other;
  folder.write("prog.sh",
               "echo $$ in $PWD; cat /proc/self/stat | head -c 5; echo; echo "
               "x >new; grep stack /proc/self/maps\n");
  folder.write("page.md", "# Before it, a line that is not ended");
  const Desk desk = {.folder = folder.path().string()};
  const bool plain_marks = GENERATE(false, true);
  const std::string page = GENERATE(as<std::string>(), "page.md", "zh.md");
  std::vector<std::string> words = {"watch", "--step", "lines", "--keys",
                                    "c:fork w s t n n w:P P.7 c w 'x " + page + "' q"};
  if (plain_marks) words.emplace_back("--plain-marks");
  words.insert(words.end(), {"--", "sh", "prog.sh"});
  const Result run = procdemo(words, desk);
  CAPTURE(run.out, run.err);
  CHECK(has(run.out, "a block for a page was added"));
  const std::string block = read_file(folder.path() / page);
  CAPTURE(block);
  CHECK_FALSE(has(block, folder.path().string()));
  CHECK(has(block, "--stable"));
  CHECK(has(block, page == "zh.md" ? "--lang en" : "ended\n```console\n"));
  for (const char* file : {"prog.sh", page.c_str()}) {
    other.write(file, read_file(folder.path() / file));
  }
  const Result checked = procdemo({"check", other.path() / page});
  CAPTURE(checked.out);
  CHECK(checked.status == 0);
  for (const auto& left : std::filesystem::directory_iterator(folder.path())) {
    CHECK_FALSE(left.path().filename().string().starts_with(".procdemo"));
  }
}

TEST_CASE("what check could not replay is no block, and that is said") {
  need_tracing();
  const lesson::fixture::Folder folder;
  folder.write("prog.sh", "echo a\n");
  std::filesystem::create_directories(folder.path() / "in");
  const Desk desk = {.folder = folder.path() / "in"};
  const Result run = procdemo(
      {"watch", "--step", "lines", "--keys", "c 'x page.md' q", "--", "sh", "../prog.sh"}, desk);
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
  CHECK(has(run.out, "no block was added"));
  CHECK(read_file(folder.path() / "in/page.md").empty());
}

TEST_CASE("a file that a block can't be written to is said, and the session goes on") {
  need_tracing();
  const Result run = fed("x /nowhere/page.md\nc\nq\n", {"fork", "--step", "lines"});
  CHECK(run.status == 0);
  CHECK(has(run.out, "/nowhere/page.md"));
}

TEST_CASE("a run that was stepped is recorded as it was told in the end") {
  need_tracing();
  const lesson::fixture::Folder folder;
  const std::string file = folder.path() / "run.jsonl";
  const Result run = stepped({"multi-fork", "--record", file}, "c:fork P b P.1 c b5 c q");
  CHECK(run.status == 0);
  const Result replayed = procdemo({"replay", file});
  CHECK(replayed.status == 0);
  const std::string token = between(run.out, "--schedule ", "\n");
  const Result again = procdemo({"multi-fork", "--schedule", token, "--format", "plain", "--record",
                                 folder.path() / "again"});
  const std::string start = "P        starts";
  CHECK(replayed.out.substr(replayed.out.find(start)) == again.out.substr(again.out.find(start)));
}

TEST_CASE("whoever quits in the middle is not told that somebody was killed") {
  need_tracing();
  const lesson::fixture::Folder folder;
  const std::string file = folder.path() / "run.jsonl";
  const Result run = stepped({"multi-fork", "--record", file}, "c:fork P q");
  CHECK(run.status == 0);
  CHECK_FALSE(has(run.out, "SIGKILL"));
  CHECK(has(run.out, "--schedule multi-fork@r"));
  CHECK(procdemo({"replay", file}).status == 0);
}

TEST_CASE("of a program that its reader left no status is invented") {
  need_tracing();
  const auto watched = [](const std::string& keys) {
    return procdemo(
               {"watch", "--step", "lines", "--keys", keys, "--", "sh", "-c", "(exit); exit 3"})
        .status;
  };
  CHECK(watched("c:fork q") == 0);
  CHECK(watched("c q") == 3);
}

TEST_CASE("told so that it can be compared, two sessions are equal") {
  need_tracing();
  const Result one = stepped({"pid", "--stable"}, "c:fork n b n n w c q");
  const Result other = stepped({"pid", "--stable"}, "c:fork n b n n w c q");
  CHECK(one.status == 0);
  CHECK(has(one.out, "prints parent: pid [pid P], child [pid P.1]\n"));  // a choice
  CHECK(has(one.out, "/proc/[pid P"));                                   // what is behind it
  CHECK(one.out == other.out);
}

TEST_CASE("going on until a line ends before what is done there, also in a recorded run") {
  need_tracing();
  const lesson::fixture::Folder folder;
  const std::string file = folder.path() / "run.jsonl";
  REQUIRE(procdemo({"multi-fork", "--schedule", "parent-first", "--record", file}).status == 0);
  const std::string there = " P    line 17  calls fork(): makes a process";
  const Result live = stepped({"multi-fork", "--schedule", "parent-first"}, "c:17 q");
  CAPTURE(live.out, live.err);
  CHECK(has(live.out, there));
  CHECK(has(live.out, "2> q\n"));  // P has made P.1, and printed
  const Result recorded = stepped({"replay", file}, "c:17 q");
  CAPTURE(recorded.out);
  CHECK(has(recorded.out, " P  line 17  calls fork(): makes a process"));
  const Result again = stepped({"multi-fork", "--schedule", "parent-first"}, "c:17 c:17 q");
  CHECK(has(again.out, " P.2  line 17  begins"));  // a child comes to where it was born
}

TEST_CASE("a recorded run is stepped forward and back, and nobody is chosen") {
  need_tracing();
  const lesson::fixture::Folder folder;
  const std::string file = folder.path() / "run.jsonl";
  REQUIRE(procdemo({"multi-fork", "--schedule", "round-robin", "--record", file}).status == 0);
  const Result run = stepped({"replay", file}, "n b b c:fork P.9 b2 n s c:P.1 c b3 c q");
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
  CHECK(has(run.out, "this is the beginning"));
  CHECK(has(run.out, "went next, not P.9"));
  CHECK(has(run.out, "pid_t ret = ::fork();"));  // the source of a lesson that we know
  const Result whole = procdemo({"replay", file, "--format", "plain"});
  CHECK(has(run.out, whole.out.substr(whole.out.find("\nWhat this run showed"))));
  CHECK(stepped({"replay", file}, "n q").status == 0);
  CHECK(stepped({"replay", file}, "n n").status == 2);
}

TEST_CASE("a program reads what its reader types, and the same again after going back") {
  need_tracing();
  const Result run = procdemo({"watch", "--step", "lines", "--plain-marks", "--keys",
                               "c:line \"i two words\" c b1 c b50 c q", "--", "sh", "-c",
                               "echo ready; read a; echo got $a"});
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
  CHECK(has(run.out, "its input is at its end"));
  CHECK(has(run.out, "reads from its standard input"));
  std::size_t times = 0;
  for (auto at = run.out.find("| got two words\n"); at != run.out.npos; ++times) {
    at = run.out.find("| got two words\n", at + 1);
  }
  CHECK(times == 2);
}

TEST_CASE("a program reads the file of --input, each time that it begins") {
  need_tracing();
  const lesson::fixture::Folder folder;
  const std::string file = folder.write("input", "one\n").string();
  const Result run = procdemo({"watch", "--step", "lines", "--plain-marks", "--input", file,
                               "--keys", "c b50 c q", "--", "sh", "-c", "read a; echo got $a"});
  CAPTURE(run.out, run.err);
  const auto first = run.out.find("| got one\n");
  REQUIRE(first != run.out.npos);
  CHECK(run.out.find("| got one\n", first + 1) != run.out.npos);
  CHECK(procdemo({"watch", "--step", "--input", "/nowhere", "--", "true"}).status != 0);
}

TEST_CASE("a sleep ends when its reader says so, and claims of sleeping alone are not checked") {
  need_tracing();
  const Result run =
      stepped({"exit", "--any-sleep", "--schedule", "child-first"}, "c:fork P c:zombie c q");
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
  CHECK(has(run.out, "| parent: my child is Z (zombie)"));
  CHECK(has(run.out, "--schedule exit:any-sleep@"));
  CHECK(has(run.out, "only sleeping arranges it"));
  CHECK(procdemo({"exit", "--any-sleep"}).status == 2);  // the kernel schedules
  CHECK(procdemo({"exit", "--any-sleep", "--schedule", "exit@r"}).status == 2);
}

TEST_CASE("Ctrl-C gives up a step that takes long, and ends a session that waits") {
  need_tracing();
  Terminal terminal({"watch", "--step", "lines", "--", "sh", "-c", "while :; do :; done"}, 80);
  terminal.read_until("0> ");
  terminal.type("c\r");
  terminal.read_until("Ctrl-C gives it up");
  terminal.type("\x03");
  terminal.read_until("back at step");
  terminal.read_until("> ", 2);
  terminal.type("\x03");
  CHECK(terminal.finish().status == 130);
}

TEST_CASE("Ctrl-C drops the commands that were to follow the step that it gives up") {
  need_tracing();
  const std::string after = GENERATE("q", "\x03");
  Terminal terminal({"watch", "--step", "lines", "--keys", "c 'i two words' n c n", "--", "sh",
                     "-c", "while :; do :; done"},
                    80);
  terminal.read_until("Ctrl-C gives it up");
  terminal.type("\x03");
  terminal.read_until("what was to follow is dropped: \"i two words\" n c n");
  terminal.read_until("> ", 2);
  terminal.type(after == "q" ? "q\r" : after);
  CHECK(terminal.finish().status == (after == "q" ? 0 : 130));
}

TEST_CASE("a Ctrl-C behind which no command comes any more has ended the session") {
  need_tracing();
  Terminal terminal({"-c", "exec \"$0\" \"$@\" </dev/null", procdemo_path(), "watch", "--step",
                     "lines", "--keys", "c n c n", "--", "sh", "-c", "while :; do :; done"},
                    80, {.program = "/bin/sh"});
  terminal.read_until("Ctrl-C gives it up");
  terminal.send(SIGINT);
  const Result result = terminal.finish();
  CHECK(result.status == 130);
  CHECK(has(result.out, "dropped: n c n"));
}

}  // namespace procdemo::cli::test
