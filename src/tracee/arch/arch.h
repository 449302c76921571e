// What depends on the processor: its registers, and the instruction that makes a call. Everything
// that knows x86-64 stands in x86_64*.cpp; another architecture is other such files.
#pragma once

#include <sys/types.h>
#include <sys/user.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tracee/room.h"

namespace procdemo::tracee {

struct Tracee;  // tracee.h

/// AUDIT_ARCH_... as seccomp_data.arch has it for this architecture's own calls (seccomp(2)).
std::uint32_t native_arch();

/// Call numbers from here on belong to another ABI of the same architecture (x32), or 0 for none.
std::uint32_t foreign_numbers_from();

/// The one-byte instruction that a probe is (sys/sdt.h), and the one-byte instruction that stops
/// the program with SIGTRAP, its address being one less than instruction() says at the stop.
std::uint8_t nop_instruction();
std::uint8_t trap_instruction();

/// The instruction that makes a system call.
std::string_view call_instruction_bytes();

/// Where a value is, as the assembler writes it: "$5", "%rdi", "-8(%rbp)", "table+4(%rip)". Its sum
/// is number + symbol's address + base + index * scale: the value itself, or in memory its address.
struct Operand {
  std::int64_t number = 0;
  std::string symbol;      ///< of the program's file; empty for none
  int base = -1;           ///< a register as Registers::general() counts them, or -1 for none
  int index = -1;          ///< likewise
  std::int64_t scale = 1;  ///< of the index
  int shift = 0;           ///< bits below the value in its register
  bool in_memory = false;
  bool operator==(const Operand&) const = default;
};

/// Nothing for what is no general register, no constant and no such sum (%xmm0, %fs:8).
std::optional<Operand> operand_of(std::string_view text);

/// The numbers that DWARF has for the stack pointer and for where a function goes on.
struct DwarfNumbers {
  unsigned stack, instruction;
};
DwarfNumbers dwarf_numbers();

/// What a system call is made with.
using Arguments = std::array<std::uint64_t, 6>;

/// The general registers of one stopped task. What the kernel has is asked once a stop, and kept
/// until the task runs on. read() and write() return false when the task is gone (it was killed
/// meanwhile), or runs.
class Registers {
 public:
  bool read(pid_t tid);

  /// As they would be read, whatever stands here.
  std::optional<Registers> now(pid_t tid) const;

  /// The task runs on, or has stopped anew.
  void run_on() const { kernels_.reset(); }

  /// At a call's entry, of which the kernel has told all that matters (call_stop.h): most calls are
  /// only looked at, and the other registers are read where these are to be written.
  void enter(std::int64_t number, const Arguments& arguments, std::uint64_t instruction,
             std::uint64_t stack);
  bool write(pid_t tid) const;

  std::int64_t call_number() const;
  std::uint64_t argument(int index) const;
  Arguments arguments() const;
  /// Where the kernel's parameter is an int or unsigned: it looks at no more bits, whatever a
  /// program has put there.
  int int_argument(int index) const { return static_cast<int>(argument(index)); }
  void set_argument(int index, std::uint64_t value);
  void set_arguments(const Arguments& values);
  std::int64_t result() const;
  void set_result(std::int64_t value);
  std::uint64_t stack() const;
  /// The address of `size` bytes below the stack that the program does not use, nor the running
  /// function (the red zone of the ABI); a multiple of 16.
  std::uint64_t scratch(std::size_t size) const;
  std::uint64_t instruction() const;
  void set_instruction(std::uint64_t address);
  /// At the beginning of a function: its first argument, and where the address stands to which it
  /// returns.
  std::uint64_t first_parameter() const;
  std::uint64_t return_address_at() const;
  std::uint64_t call_instruction() const;   ///< at a call's entry: the instruction that made it
  std::uint64_t general(int number) const;  ///< as an Operand names it

  /// What the thread's own storage begins at (pthread_self(3) of a C library).
  std::uint64_t thread_pointer() const;

  /// As behind the end of a function that has put nothing on the stack.
  void leave_function(const Tracee& task);

  /// As DWARF numbers them, the first being 0: what unwinding begins with.
  std::array<std::uint64_t, 17> by_dwarf_number() const;

  /// At a call's entry: the kernel does not run it, and the program gets `result`.
  void answer(std::int64_t result);

  /// At a call's entry: the kernel runs this call instead.
  void become_call(std::int64_t number);

  /// The program makes this call when it goes on, with the instruction that stands there.
  void make_call(std::uint64_t instruction, std::int64_t number,
                 const std::array<std::uint64_t, 4>& arguments);

  /// Where it stands at an instruction, of this code, that reads the processor's own counter of
  /// time: it has read `ticks`, and goes on behind it. False at any other one.
  bool read_counter(std::string_view code, std::uint64_t ticks);

  /// After a call's end: the program makes the same call again when it goes on.
  void repeat(std::int64_t number);

 private:
  bool ask(pid_t tid) const;
  bool complete(pid_t tid, user_regs_struct& all) const;

  user_regs_struct raw_{};
  mutable std::optional<user_regs_struct> kernels_;  // what it has, as long as the task is stopped
  bool only_call_ = false;                           // the others are not known
};

}  // namespace procdemo::tracee
