// Bad input gets a sentence that says what was wrong and what to do, and the right status.
#include <filesystem>

#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"

namespace procdemo::cli::test {
namespace {

struct Mistake {
  std::vector<std::string> words;
  int status;
  std::string english;
  std::string chinese;
};

const std::vector<Mistake> mistakes = {
    // Lessons and options.
    {{"frok"}, 2, "no lesson 'frok'; did you mean 'fork'?", "是想输入“fork”吗"},
    {{"lst"}, 2, "did you mean 'list'?", "是想输入“list”吗"},
    {{"lsit"}, 2, "did you mean 'list'?", "是想输入“list”吗"},
    {{"exploer", "fork"}, 2, "did you mean 'explore'?", "是想输入“explore”吗"},
    {{"FORK"}, 2, "did you mean 'fork'?", "是想输入“fork”吗"},
    {{"conc"}, 2, "did you mean 'concurrency'?", "是想输入“concurrency”吗"},
    {{"help"}, 2, "did you mean '--help'?", "是想输入“--help”吗"},
    {{"nonsense"}, 2, "no lesson 'nonsense'; 'procdemo list'", "procdemo list"},
    {{"show", "frok"}, 2, "did you mean 'fork'?", "是想输入“fork”吗"},
    {{"show"}, 2, "show needs a lesson", "show 后面要有课名"},
    {{"fork", "--ruonds", "2"}, 2, "no option --ruonds; did you mean --rounds?", "--rounds"},
    {{"--versio"}, 2, "did you mean --version?", "--version"},
    {{"fork", "--rounds"}, 2, "--rounds needs a value", "选项 --rounds 缺少值"},
    {{"fork", "--rounds", "0"}, 2, "--rounds goes from 1 to 100; 0 is outside", "1 到 100"},
    {{"fork", "--rounds", "many"}, 2, "takes a number, not 'many'", "应为数字"},
    {{"fork", "--rounds", "2.5"}, 2, "takes a whole number, not '2.5'", "应为整数"},
    {{"exit", "--variant", "ghost"}, 2, "orphan, zombie; not 'ghost'", "orphan、zombie"},
    {{"fork", "--record", ""}, 2, "--record needs a value", "选项 --record 缺少值"},
    {{"task", "fork", ""}, 2, "one of the words is empty", "有一个参数是空的"},
    {{"run", ""}, 2, "one of the words is empty", "有一个参数是空的"},
    {{"watch", "--", ""}, 125, "one of the words is empty", "有一个参数是空的"},
    {{"fork", "twice"}, 2, "'twice' is one word too many", "多了一个参数“twice”"},
    {{"explore"}, 2, "explore needs a lesson or a command", "explore 后面要有课名或命令"},
    {{"explore", "--"}, 2, "explore needs a lesson or a command", "explore 后面要有课名或命令"},
    {{"new"}, 2, "new needs a name", "new 后面要有目录的名字"},
    {{"new", "4"}, 2, "'4' cannot be a lesson's name", "“4”不能作为一课的名字"},
    {{"new", "/etc"}, 2, "/etc exists already", "/etc 已经存在"},
    {{"new", "mine", "--from", "frok"}, 2, "did you mean 'fork'?", "是想输入“fork”吗"},
    // What every run takes.
    {{"fork", "--schedule", "later"}, 2, "--schedule takes parent-first", "不能是“later”"},
    {{"fork", "--schedule", "exit@r"}, 2, "is of a run of 'exit'", "不是“fork”的"},
    {{"fork", "--schedule", "fork@?"}, 2, "'fork@?' is no token", "“fork@?”不是令牌"},
    {{"fork", "--schedule", "fork:rounds=2@r", "--rounds", "3"}, 2, "--rounds 2", "--rounds 2"},
    {{"fork", "--schedule", "random:1", "--speed", "2"}, 2, "makes time virtual", "虚拟时间"},
    {{"fork", "--speed", "0.05"}, 2, "--speed goes from 0.1 to 100", "0.1 到 100"},
    {{"fork", "--speed", "fast"}, 2, "takes a number", "应为数字"},
    {{"fork", "--format", "fancy"}, 2, "lanes, plain, jsonl; not 'fancy'", "lanes、plain、jsonl"},
    {{"fork", "--color", "maybe"}, 2, "auto, always, never", "auto、always、never"},
    {{"fork", "--lang", "fr"}, 2, "en, zh; not 'fr'", "en、zh"},
    {{"fork", "--max-processes", "0"}, 2, "--max-processes goes from 1", "--max-processes"},
    {{"fork", "--max-forks", "1.5"}, 2, "a whole number", "应为整数"},
    {{"fork", "--timeout", "0"}, 2, "--timeout goes from 0.1", "--timeout"},
    {{"fork", "--max-output", "10Q"}, 2, "takes a number, not '10Q'", "应为数字"},
    {{"fork", "--no-tty=maybe"}, 2, "--no-tty takes no value", "不带值"},
    {{"fork", "--guard", "auto"}, 2, "no option --guard", "没有选项 --guard"},
    {{"fork-bomb", "--guard", "moat"}, 2, "pid-namespace", "pid-namespace"},
    {{"fork", "--record", "/nowhere/at/all"}, 2, "cannot record to /nowhere/at/all", "无法记录到"},
    {{"fork", "--record", "/"}, 2, "cannot record to /", "无法记录到"},
    {{"list", "--lang", "fr"}, 2, "en, zh; not 'fr'", "en、zh"},
    {{"doctor", "--lang", "fr"}, 2, "en, zh; not 'fr'", "en、zh"},
    // COMMAND: the statuses of env(1).
    {{"watch"}, 125, "watch needs a command", "watch 后面要有命令"},
    {{"watch", "--"}, 125, "watch needs a command", "watch 后面要有命令"},
    {{"watch", "--frmat", "plain", "ls"}, 125, "did you mean --format?", "--format"},
    {{"watch", "--speed", "0", "--", "ls"}, 125, "--speed goes from", "0.1 到 100"},
    {{"watch", "no-such-command"}, 127, "no-such-command: no such command", "没有这个命令"},
    {{"watch", "--", "/no/such/file"}, 127, "/no/such/file: no such command", "没有这个命令"},
    {{"watch", "--", "/etc/passwd"}, 126, "/etc/passwd: may not be executed", "没有执行权限"},
    {{"watch", "--", "/etc"}, 126, "/etc: is a folder", "是目录"},
    {{"watch", "--record", "/nowhere/x", "ls"}, 125, "cannot record to", "无法记录到"},
    // DIR.
    {{"run"}, 2, "run needs a lesson's folder", "run 后面要有一课的目录"},
    {{"run", "/nowhere"}, 2, "/nowhere: no such folder", "/nowhere：没有这个目录"},
    {{"run", "/etc"}, 2, "it has no lesson.toml", "没有 lesson.toml"},
};

/// One sentence on standard error, nothing on standard output.
void check_mistake(const Result& result, int status, const std::string& sentence) {
  CAPTURE(result.out, result.err);
  CHECK(result.status == status);
  CHECK(result.out.empty());
  CHECK(result.err.starts_with("procdemo: "));
  CHECK(lines_of(result.err).size() == 1);
  CHECK_THAT(result.err, contains(sentence));
}

/// A lesson's folder with a mistake in it.
struct Broken {
  std::string from, to;  ///< in lesson.toml
  std::string english, chinese;
};

const std::vector<Broken> broken_lessons = {
    {"order = 1", "order = ", "lesson.toml:2:9: KEY = VALUE is expected",
     "lesson.toml:2:9：这里应该是“键 = 值”"},
    {"title =", "titel =", "lesson.toml:4: there is no key 'titel'; did you mean 'title'?",
     "是想写“title”吗"},
    {"event = \"line\"", "event = \"lime\"", "'prints': there is no event 'lime'",
     "没有“lime”这种事件"},
    {"text = \"round *\"", "txt = \"round *\"", "the event 'line' has no field 'txt'",
     "没有字段“txt”"},
    {"count = {", "cuont = {", "lesson.toml:2", "lesson.toml:2"},
    {"program = \"demo.cpp\"", "program = \"gone.cpp\"", "there is no program gone.cpp",
     "没有程序 gone.cpp"},
    {"name = \"rounds\"", "name = \"speed\"", "an option --speed of its own", "--speed 已是"},
};

}  // namespace

TEST_CASE("every mistake gets its sentence and status, in English and in Chinese") {
  for (const Mistake& mistake : mistakes) {
    CAPTURE(mistake.words);
    check_mistake(procdemo(mistake.words), mistake.status, mistake.english);
    const Desk chinese = {.environment = {{"LANG", "zh_CN.UTF-8"}}};
    check_mistake(procdemo(mistake.words, chinese), mistake.status, mistake.chinese);
  }
}

TEST_CASE("of a file that cannot be executed it is told what it lacks") {
  const fixture::Folder folder;
  const std::string script = folder.write("script", "#!/no/such/interpreter -u\n");
  const std::string nothing = folder.write("nothing", "what is this\n");
  for (const std::string& file : {script, nothing}) {
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  }
  const Desk chinese = {.environment = {{"LANG", "zh_CN.UTF-8"}}};
  check_mistake(procdemo({"watch", "--", script}), 126, "/no/such/interpreter: No such file");
  check_mistake(procdemo({"watch", "--", script}, chinese), 126,
                "/no/such/interpreter: 没有这个文件或目录");
  check_mistake(procdemo({"watch", "--", nothing}), 126, "nor a script that begins with #!");
  check_mistake(procdemo({"watch", "--", nothing}, chinese), 126, "也不是以 #! 开头的脚本");
}

TEST_CASE("what was typed cannot touch the terminal when it is quoted") {
  CHECK(procdemo({"\x1b[31m"}).err.find('\x1b') == std::string::npos);
  CHECK(procdemo({"watch", "no\x1b[2J"}).err.find('\x1b') == std::string::npos);
}

TEST_CASE("of a very long word only its beginning and its end are quoted") {
  const std::string word = "fork@" + std::string(100'000, 'r') + "END";
  for (const std::vector<std::string>& words :
       {std::vector{word}, {"fork", "--schedule", word}, {"fork", "--" + word}, {"run", word}}) {
    const Result result = procdemo(words);
    CHECK(result.status == 2);
    CHECK(result.err.size() < 1000);
    CHECK_THAT(result.err, contains("rrr … rrr") && contains("END"));
  }
}

TEST_CASE("a library's message about a file is told as a sentence") {
  const fixture::Folder parent;
  const std::map<std::string, std::string> nowhere = {{"TMPDIR", parent.path() / "none"}};
  const Result result = procdemo({"check", "fork"}, {.environment = nowhere});
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("cannot use") && contains("none") && !contains("filesystem"));
}

TEST_CASE("a broken lesson is told with file, line and what is wrong") {
  for (const Broken& broken : broken_lessons) {
    CAPTURE(broken.from, broken.to);
    const fixture::Folder parent;
    const std::string folder =
        fixture::write_lesson(parent, "01-demo", fixture::changed(broken.from, broken.to));
    check_mistake(procdemo({"run", folder}), 2, broken.english);
    check_mistake(procdemo({"run", folder, "--lang", "zh"}), 2, broken.chinese);
  }
}

TEST_CASE("a lesson without its page in one language is refused") {
  const fixture::Folder parent;
  const std::string folder = fixture::write_lesson(parent);
  std::filesystem::remove(folder + "/zh.md");
  check_mistake(procdemo({"run", folder}), 2, "its page zh.md is missing");
  check_mistake(procdemo({"show", folder}), 2, "its page zh.md is missing");
}

TEST_CASE("a lesson's program that does not compile is told in the compiler's words") {
  const fixture::Folder parent;
  const std::string folder = fixture::write_lesson(parent);
  parent.write("01-demo/demo.cpp", "int main() {\n  return nonsense;\n}\n");
  const Result result =
      procdemo({"run", folder}, {.environment = {{"XDG_CACHE_HOME", parent.path()}}});
  CAPTURE(result.err);
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("does not compile") && contains("nonsense"));
}

}  // namespace procdemo::cli::test
