// cli's own words: problems, and what doctor says.
#include "catch.h"
#include "cli/commands/subcommand.h"
#include "cli/words/check.h"
#include "cli/words/doctor.h"
#include "cli/words/explore.h"
#include "cli/words/help.h"
#include "cli/words/problem_words.h"
#include "cli/words/system_errors.h"
#include "show/word_pairs.h"

namespace procdemo::cli {
namespace {

template <std::size_t... rooms>
void check_rooms(std::index_sequence<rooms...>) {
  (check_pairs(std::get<rooms>(english_problems), std::get<rooms>(chinese_problems)), ...);
}

void check_translated(const Wording& words) {
  CHECK_FALSE(has_chinese(words.en));
  CHECK(has_chinese(words.zh));
}

}  // namespace

TEST_CASE("both languages have a sentence for every problem of every room") {
  check_rooms(std::make_index_sequence<std::tuple_size_v<ProblemWords>>());
}

TEST_CASE("check, explore and doctor say everything in both languages") {
  check_pairs(english<CheckSays>(), chinese<CheckSays>());
  check_pairs(english<ExploreSays>(), chinese<ExploreSays>());
  check_pairs(english<DoctorSays>(), chinese<DoctorSays>());
}

TEST_CASE("help is in both languages, as a frame and for every command and option") {
  check_pairs(english<Help>(), chinese<Help>());
  for (const Subcommand& one : subcommands()) {
    INFO(one.name);
    check_translated(one.command.summary);
    for (const Option& option : options_of(one.command)) check_translated(option.help);
  }
}

TEST_CASE("a problem is worded with its arguments") {
  const Problem problem(Status::usage, LessonProblem::unknown_nearest, {"frok", "fork"});
  CHECK(say(problem, Language::en) == "there is no lesson 'frok'; did you mean 'fork'?");
  CHECK(say(problem, Language::zh) == "没有名为“frok”的课；是想输入“fork”吗？");
}

TEST_CASE("what the kernel answers is told in the reader's language") {
  CHECK(in_language("No such file or directory", Language::en) == "No such file or directory");
  CHECK(in_language("No such file or directory", Language::zh) == "没有这个文件或目录");
  CHECK(in_language("dup: Permission denied", Language::zh) == "dup: 没有权限");
  CHECK(in_language("my Permission denied", Language::zh) == "my Permission denied");
  for (const Language language : {Language::en, Language::zh}) {
    CHECK(in_language("Exec format error", language).find("#!") != std::string::npos);
  }
  const Problem problem(Status::usage, TraceProblem::unreadable, {"a", "Is a directory"});
  CHECK(say(problem, Language::zh) == "无法读取 a：是一个目录");
}

TEST_CASE("a problem is known by its room and its kind") {
  const Problem problem(Status::usage, LessonProblem::unknown);
  CHECK(problem.is(LessonProblem::unknown));
  CHECK_FALSE(problem.is(LessonProblem::unknown_nearest));
  CHECK_FALSE(problem.is(OptionProblem::unknown));
  CHECK(problem.as<LessonProblem>() == LessonProblem::unknown);
  CHECK_FALSE(problem.as<TraceProblem>());
}

}  // namespace procdemo::cli
