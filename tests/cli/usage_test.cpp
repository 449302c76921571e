// What procdemo says of itself: its lessons, its help.
#include <nlohmann/json.hpp>

#include <set>

#include "catch.h"
#include "cli/commands/overview.h"
#include "cli/commands/subcommand.h"
#include "cli/desk.h"
#include "lesson/option.h"
#include "show/terminal/glyph.h"

namespace procdemo::cli::test {
namespace {

const std::vector<std::string> lesson_names = {
    "program",   "schedule",   "concurrency", "fork",    "pid",  "exit",
    "isolation", "multi-fork", "fork-bomb",   "process", "join", "subclass",
    "pool",      "apply",      "queue",       "manager", "copy", "locked-write"};

Desk chinese() {
  return {.environment = {{"LANG", "zh_CN.UTF-8"}}};
}

bool has_text(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("procdemo alone lists the lessons and says how to start") {
  const Result result = procdemo({});
  CHECK(result.status == 0);
  CHECK(result.err.empty());
  for (const std::string& name : lesson_names) CHECK(has_text(result.out, name));
  CHECK(has_text(result.out, "procdemo fork"));
  CHECK(has_text(result.out, "procdemo --help"));
  CHECK(has_text(procdemo({}, chinese()).out, "课程："));
}

TEST_CASE("list has a line for each lesson, in the order of their numbers") {
  const Result result = procdemo({"list"});
  CHECK(result.status == 0);
  std::size_t from = 0;
  for (const std::string& name : lesson_names) {
    CAPTURE(name, result.out);
    const std::size_t at = result.out.find("  " + name + "  ", from);
    REQUIRE(at != std::string::npos);
    from = at;
  }
}

TEST_CASE("list --json tells lessons, titles in both languages and options") {
  const Result result = procdemo({"list", "--json"});
  CHECK(result.status == 0);
  const nlohmann::json lessons = nlohmann::json::parse(result.out);
  REQUIRE(lessons.size() == lesson_names.size());
  for (std::size_t i = 0; i < lessons.size(); ++i) {
    CHECK(lessons[i]["name"] == lesson_names[i]);
    for (const char* const language : {"en", "zh"}) {
      CHECK_FALSE(lessons[i]["title"][language].get<std::string>().empty());
      CHECK_FALSE(lessons[i]["summary"][language].get<std::string>().empty());
    }
  }
  CHECK(lessons[3]["id"] == "04-fork");
  CHECK(lessons[3]["order"] == 4);
  const nlohmann::json& rounds = lessons[3]["options"][0];
  CHECK(rounds["name"] == "rounds");
  CHECK(rounds["kind"] == "number");
  CHECK(rounds["default"] == 3);
  CHECK(rounds["range"] == nlohmann::json({1, 100}));
  CHECK(lessons[5]["options"][0]["values"] == nlohmann::json({"orphan", "zombie"}));
}

TEST_CASE("every command has its help, in both languages") {
  std::vector<std::vector<std::string>> commands = {{}, {"fork"}};
  for (const Subcommand& one : subcommands()) {
    if (!one.hidden) commands.push_back({one.name});
  }
  for (std::vector<std::string> command : commands) {
    command.push_back("--help");
    const Result english = procdemo(command);
    CAPTURE(english.out);
    CHECK(english.status == 0);
    CHECK(english.err.empty());
    CHECK(has_text(english.out, "Usage: procdemo"));
    CHECK(has_text(english.out, "show this help"));

    command.insert(command.end(), {"--lang", "zh"});
    const Result translated = procdemo(command);
    CAPTURE(translated.out);
    CHECK(translated.status == 0);
    CHECK(has_text(translated.out, "用法：procdemo"));
    CHECK_FALSE(has_text(translated.out, "show this help"));
  }
}

TEST_CASE("a lesson's help shows its own options with ranges and defaults") {
  const Result fork = procdemo({"fork", "--help"});
  CHECK(has_text(fork.out, "--rounds N"));
  CHECK(has_text(fork.out, "1 to 100; default"));
  CHECK_FALSE(has_text(fork.out, "--guard"));

  const Result exit = procdemo({"exit", "-h"});
  CHECK(has_text(exit.out, "--variant orphan|zombie"));
  CHECK(has_text(exit.out, "default orphan"));
  CHECK(has_text(procdemo({"fork-bomb", "--help"}).out, "--guard"));
}

TEST_CASE("help keeps within 80 columns") {
  for (const std::string language : {"en", "zh"}) {
    for (const std::string& line : lines_of(procdemo({"--help", "--lang", language}).out)) {
      CAPTURE(line);
      CHECK(columns_of(line) <= 80);
    }
  }
}

TEST_CASE("the language is --lang, else LC_ALL, LC_MESSAGES, LANG") {
  const auto speaks_chinese = [](std::map<std::string, std::string> environment,
                                 std::vector<std::string> words = {"list"}) {
    return has_text(procdemo(words, {.environment = std::move(environment)}).out, "程序文件");
  };
  CHECK(speaks_chinese({{"LANG", "zh_CN.UTF-8"}}));
  CHECK(speaks_chinese({{"LANG", "en_US.UTF-8"}, {"LC_MESSAGES", "zh_CN"}}));
  CHECK(speaks_chinese({{"LC_MESSAGES", "en_US"}, {"LC_ALL", "zh_CN"}}));
  CHECK_FALSE(speaks_chinese({{"LANG", "zh_CN.UTF-8"}, {"LC_ALL", "en_US.UTF-8"}}));
  CHECK_FALSE(speaks_chinese({{"LANG", "zh_CN.UTF-8"}}, {"list", "--lang", "en"}));
  CHECK(speaks_chinese({}, {"--lang=zh", "list"}));
}

TEST_CASE("under watch, --lang after the command is the command's") {
  const Result result = procdemo({"watch", "echo", "--lang", "zh"});
  CHECK(has_text(result.out, "| --lang zh"));
  CHECK(has_text(result.out, "1 process"));
}

TEST_CASE("show prints page and program, --page and --source one of them") {
  const Result both = procdemo({"show", "fork"});
  CHECK(both.status == 0);
  CHECK(has_text(both.out, "What it shows"));
  CHECK(has_text(both.out, "const pid_t child = ::fork();"));

  const Result page = procdemo({"show", "fork", "--page", "--lang", "zh"});
  CHECK(has_text(page.out, "说明了什么"));
  CHECK_FALSE(has_text(page.out, "#include"));

  const Result source = procdemo({"show", "04", "--source"});
  CHECK(source.out.starts_with("// fork()"));  // a compiler may read it
  CHECK_FALSE(has_text(source.out, "What it shows"));
  CHECK(has_text(both.out, "   1  // fork()"));
}

TEST_CASE("no lesson may take the name of an option that stands beside its own") {
  std::set<std::string> taken = {"help"};
  const auto take = [&](const Command& command) {
    for (const Option& option : options_of(command)) taken.insert(option.name);
  };
  take(overview());
  for (const Subcommand& one : subcommands()) {
    const bool of_a_lesson = one.command_for || one.command.operand.kind == Argument::Kind::lesson;
    if (of_a_lesson) take(one.command);
  }
  CHECK(reserved_options() == taken);
}

TEST_CASE("--version names procdemo and its version") {
  const Result result = procdemo({"--version"});
  CHECK(result.status == 0);
  CHECK(result.out == "procdemo " PROCDEMO_VERSION "\n");
}

}  // namespace procdemo::cli::test
