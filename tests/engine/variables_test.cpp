// Watched variables: found by name, read at each process's stops, with address and page.
#include <map>

#include "machine.h"
#include "observed.h"

using namespace procdemo::engine;

namespace {

How watching(std::vector<std::string> names) {
  How how;
  how.settings.watch = std::move(names);
  return how;
}

std::vector<event::Value> values_of(const Seen& seen, const Name& process,
                                    const std::string& name) {
  std::vector<event::Value> found;
  for (const Event& event : all<event::Value>(seen, process))
    if (event.as<event::Value>()->name == name) found.push_back(*event.as<event::Value>());
  return found;
}

std::vector<std::string> all_names() {
  return {"g_num", "g_short", "g_char", "g_bool", "g_long", "g_byte"};
}

}  // namespace

TEST_CASE("a variable is 101 in the child and 100 in the parent, at one address") {
  for (const char* name : {"variable", "variable_static", "variable_no_pie"}) {
    INFO(name);
    const Seen seen = observed({name}, watching({"g_num"}));
    const auto in_parent = values_of(seen, "P", "g_num"),
               in_child = values_of(seen, "P.1", "g_num");
    REQUIRE_FALSE(in_parent.empty());
    REQUIRE_FALSE(in_child.empty());
    CHECK(in_parent.back().value == 100);
    CHECK(in_child.front().value == 100);
    CHECK(in_child.back().value == 101);
    const std::string told = "parent: g_num 100 at " + in_parent.back().address;
    CHECK(lines_of(seen, "P").front() == told);
    CHECK(lines_of(seen, "P.1").front() == "child: g_num 101 at " + in_child.back().address);
  }
}

TEST_CASE("the page is private, shared by a fork, and private again where somebody wrote") {
  need_page_state();
  const Seen seen = observed({"variable"}, watching({"g_num"}));
  const auto in_parent = values_of(seen, "P", "g_num"), in_child = values_of(seen, "P.1", "g_num");
  CHECK(in_child.front().page == "shared");
  CHECK(in_child.back().page == "private");
  bool shared_in_parent = false, private_before = false;
  for (const event::Value& value : in_parent) {
    private_before =
        private_before || (value.value == 100 && value.page == "private" && !shared_in_parent);
    shared_in_parent = shared_in_parent || value.page == "shared";
  }
  CHECK(private_before);
  CHECK(shared_in_parent);
}

TEST_CASE("variables of every size and sign are read as they are") {
  const Seen seen = observed({"variable"}, watching(all_names()));
  std::map<std::string, std::int64_t> last;
  for (const std::string& name : all_names()) last[name] = values_of(seen, "P", name).back().value;
  CHECK(last["g_num"] == 100);
  CHECK(last["g_short"] == -2);
  CHECK(last["g_char"] == -1);
  CHECK(last["g_bool"] == 1);
  CHECK(last["g_long"] == -5'000'000'000);
  CHECK(values_of(seen, "P.1", "g_short").back().value == 300);
}

TEST_CASE("a variable that is not there is a mistake in usage, and watching changes nothing") {
  need_observing();
  CHECK(Running({"variable"}, watching({"no_such_variable"})).finish().trouble == "Problem 2");
  const std::string watched = observed({"variable_static"}, watching(all_names())).output();
  CHECK(watched == alone({"variable_static"}).out);
}
