// procdemo explore: locks of threads.
#include <nlohmann/json.hpp>

#include "catch.h"
#include "cli/desk.h"

namespace procdemo::cli::test {

TEST_CASE("mutexes that two threads take crosswise are a deadlock, and its token names them") {
  const std::string program = programs + "mutexes";
  const Result found =
      procdemo({"explore", "--format", "json", "--limit", "60", "--", program, "crossed"});
  INFO(found.out << found.err);
  REQUIRE(found.status == 1);
  const nlohmann::json deadlocks = nlohmann::json::parse(found.out)["deadlocks"];
  REQUIRE(deadlocks.size() == 1);
  const Result again =
      procdemo({"watch", "--format", "plain", "--schedule",
                deadlocks[0]["token"].get<std::string>(), "--", program, "crossed"});
  CHECK(again.status == 1);
  CHECK_THAT(again.out, contains("P/t2 waits for the mutex forks[1], which depends on P/t3; P/t3 "
                                 "waits for the mutex forks[0], which depends on P/t2."));
}

TEST_CASE("where locks are not seen, the report says so") {
  const std::vector<std::string> words = {"explore", "--limit", "10", "--"};
  const auto explored = [&](const char* program) {
    std::vector<std::string> all = words;
    all.insert(all.end(), {programs + program, "ordered"});
    return procdemo(all);
  };
  CHECK_THAT(explored("mutexes_stripped").out, contains("threads may have taken locks unseen"));
  CHECK_THAT(explored("mutexes").out, !contains("threads may have taken locks unseen"));
}

}  // namespace procdemo::cli::test
