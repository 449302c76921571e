// Filters that a program installs for itself (seccomp(2)), and calls that are not what they were
// when they were looked at: none of them is made unseen.
#include <csignal>
#include <set>

#include "observed.h"

using namespace procdemo::engine;

TEST_CASE("a program's own filters give what they give alone, in live and in controlled runs") {
  need_observing();
  for (const char* how :
       {"errno", "log", "kill", "trap", "threads", "traced-fork", "trace", "none"}) {
    INFO(how);
    CHECK(notes_of(same_as_alone({"filters", how})).empty());
    CHECK(notes_of(same_as_alone({"filters", how}, ordered())).empty());
  }
}

TEST_CASE("a seccomp listener is refused, and told") {
  for (const How& how : {How{}, ordered()}) {
    const Seen seen = observed({"filters", "listener"}, how);
    CHECK(lines_of(seen) == std::vector<std::string>{"listener: EINVAL", "kill: 0", "getuid: ours",
                                                     "fork: exited 0"});
    CHECK(notes_of(seen) == std::set<std::string>{"listener"});
  }
}

TEST_CASE("seccomp's strict mode is refused, and told") {
  const Seen seen = observed({"filters", "strict"});
  CHECK(lines_of(seen) == std::vector<std::string>{"strict: EINVAL", "strict: EINVAL", "kill: 0",
                                                   "getuid: ours", "fork: exited 0"});
  CHECK(notes_of(seen) == std::set<std::string>{"seccomp-strict"});
}

TEST_CASE("a clone that a signal broke off goes on as one that is traced") {
  for (const char* how : {"untraced", "changed-flags"}) {
    INFO(how);
    const Seen seen = observed({"restarted", how});
    CHECK(lines_of(seen, "P") == std::vector<std::string>{"untraced: 0"});
    CHECK(all<event::Fork>(seen).size() == 300);
    CHECK(all_born_ended(seen));
  }
}

TEST_CASE("a write that a handler made another is another call, also by what is behind it") {
  for (const char* how : {"changed-write", "changed-descriptor"}) {
    INFO(how);
    for (const How& when : {How{}, ordered()}) {
      const Seen seen = observed({"restarted", how}, when);
      CHECK(lines_of(seen) == std::vector<std::string>{"not to be hidden", "written: 17"});
    }
  }
}

TEST_CASE("a call that is made for procdemo is that call, or none") {
  for (const char* how : {"before", "foreign", "between", "filter"}) {
    INFO(how);
    const Seen seen = observed({"mended", how});
    CHECK(lines_of(seen) == std::vector<std::string>{"alive, children: 0"});
    CHECK(all<event::Fork>(seen).empty());
    CHECK(all<event::Signal>(seen).empty());
    CHECK(all<event::Probe>(seen).size() == (how == std::string("between") ? 500 : 1));
    CHECK(seen.outcome.wait_status.is_success());
  }
}

TEST_CASE("a call that is made for procdemo leaves nothing behind in the program's memory") {
  const Seen seen = observed({"mended", "stack"});
  CHECK(lines_of(seen) == std::vector<std::string>{"untouched: 4096", "alive, children: 0"});
}
