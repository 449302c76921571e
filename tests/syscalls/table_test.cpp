// The rows of system calls, as a table: nothing is forgotten in it, and nothing is taken for
// another.
#include "syscalls/table.h"
#include "syscalls/step_names.h"

#include <seccomp.h>
#include <sys/syscall.h>

#include <algorithm>
#include <set>
#include <string>

#include "catch.h"
#include "syscalls/step_names.h"

using namespace procdemo::syscalls;

namespace {

const Needs live{}, ordered{.scaled_time = true, .control = true},
    explored{.scaled_time = true, .control = true, .every_call = true};

const Syscall& row_of(std::string_view name) {
  const auto found = std::ranges::find(syscalls(), name, &Syscall::name);
  REQUIRE(found != syscalls().end());
  return *found;
}

}  // namespace

TEST_CASE("each call has one row, and each number one call") {
  std::set<std::string_view> names;
  std::set<int> numbers;
  for (const Syscall& call : syscalls()) {
    INFO(call.name);
    CHECK(names.insert(call.name).second);
    if (const int number = number_of(call); number >= 0) CHECK(numbers.insert(number).second);
  }
}

TEST_CASE("every row has a number on the architecture that has all calls") {
  const auto without = calls_without_number();
  const std::vector<std::string_view> none;
  if (::seccomp_arch_native() == SCMP_ARCH_X86_64) CHECK(without == none);
  for (const std::string_view name : without) WARN("no such call here: " << name);
}

TEST_CASE("a number that stands in a row is the library's, where that knows the call") {
  for (const Syscall& call : syscalls()) {
    const int known = ::seccomp_syscall_resolve_name(std::string(call.name).c_str());
    INFO(call.name);
    if (call.number < 0) continue;
    CHECK(call.number >= 424);
    CHECK((known == __NR_SCMP_ERROR || known == call.number));
  }
}

// A name that the library mistook, or that is misspelled, would have none, or another's.
TEST_CASE("names lead to the kernel's numbers") {
  CHECK(number_of(row_of("write")) == SYS_write);
  CHECK(number_of(row_of("newfstatat")) == SYS_newfstatat);
  CHECK(number_of(row_of("restart_syscall")) == SYS_restart_syscall);
  CHECK(number_of({.name = "no_such_call", .touches = row_of("write").touches}) == -1);
}

TEST_CASE("calls that do the same are one step") {
  for (const StepFamily& family : step_families()) {
    for (const std::string_view name : family.calls) {
      INFO(name);
      const auto row = std::ranges::find(syscalls(), name, &Syscall::name);
      REQUIRE(row != syscalls().end());
      CHECK(row->step_name() == family.step);
    }
  }
  CHECK(row_of("waitid").step_name() == row_of("wait4").step_name());
  CHECK(row_of("futex").step_name() == "futex");
}

TEST_CASE(
    "what is refused for safety's sake is refused in every run, and whatever the library knows") {
  for (const Needs& needs : {live, ordered, explored}) {
    const CallTable table(needs);
    for (const std::string_view name :
         {"io_uring_setup", "io_uring_enter", "io_uring_register", "io_setup", "userfaultfd",
          "memfd_secret", "open_tree_attr", "mount_setattr", "seccomp", "ptrace"}) {
      INFO(name);
      CHECK_FALSE(table.at(number_of(row_of(name))).refusals.empty());
    }
  }
  for (const auto& [name, number] : {std::pair("io_uring_setup", 425),
                                     {"memfd_secret", 447},
                                     {"open_tree_attr", 467},
                                     {"mount_setattr", 442}}) {
    CHECK(row_of(name).number == number);
  }
}

TEST_CASE("a call without a row is none of the others") {
  constexpr int unknown[] = {-1, 100'000, SYS_quotactl};
  for (const int number : unknown) {
    INFO(number);
    CHECK(CallTable(live).at(number).handler == nullptr);
    CHECK(CallTable(ordered).at(number).handler == nullptr);
    const CallTable table(explored);
    REQUIRE(table.at(number).call != nullptr);
    CHECK(table.at(number).call->name == "syscall");
    CHECK(table.at(number).call->may_signal);
  }
}

TEST_CASE("where every call is a step, each is one, but for those that concern nobody else") {
  Needs with_cgroups = explored;
  with_cgroups.cgroups = true;
  const CallTable table(with_cgroups);
  for (const Syscall& call : syscalls()) {
    INFO(call.name);
    const CallTable::Entry& entry = table.at(number_of(call));
    REQUIRE(entry.handler != nullptr);
    if (call.is_private) CHECK(call.handlers.empty());
    if (!call.handlers.empty()) CHECK(entry.call == &call);
  }
}
