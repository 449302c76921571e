// USDT probes: where a program stops, and what it tells there.
#include "observed.h"

using namespace procdemo::engine;

namespace {

using Texts = std::vector<std::string>;

How observing(Texts providers) {
  How how;
  how.settings.probes = std::move(providers);
  return how;
}

// The arguments each time that a process passed a probe of this name.
std::vector<Texts> passed(const Seen& seen, const std::string& name, const Name& process) {
  std::vector<Texts> found;
  for (const Event& event : all<event::Probe>(seen, process)) {
    const auto& probe = *event.as<event::Probe>();
    if (probe.name == name) found.push_back(probe.args);
  }
  return found;
}

}  // namespace

TEST_CASE("a probe's arguments are read wherever the compiler has put them") {
  for (const char* name : {"probes", "probes_static", "probes_no_pie", "probes_optimized"}) {
    INFO(name);
    const Seen seen = observed({name});
    const std::vector<Texts> numbers = {
        {"queue-1", "-5", "-5000000000", "4000000000", "-1", "9223372036854775808"}};
    CHECK(passed(seen, "numbers", "P") == numbers);
    const std::vector<Texts> memory = {{"in memory", "-3", "200", "one", "-7", "a global text"}};
    CHECK(passed(seen, "memory", "P") == memory);
    CHECK(passed(seen, "bare", "P") == std::vector<Texts>{{}});
  }
}

TEST_CASE("what is no integer and no text is told as what it is") {
  const std::vector<Texts> others = passed(observed({"probes"}), "others", "P");
  REQUIRE(others.size() == 1);
  CHECK(others[0][0] == "?");
  CHECK(others[0][1].starts_with("0x"));
  CHECK(others[0][2] == "0");
}

TEST_CASE("children, threads, spawned and executed programs pass probes, too") {
  const Seen seen = observed({"probes"});
  CHECK(passed(seen, "inlined", "P.1") == std::vector<Texts>{{"child", "3"}});
  CHECK(passed(seen, "inlined", "P/t2") == std::vector<Texts>{{"thread", "4"}});
  CHECK(passed(seen, "inlined", "P.2") == std::vector<Texts>{{"spawned", "9"}});
  const std::vector<Texts> in_parent = {{"here", "1"}, {"there", "2"}, {"spawned", "9"}};
  CHECK(passed(seen, "inlined", "P") == in_parent);
}

TEST_CASE("only the providers that are asked for stop a program") {
  need_observing();
  const auto secrets = [](const Texts& providers) {
    return passed(observed({"probes"}, observing(providers)), "secret", "P").size();
  };
  CHECK(secrets({"multiprocess"}) == 0);
  CHECK(secrets({"another"}) == 1);
  CHECK(secrets({"*"}) == 1);
  CHECK(all<event::Probe>(observed({"probes"}, observing({}))).empty());
}

TEST_CASE("a probe's semaphore counts the observer, and nobody when there is none") {
  const Seen seen = observed({"probe_semaphore"});
  CHECK(passed(seen, "costly", "P") == std::vector<Texts>{{"1"}, {"2"}});
  CHECK(lines_of(seen) == Texts{"observers: 1"});
  CHECK(alone({"probe_semaphore"}).out == "observers: 0\n");
}

TEST_CASE("a program that passes probes tells the same as alone") {
  need_observing();
  CHECK(same_as_alone({"probes"}).events.size() > 0);
}

TEST_CASE("a program's own traps, and what it does with SIGTRAP, are as they are alone") {
  const Seen seen = same_as_alone({"traps"});
  CHECK(all<event::Probe>(seen).size() == 12);
  const Seen untouched = same_as_alone({"traps"}, observing({}));
  CHECK(all<event::Signal>(seen).size() == all<event::Signal>(untouched).size());
}

TEST_CASE("probes that only say where a step begins are left alone") {
  const Seen seen = observed({"probes"});
  CHECK(passed(seen, "touch", "P").empty());
}
