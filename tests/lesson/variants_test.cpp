#include "lesson/variants.h"

#include "catch.h"
#include "lesson/fixture.h"

using namespace procdemo::lesson;
using namespace procdemo::lesson::fixture;

namespace {

using Words = std::vector<std::string>;

std::vector<Words> words_of(const std::string& toml) {
  const Folder folder;
  const Lesson lesson = load_lesson(write_lesson(folder, "01-demo", toml));
  std::vector<Words> all;
  for (const Variant& variant : variants_of(lesson)) all.push_back(variant.words);
  return all;
}

}  // namespace

TEST_CASE("every variant that a claim speaks of is run once, and the lesson as it is first") {
  CHECK(words_of(good_toml) == std::vector<Words>{{}, {"--variant", "b"}});
  CHECK(words_of(changed("when = { variant = \"b\" }", "when = { variant = \"a\" }")) ==
        std::vector<Words>{{}});
  CHECK(words_of(changed("when = { variant = \"b\" }", "when = { no-tty = true, rounds = 7 }")) ==
        std::vector<Words>{{}, {"--rounds", "7", "--no-tty"}});
  CHECK(words_of(changed("when = { variant = \"b\" }", "when = { no-tty = false }")) ==
        std::vector<Words>{{}});
}

TEST_CASE("a lesson may have itself checked with other values than its defaults") {
  const std::string smaller = changed("watch = ", "check = { rounds = 1 }\nwatch = ");
  CHECK(words_of(smaller) ==
        std::vector<Words>{{"--rounds", "1"}, {"--rounds", "1", "--variant", "b"}});
  const Folder folder;
  const auto lesson =
      write_lesson(folder, "01-demo", changed("watch = ", "check = { rounds = 0 }\nwatch = "));
  CHECK_THROWS_AS(load_lesson(lesson), Problem);
}

TEST_CASE("where a program is told in Python, too, its variants follow") {
  const Folder folder;
  const auto words = [&](const std::string& id, const std::string& toml) {
    const auto lesson = write_lesson(folder, id, toml);
    folder.write(id + "/demo.py", "print(1)\n");
    std::vector<Words> all;
    for (const Variant& variant : variants_of(load_lesson(lesson))) all.push_back(variant.words);
    return all;
  };
  CHECK(words("01-demo", good_toml) ==
        std::vector<Words>{
            {}, {"--variant", "b"}, {"--in", "python"}, {"--variant", "b", "--in", "python"}});
  const std::string in_cpp =
      changed("when = { variant = \"b\" }", "when = { variant = \"b\", in = \"cpp\" }");
  CHECK(words("02-demo", in_cpp) == std::vector<Words>{{}, {"--variant", "b"}, {"--in", "python"}});
}

TEST_CASE("a lesson with a claim that needs to be live is told apart") {
  const Folder folder;
  CHECK_FALSE(has_live_claims(load_lesson(write_lesson(folder))));
  const std::string live = changed("when = { variant = \"b\" }", "needs = \"live\"");
  CHECK(has_live_claims(load_lesson(write_lesson(folder, "02-live", live))));
}
