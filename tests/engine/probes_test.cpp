// USDT probes: where a program stops, and what it tells there.
#include "observed.h"
#include "tracee/probe_notes.h"

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

Operand in_register(int base, int shift = 0) {
  Operand operand;
  operand.base = base;
  operand.shift = shift;
  return operand;
}

Operand in_memory(std::int64_t number, int base = -1, int index = -1, std::int64_t scale = 1) {
  Operand operand{number, "", base, index, scale};
  operand.in_memory = true;
  return operand;
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

TEST_CASE("where an argument is, is understood in every form that compilers write") {
  CHECK(operand_of("%rax") == in_register(0));
  CHECK(operand_of("%edi") == in_register(5));
  CHECK(operand_of("%sil") == in_register(4));
  CHECK(operand_of("%ah") == in_register(0, 8));
  CHECK(operand_of("%cl") == in_register(2));
  CHECK(operand_of("%bp") == in_register(6));
  CHECK(operand_of("%r8d") == in_register(8));
  CHECK(operand_of("%r15") == in_register(15));
  CHECK(operand_of("-8(%rbp)") == in_memory(-8, 6));
  CHECK(operand_of("(%rsp)") == in_memory(0, 7));
  CHECK(operand_of("16(%rax,%rcx,8)") == in_memory(16, 0, 2, 8));
  CHECK(operand_of("0x10(,%rdx,4)") == in_memory(16, -1, 3, 4));
  CHECK(operand_of("$-0x10")->number == -16);
  CHECK(operand_of("$4294967295")->number == 4294967295);
  CHECK_FALSE(operand_of("$5")->in_memory);
  const auto table = operand_of("table+4(%rip)");
  REQUIRE(table);
  CHECK((table->symbol == "table" && table->number == 4 && table->in_memory));
  CHECK(operand_of("4+table(%rip)") == table);
  CHECK(operand_of("_ZL5table.0(,%rax,8)")->symbol == "_ZL5table.0");
  for (const char* text : {"", "%", "%xmm0", "%r16", "%r8x", "%rip", "%fs:8", "%fs:x@tpoff",
                           "(%rip)", "8(%rax", "8(%rax,%rbx,", "8(%zz)", "a+b(%rip)", "$"}) {
    INFO(text);
    CHECK_FALSE(operand_of(text));
  }
}

TEST_CASE("a note's words give each argument its size and sign") {
  const auto found = probe_arguments("8@%rdi -4@$5 2@-8(%rbp) -1@%al %rax 8f@%xmm0 16@%rax");
  REQUIRE(found.size() == 7);
  CHECK((found[0].size == 8 && !found[0].is_signed && found[0].operand));
  CHECK((found[1].size == 4 && found[1].is_signed && found[1].operand->number == 5));
  CHECK((found[2].size == 2 && found[3].size == 1 && found[3].is_signed));
  CHECK((found[4].size == 8 && found[4].operand));
  CHECK_FALSE(found[5].operand);
  CHECK_FALSE(found[6].operand);
  CHECK(probe_arguments("").empty());
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
