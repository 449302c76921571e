#include "session/job.h"

#include "catch.h"

namespace procdemo::session {

TEST_CASE("a request is read as it was written, whatever bytes its words have") {
  const WorkerRequest request{
      .words = {"watch", "--", "./p", "a\nb \"c\" \xff", ""},
      .folder = "/tmp/procdemo-0000001/000000",
      .before = "printf '\xfe'",
      .plan = Plan{.choices = {"P", "P.1"}, .sleep = {}, .bound = 2, .seed = 7},
      .keep = Keep::output,
      .fresh = true,
      .explores = true};
  const std::string line = to_line(request);
  CHECK(line.find('\n') == line.size() - 1);
  CHECK(request_from(line) == request);
  const WorkerRequest plain{.words = {"list"}, .folder = "/", .before = "", .plan = {}};
  CHECK(request_from(to_line(plain)) == plain);
}

TEST_CASE("an answer is whole with its last line, and read as it was written") {
  const WorkerAnswer answer{
      .status = 143,
      .printed = "one\ntwo \xff",
      .trace = "{\"type\":\"run\"}\n{\"type\":\"end\"}\n",
      .steps = StepLog{.ending = StepLog::Ending::asleep,
                       .steps = {{.name = "P", .touches = {{"output"}}, .ready = {"P"}}},
                       .pending = {}}};
  const std::string lines = to_lines(answer);
  for (std::size_t size = 0; size < lines.size(); ++size) {
    CHECK_FALSE(is_whole_answer(std::string_view(lines).substr(0, size)));
  }
  CHECK(is_whole_answer(lines));
  CHECK(answer_from(lines) == answer);
  const WorkerAnswer short_one{.status = 0, .printed = "", .trace = "", .steps = {}};
  CHECK(answer_from(to_lines(short_one)) == short_one);
}

TEST_CASE("where a worker's runs live is read as it was written") {
  for (const WorkerWorld& world :
       {WorkerWorld{.own = true}, WorkerWorld{.own = false, .why = "unshare: \xff"}}) {
    CHECK(world_from(to_line(world)) == world);
  }
  CHECK_THROWS_AS(world_from("{\"type\":\"world\"}"), std::invalid_argument);
}

TEST_CASE("what is no request or answer is refused") {
  for (const char* line : {"", "{}", "run", R"({"do":"run","words":[1],"folder":"/"})",
                           R"({"do":"run","words":[],"folder":"/","before":"","plan":"no"})",
                           R"({"do":"run","words":[],"folder":"/","before":"","keep":"no"})"}) {
    CAPTURE(line);
    CHECK_THROWS_AS(request_from(line), std::invalid_argument);
  }
  for (const char* lines : {"", "\n", R"({"type":"end"})", "{\"type\":\"done\",\"status\":\n"}) {
    CAPTURE(lines);
    CHECK_THROWS_AS(answer_from(lines), std::invalid_argument);
  }
}

}  // namespace procdemo::session
