// The memory of a tracee that is stopped, or sleeps in the kernel.
//
// It is read and written word by word (PTRACE_PEEKDATA) or through /proc/PID/mem, never with
// process_vm_readv(2): that one pins the page it reads and so undoes the sharing of a copy-on-write
// page, the very thing that 07-isolation is about (seen in pagemap bit 56 before and after).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

namespace procdemo {

/// Up to `size` bytes from `address`; fewer where the memory ends. Empty when none can be read.
std::string read_memory(pid_t tid, std::uint64_t address, std::size_t size);

/// A text that ends with a zero byte, `most` bytes at the most.
std::string read_text(pid_t tid, std::uint64_t address, std::size_t most = 4096);

/// False when the memory can't be written, or the task is gone.
bool write_memory(pid_t tid, std::uint64_t address, const void* bytes, std::size_t size);

/// One plain value, or nothing.
template <class Value>
std::optional<Value> read_value(pid_t tid, std::uint64_t address) {
  const std::string bytes = read_memory(tid, address, sizeof(Value));
  if (bytes.size() < sizeof(Value)) return std::nullopt;
  Value value;
  __builtin_memcpy(&value, bytes.data(), sizeof value);
  return value;
}

template <class Value>
bool write_value(pid_t tid, std::uint64_t address, const Value& value) {
  return write_memory(tid, address, &value, sizeof value);
}

}  // namespace procdemo
