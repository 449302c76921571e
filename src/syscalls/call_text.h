// A system call as strace(1) writes it: "wait4(-1, NULL, 0, NULL) = 10001".
//
// What its arguments are stands in the call's row (Syscall::arguments), as a list of such writers.
// Of a call without one all six registers stand there, in hex.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "run/family.h"
#include "syscalls/room.h"
#include "syscalls/syscall.h"

namespace procdemo::syscalls {

/// A call, and how it ended, where it has.
struct WrittenCall {
  const Task& task;
  const Arguments& values;
  std::optional<std::int64_t> result = {};

  std::uint64_t value(std::size_t argument) const { return values[argument]; }
};

/// `call` is its row; nullptr where nobody knows it.
std::string call_text(const WrittenCall& written, const Syscall* call, std::int64_t number);

/// "3", "-1 ENOENT (No such file or directory)".
std::string result_text(std::int64_t result);

}  // namespace procdemo::syscalls

/// For Syscall::arguments. What can't be read is written as its address.
namespace procdemo::syscalls::as {

// numbers.cpp
std::string number(const WrittenCall& call, std::size_t at);  ///< an int
std::string size(const WrittenCall& call, std::size_t at);
std::string hex(const WrittenCall& call, std::size_t at);
std::string pointer(const WrittenCall& call, std::size_t at);
std::string octal(const WrittenCall& call, std::size_t at);
std::string descriptor(const WrittenCall& call, std::size_t at);
std::string signal(const WrittenCall& call, std::size_t at);
std::string clock(const WrittenCall& call, std::size_t at);

// flags.cpp
std::string wait_options(const WrittenCall& call, std::size_t at);
std::string open_flags(const WrittenCall& call, std::size_t at);
std::string clone_flags(const WrittenCall& call, std::size_t at);
std::string sleep_flags(const WrittenCall& call, std::size_t at);
std::string flock_operation(const WrittenCall& call, std::size_t at);
std::string fcntl_command(const WrittenCall& call, std::size_t at);

// structures.cpp
std::string path(const WrittenCall& call, std::size_t at);
std::string bytes(const WrittenCall& call, std::size_t at);  ///< as many as the next argument says
std::string bytes_read(const WrittenCall& call, std::size_t at);  ///< as many as the result says
std::string words(const WrittenCall& call, std::size_t at);       ///< argv
std::string time(const WrittenCall& call, std::size_t at);        ///< a timespec
std::string wait_status(const WrittenCall& call, std::size_t at);
std::string record_lock(const WrittenCall& call, std::size_t at);  ///< of fcntl(2)

}  // namespace procdemo::syscalls::as
