#include "cli/explore/explored.h"

#include "catch.h"
#include "cli/desk.h"

namespace procdemo::cli::test {

using nlohmann::json;

json explored(std::vector<std::string> words, int status) {
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

void check_like(const json& found, const Outcomes& expected, const std::string& first_lines) {
  CHECK(found["complete"] == true);
  CHECK(found["orders"] == expected.orders.size());
  std::set<std::string> texts;
  for (const std::string& text : expected.texts) texts.insert(first_lines + text);
  CHECK(outputs_of(found) == texts);
  for (const json& claim : found["claims"]) CHECK(claim["holds"] != false);
}

void write_race(const fixture::Folder& folder) {
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

}  // namespace procdemo::cli::test
