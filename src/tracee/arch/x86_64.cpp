// x86-64 (System V ABI; syscall(2) has the table of registers): the call's number in rax, kept in
// orig_rax; arguments in rdi, rsi, rdx, r10, r8, r9; the result in rax; `syscall` is two bytes
// long.
#include <elf.h>
#include <linux/audit.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

#include <cerrno>

#include "tracee/arch/arch.h"
#include "tracee/tracee.h"

namespace procdemo::tracee {

namespace {

constexpr std::uint32_t x32_bit = 0x40000000;
constexpr std::uint64_t syscall_instruction = 2;  // bytes: 0F 05

using Word = unsigned long long user_regs_struct::*;
constexpr std::array<Word, 6> argument_registers = {&user_regs_struct::rdi, &user_regs_struct::rsi,
                                                    &user_regs_struct::rdx, &user_regs_struct::r10,
                                                    &user_regs_struct::r8,  &user_regs_struct::r9};

// By the numbers that Operand has.
constexpr std::array<Word, 16> generals = {
    &user_regs_struct::rax, &user_regs_struct::rbx, &user_regs_struct::rcx, &user_regs_struct::rdx,
    &user_regs_struct::rsi, &user_regs_struct::rdi, &user_regs_struct::rbp, &user_regs_struct::rsp,
    &user_regs_struct::r8,  &user_regs_struct::r9,  &user_regs_struct::r10, &user_regs_struct::r11,
    &user_regs_struct::r12, &user_regs_struct::r13, &user_regs_struct::r14, &user_regs_struct::r15};

}  // namespace

std::uint32_t native_arch() {
  return AUDIT_ARCH_X86_64;
}
std::uint32_t foreign_numbers_from() {
  return x32_bit;
}

std::uint8_t nop_instruction() {
  return 0x90;
}
std::uint8_t trap_instruction() {
  return 0xCC;  // int3
}
std::string_view call_instruction_bytes() {
  return "\x0F\x05";
}

bool Registers::ask(pid_t tid) const {
  if (kernels_) return true;
  user_regs_struct all{};
  iovec where = {&all, sizeof all};
  if (::ptrace(PTRACE_GETREGSET, tid, NT_PRSTATUS, &where) != 0) return false;
  kernels_ = all;
  return true;
}

bool Registers::read(pid_t tid) {
  if (!ask(tid)) return false;
  only_call_ = false;
  raw_ = *kernels_;
  return true;
}

std::optional<Registers> Registers::now(pid_t tid) const {
  if (!ask(tid)) return std::nullopt;
  Registers registers = *this;
  registers.read(tid);
  return registers;
}

void Registers::enter(std::int64_t number, const Arguments& call, std::uint64_t instruction,
                      std::uint64_t stack) {
  only_call_ = true;
  raw_.orig_rax = static_cast<std::uint64_t>(number);
  raw_.rax = static_cast<std::uint64_t>(-ENOSYS);
  set_arguments(call);
  raw_.rip = instruction;
  raw_.rsp = stack;
}

// What is known of a call's entry, perhaps changed since, goes over what the kernel has.
bool Registers::complete(pid_t tid, user_regs_struct& all) const {
  if (!ask(tid)) return false;
  all = *kernels_;
  all.orig_rax = raw_.orig_rax;
  all.rax = raw_.rax;
  for (const auto argument : argument_registers) all.*argument = raw_.*argument;
  all.rip = raw_.rip;
  all.rsp = raw_.rsp;
  return true;
}

bool Registers::write(pid_t tid) const {
  user_regs_struct all = raw_;
  if (only_call_ && !complete(tid, all)) return false;
  iovec where = {&all, sizeof all};
  if (::ptrace(PTRACE_SETREGSET, tid, NT_PRSTATUS, &where) != 0) return false;
  kernels_.reset();  // the kernel may have written them otherwise
  return true;
}

std::int64_t Registers::call_number() const {
  return static_cast<std::int32_t>(raw_.orig_rax);  // the kernel looks at no more
}
std::uint64_t Registers::argument(int index) const {
  return raw_.*argument_registers[static_cast<std::size_t>(index)];
}
void Registers::set_argument(int index, std::uint64_t value) {
  raw_.*argument_registers[static_cast<std::size_t>(index)] = value;
}
Arguments Registers::arguments() const {
  Arguments values;
  for (int i = 0; i < 6; ++i) values[static_cast<std::size_t>(i)] = argument(i);
  return values;
}
void Registers::set_arguments(const Arguments& values) {
  for (int i = 0; i < 6; ++i) set_argument(i, values[static_cast<std::size_t>(i)]);
}
std::int64_t Registers::result() const {
  return static_cast<std::int64_t>(raw_.rax);
}
void Registers::set_result(std::int64_t value) {
  raw_.rax = static_cast<std::uint64_t>(value);
}
std::uint64_t Registers::stack() const {
  return raw_.rsp;
}
std::uint64_t Registers::scratch(std::size_t size) const {
  constexpr std::uint64_t red_zone = 128, alignment = 16;
  return (stack() - red_zone - size) & ~(alignment - 1);
}
std::uint64_t Registers::instruction() const {
  return raw_.rip;
}
void Registers::set_instruction(std::uint64_t address) {
  raw_.rip = address;
}
std::uint64_t Registers::first_parameter() const {
  return raw_.rdi;
}
std::uint64_t Registers::return_address_at() const {
  return raw_.rsp;
}
std::uint64_t Registers::call_instruction() const {
  return raw_.rip - syscall_instruction;
}
std::uint64_t Registers::general(int number) const {
  return raw_.*generals[static_cast<std::size_t>(number)];
}

std::uint64_t Registers::thread_pointer() const {
  return raw_.fs_base;
}

void Registers::leave_function(const Tracee& task) {
  raw_.rip = read_value<std::uint64_t>(task, raw_.rsp).value_or(0);
  raw_.rsp += sizeof raw_.rip;
}

DwarfNumbers dwarf_numbers() {
  return {.stack = 7, .instruction = 16};
}

// System V ABI for x86-64, 3.6.2; the last is the return address, which is where it stands.
std::array<std::uint64_t, 17> Registers::by_dwarf_number() const {
  const user_regs_struct& r = raw_;
  return {r.rax, r.rdx, r.rcx, r.rbx, r.rsi, r.rdi, r.rbp, r.rsp, r.r8,
          r.r9,  r.r10, r.r11, r.r12, r.r13, r.r14, r.r15, r.rip};
}

void Registers::answer(std::int64_t result) {
  raw_.orig_rax = static_cast<std::uint64_t>(-1);
  set_result(result);
}

void Registers::become_call(std::int64_t number) {
  raw_.orig_rax = static_cast<std::uint64_t>(number);
}

void Registers::make_call(std::uint64_t instruction, std::int64_t number,
                          const std::array<std::uint64_t, 4>& arguments) {
  raw_.rip = instruction;
  raw_.rax = static_cast<std::uint64_t>(number);
  raw_.orig_rax = static_cast<std::uint64_t>(-1);
  for (int i = 0; i < 4; ++i) set_argument(i, arguments[static_cast<std::size_t>(i)]);
}

// rdtsc; rdtscp, which also says on which processor.
bool Registers::read_counter(std::string_view code, std::uint64_t ticks) {
  constexpr std::string_view counter = "\x0F\x31", with_processor = "\x0F\x01\xF9";
  const bool asks_processor = code.starts_with(with_processor);
  if (!asks_processor && !code.starts_with(counter)) return false;
  raw_.rax = ticks & 0xFFFFFFFF;
  raw_.rdx = ticks >> 32;
  if (asks_processor) raw_.rcx = 0;
  raw_.rip += (asks_processor ? with_processor : counter).size();
  return true;
}

void Registers::repeat(std::int64_t number) {
  raw_.rax = static_cast<std::uint64_t>(number);
  raw_.orig_rax = static_cast<std::uint64_t>(-1);
  raw_.rip -= syscall_instruction;
}

}  // namespace procdemo::tracee
