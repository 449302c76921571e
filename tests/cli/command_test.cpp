#include "cli/describe/command.h"

#include <unistd.h>

#include <stdexcept>

#include "base/child.h"
#include "base/fd.h"
#include "base/problem.h"
#include "catch.h"
#include "cli/describe/complete.h"
#include "cli/describe/help.h"
#include "cli/failure.h"
#include "cli/problems.h"
#include "lesson/problems.h"

namespace procdemo::cli {
namespace {

const Bilingual unread = {"for tests", "测试用"};

Command taking(const Argument& speed) {
  return {.usage = {"procdemo any", "procdemo 任意"},
          .summary = {"For tests.", "测试用。"},
          .groups = {{unread,
                      {{"speed", speed, {"how fast", "多快"}},
                       {"no-tty", flag, unread},
                       {"color", Argument::one_of({"auto", "never"}), unread}}},
                     {unread, {{"var", Argument::text("NAME"), unread}}}},
          .operands = 1,
          .operand = {.kind = Argument::Kind::lesson}};
}

const Command any = taking(Argument::number(0.1, 100));

Command prefix() {
  Command command = any;
  command.prefix = true;
  return command;
}

Problem problem_of(const Command& command, const Words& words) {
  try {
    parse(command, words);
  } catch (const Problem& problem) {
    return problem;
  }
  FAIL("nothing was thrown");
  throw;
}

template <class Action>
Problem problem_of(Action action) {
  try {
    action();
  } catch (const Problem& problem) {
    return problem;
  }
  FAIL("nothing was thrown");
  throw;
}

}  // namespace

TEST_CASE("whatever is thrown becomes a sentence, and a status that is this user's") {
  Pipe pipe = Pipe::make();
  Child child = Child::run(kill_at_once, [&] {
    ::dup2(pipe.write_end.get(), STDERR_FILENO);
    User user;
    const auto command = [&]() -> int {
      user.watching = true;
      throw std::logic_error("odd");
    };
    return status_of(command, user);
  });
  pipe.write_end.reset();
  CHECK(child.wait() == WaitStatus::of_exit(125));
  CHECK(read_file("/proc/self/fd/" + std::to_string(pipe.read_end.get())) ==
        "procdemo: procdemo did not foresee this, please report it: odd\n");
}

TEST_CASE("options, flags and operands come in any order") {
  const Given given = parse(any, {"--no-tty", "word", "--speed", "2", "--var=a", "--var", "b"});
  CHECK(given.has("no-tty"));
  CHECK(given.text("speed") == "2");
  CHECK(given.texts("var") == Words{"a", "b"});
  CHECK(given.operands == Words{"word"});
  CHECK_FALSE(given.help);
}

TEST_CASE("of a value that is given twice the last one counts") {
  CHECK(parse(any, {"--speed", "2", "--speed=3"}).text("speed") == "3");
}

TEST_CASE("a value may begin with a dash, and an operand after --") {
  CHECK(parse(any, {"--speed", "-2"}).text("speed") == "-2");
  CHECK(parse(any, {"--", "--speed"}).operands == Words{"--speed"});
}

TEST_CASE("--help and -h ask for help") {
  CHECK(parse(any, {"--help"}).help);
  CHECK(parse(any, {"-h"}).help);
}

TEST_CASE("with prefix, options end at the first operand") {
  const Given given = parse(prefix(), {"--speed", "2", "ls", "--speed", "3", "--", "-l"});
  CHECK(given.text("speed") == "2");
  CHECK(given.operands == Words{"ls", "--speed", "3", "--", "-l"});
}

TEST_CASE("with prefix, the first -- belongs to procdemo and the next to the command") {
  CHECK(parse(prefix(), {"--", "ls", "--", "-l"}).operands == Words{"ls", "--", "-l"});
  CHECK(parse(prefix(), {"--", "--odd"}).operands == Words{"--odd"});
}

TEST_CASE("an unknown option is refused, with the nearest name") {
  const Problem near = problem_of(any, {"--sped", "2"});
  CHECK(near.is(OptionProblem::unknown_nearest));
  CHECK(near.args() == Words{"--sped", "--speed"});
  CHECK(near.status() == Status::usage);
  CHECK(problem_of(any, {"--whatever=1"}).is(OptionProblem::unknown));
  CHECK(problem_of(any, {"--whatever=1"}).args() == Words{"--whatever"});
  CHECK(problem_of(prefix(), {"--sped", "2", "ls"}).is(OptionProblem::unknown_nearest));
}

TEST_CASE("a missing value, one too many, and a word too many are refused") {
  CHECK(problem_of(any, {"--speed"}).is(OptionProblem::value_missing));
  CHECK(problem_of(any, {"--speed="}).is(OptionProblem::value_missing));
  CHECK(problem_of(any, {"--speed=", "word"}).args() == Words{"--speed"});
  CHECK(problem_of(any, {"--no-tty=maybe"}).is(CommandProblem::value_unexpected));
  CHECK(problem_of(any, {"one", "two"}).is(CommandProblem::unexpected_argument));
  CHECK(problem_of(any, {"one", "two"}).args() == Words{"two"});
}

TEST_CASE("numbers are whole words within their range") {
  const auto number = [](const std::string& text) {
    return parse(any, {"--speed", text}).number("speed", 1);
  };
  CHECK(number("0.1") == Approx(0.1));
  CHECK(number("100") == 100);
  CHECK(parse(any, {}).number("speed", 1) == 1);
  for (const char* const text : {"", "x", "2x", " 2", "nan", "inf", "0x10", "1,5"}) {
    CAPTURE(text);
    CHECK(problem_of([&] { number(text); }).is(OptionProblem::not_number));
  }
  const Problem outside = problem_of([&] { number("101"); });
  CHECK(outside.is(OptionProblem::out_of_range));
  CHECK(outside.args() == Words{"--speed", "101", "0.1", "100"});
  CHECK(problem_of([&] { number("-1"); }).is(OptionProblem::out_of_range));
}

TEST_CASE("bytes take a unit of a thousand, a million or a thousand million") {
  const auto bytes = [](const std::string& text) {
    return parse(taking(Argument::number(1, 1e12)), {"--speed", text}).bytes("speed", 7);
  };
  CHECK(bytes("500") == 500);
  CHECK(bytes("20k") == 20'000);
  CHECK(bytes("10M") == 10'000'000);
  CHECK(bytes("1G") == 1'000'000'000);
  CHECK(bytes("1.5k") == 1'500);
  CHECK(problem_of([&] { bytes("1.5"); }).is(OptionProblem::not_whole));
  for (const char* const text : {"M", "10Q", "10MB", "k10"}) {
    CAPTURE(text);
    CHECK(problem_of([&] { bytes(text); }).is(OptionProblem::not_number));
  }
  CHECK(problem_of([&] { bytes("0"); }).is(OptionProblem::out_of_range));
  CHECK(problem_of([&] { bytes("5000G"); }).is(OptionProblem::out_of_range));
}

TEST_CASE("a choice is one of the words that there are") {
  CHECK(parse(any, {"--color", "never"}).choice("color", "auto") == "never");
  CHECK(parse(any, {}).choice("color", "auto") == "auto");
  const Problem other = problem_of([] { parse(any, {"--color=red"}).choice("color", "auto"); });
  CHECK(other.is(OptionProblem::not_one_of));
  CHECK(other.args() == Words{"--color", "red", "auto, never"});
}

TEST_CASE("help fits every width, and none of it is lost") {
  const std::string wide = help_text(any, {.width = 200});
  for (const char* const part : {"For tests.", "procdemo any", "--speed N", "how fast", "--help"}) {
    CHECK(wide.find(part) != std::string::npos);
  }
  const std::string narrow = help_text(any, {.width = 20});
  CHECK(narrow.find("    how fast\n") != std::string::npos);
}

namespace {

std::vector<std::string> completed(const Command& command, const Words& words,
                                   const std::string& typed) {
  std::vector<std::string> found;
  for (const Candidate& one : complete(command, words, typed).candidates) found.push_back(one.word);
  return found;
}

}  // namespace

TEST_CASE("options are completed, and their values, in one word or two") {
  CHECK(completed(any, {}, "--") == Words{"--speed", "--no-tty", "--color", "--var", "--help"});
  CHECK(completed(any, {"--no-tty"}, "--c") == Words{"--color"});
  CHECK(completed(any, {"--color"}, "") == Words{"auto", "never"});
  CHECK(completed(any, {"--color"}, "n") == Words{"never"});
  CHECK(completed(any, {}, "--color=n") == Words{"--color=never"});
  CHECK(completed(any, {"--speed"}, "").empty());
  CHECK(completed(any, {"--"}, "--").empty());
}

TEST_CASE("what an operand is, is told, and after a command's first word it is a file") {
  CHECK(complete(any, {"--color", "auto"}, "").also.kind == Argument::Kind::lesson);
  CHECK(complete(prefix(), {"--color", "auto"}, "").also.kind == Argument::Kind::lesson);
  CHECK(complete(prefix(), {"ls"}, "--color").also.kind == Argument::Kind::file);
}

}  // namespace procdemo::cli
