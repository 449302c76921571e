#include "tracee/arch/detour.h"

#include <cstring>

#include "catch.h"

using namespace procdemo::tracee;

namespace {

// How many bytes of it stand elsewhere; 0 for code that can't.
std::size_t moved(std::string code) {
  constexpr std::size_t jump = 5;
  code.resize(15, '\x90');
  const auto copy = detour(code, 0x10000, 0x20000);
  return copy ? copy->size() - jump : 0;
}

template <std::size_t size>
std::string code(const char (&bytes)[size]) {
  return std::string(bytes, size - 1);
}

}  // namespace

TEST_CASE("the instructions with which functions begin can stand elsewhere") {
  CHECK(moved(code("\xF3\x0F\x1E\xFA")) == 4);                           // endbr64
  CHECK(moved(code("\x55")) == 1);                                       // push %rbp
  CHECK(moved(code("\x41\x57")) == 2);                                   // push %r15
  CHECK(moved(code("\x48\x89\xE5")) == 3);                               // mov %rsp,%rbp
  CHECK(moved(code("\x48\x83\xEC\x08")) == 4);                           // sub $8,%rsp
  CHECK(moved(code("\x48\x81\xEC\x88\x00\x00\x00")) == 7);               // sub $0x88,%rsp
  CHECK(moved(code("\x8B\x47\x10")) == 3);                               // mov 0x10(%rdi),%eax
  CHECK(moved(code("\x48\x8B\x07")) == 3);                               // mov (%rdi),%rax
  CHECK(moved(code("\xF0\xFF\x0F")) == 3);                               // lock decl (%rdi)
  CHECK(moved(code("\xBE\x01\x00\x00\x00")) == 5);                       // mov $1,%esi
  CHECK(moved(code("\x83\xFE\x01")) == 3);                               // cmp $1,%esi
  CHECK(moved(code("\x31\xF6")) == 2);                                   // xor %esi,%esi
  CHECK(moved(code("\x64\x8B\x04\x25\xD0\x02\x00\x00")) == 8);           // mov %fs:0x2d0,%eax
  CHECK(moved(code("\x48\x8B\x44\x24\x08")) == 5);                       // mov 8(%rsp),%rax
  CHECK(moved(code("\xC7\x87\x00\x01\x00\x00\x01\x00\x00\x00")) == 10);  // movl $1,0x100(%rdi)
}

TEST_CASE("what would do something else there stays, and so does what is not known") {
  CHECK(moved(code("\xE9\x00\x00\x00\x00")) == 0);                    // jmp
  CHECK(moved(code("\xE8\x00\x00\x00\x00")) == 0);                    // call
  CHECK(moved(code("\x74\x02")) == 0);                                // je
  CHECK(moved(code("\xFF\xE0")) == 0);                                // jmp *%rax
  CHECK(moved(code("\x48\x8B\x05\x00\x00\x00\x00")) == 0);            // mov 0(%rip),%rax
  CHECK(moved(code("\xC3")) == 0);                                    // ret
  CHECK(moved(code("\x0F\x05")) == 0);                                // syscall
  CHECK_FALSE(detour(std::string("\x48\x83", 2), 0x10000, 0x20000));  // cut off
  CHECK_FALSE(detour(code("\x55"), 0, 1ull << 40));                   // too far for a jump
}

TEST_CASE("the copy goes on behind the instruction") {
  const auto copy = detour(code("\x41\x57\x90\x90"), 0x10000, 0x10100);
  REQUIRE(copy);
  REQUIRE(copy->size() == 7);
  CHECK(copy->substr(0, 2) == code("\x41\x57"));
  std::int32_t distance = 0;
  std::memcpy(&distance, copy->data() + 3, sizeof distance);
  CHECK(0x10100 + 7 + distance == 0x10000 + 2);
}
