// Each limit is one row, and what a trace says of it comes back.
#include "trace/limits.h"

#include <nlohmann/json.hpp>

#include "catch.h"
#include "trace/json.h"

using namespace procdemo::trace;

namespace {

nlohmann::ordered_json header() {
  return nlohmann::ordered_json::parse(to_line(Run{}));
}

}  // namespace

TEST_CASE("a limit is found by its name, and takes and gives its value") {
  for (const LimitKind& kind : limit_kinds) {
    CAPTURE(kind.name);
    CHECK(find_limit(kind.name) == &kind);
    Limits limits;
    kind.set(limits, kind.least);
    CHECK(limits != Limits{});
    CHECK(kind.value(limits) == kind.least);
    CHECK(kind.given(limits) == kind.least);
  }
  CHECK(find_limit("unseen") == nullptr);
}

TEST_CASE("the usual memory is the machine's affair, and stands in no trace") {
  const Limits limits;
  CHECK(limits.memory_here() > 0);
  CHECK(limits.memory_here() <= 4'000'000'000);
  CHECK_FALSE(find_limit("memory")->given(limits));
  CHECK(find_limit("memory")->value(limits) == static_cast<double>(limits.memory_here()));
  CHECK_FALSE(header()["limits"].contains("memory"));
}

TEST_CASE("every limit comes back from a header, but for those that nobody enforces") {
  Run run;
  for (const LimitKind& kind : limit_kinds) kind.set(run.limits, kind.most);
  CHECK(run_from_line(to_line(run)) == run);
  run.loose = {"forks", "output"};
  const Run back = run_from_line(to_line(run));
  CHECK(back.loose == run.loose);
  CHECK(back.limits.forks == Limits{}.forks);
  CHECK(back.limits.memory == run.limits.memory);
}

TEST_CASE("a limit that is none, or can be none, is refused") {
  auto json = header();
  json["limits"]["patience"] = 3;
  CHECK_THROWS_AS(run_from_line(json.dump()), NewerTrace);
  json = header();
  json["loose"] = {"patience"};
  CHECK_THROWS_AS(run_from_line(json.dump()), NewerTrace);
  for (const double value : {-1.0, 0.0, 1e18}) {
    json = header();
    json["limits"]["seconds"] = value;
    CHECK_THROWS_AS(run_from_line(json.dump()), std::invalid_argument);
  }
}
