#include "tracee/probe_notes.h"

#include "catch.h"

using namespace procdemo::tracee;

namespace {

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
