// The memory of a tracee that is stopped, or sleeps in the kernel.
//
// It is read and written word by word (PTRACE_PEEKDATA) or through /proc/PID/mem, never with
// process_vm_readv(2): that one pins the page it reads and so undoes the sharing of a copy-on-write
// page, the very thing that 07-isolation is about (seen in pagemap bit 56 before and after).
//
// No program may make us wait: a page may belong to a file that a process serves (FUSE), and that
// server may be one of those that we hold. So the observer itself reads only where that cannot be:
//   - everybody who uses this memory is stopped, so what is mapped stays mapped while we look and
//     read; and
//   - what is mapped there is memory without a file, or a file on a disk (tracee/mounts.h).
// All else is read by a helper under a deadline (tracee/reader.h), at 10 to 20 us a time: threads
// whose siblings run, and mapped files that are not known to be on a disk. When the deadline
// passes, that is noted, and the run ends. (userfaultfd(2) is no such wait: the kernel answers EIO
// to whoever reads another's memory by these two ways; tried on Linux 6.18.)
//
// A process whose /proc is closed to us (Guard::enter) can't be asked what is mapped. It is read
// word by word where nothing is mounted that somebody serves, else not at all: what it hands to a
// call can't be read then, and that is told.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tracee/mounts.h"
#include "tracee/reader.h"
#include "tracee/room.h"

namespace procdemo::tracee {

struct Tracee;  // tracee.h

/// What all memories of a run are read with.
struct MemoryReader {
  Reader reader;
  Mounts mounts;
  int kept_open = 0;             ///< descriptors that memories keep
  std::optional<pid_t> stalled;  ///< whose memory did not answer; nobody is asked any more
};

/// One address space, which tasks may share (clone(2), CLONE_VM).
class Memory {
 public:
  explicit Memory(MemoryReader& with) : with_(with) {}
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory();

  // `task` is one that uses it. As the functions below.
  std::string read(const Tracee& task, std::uint64_t address, std::size_t size);
  std::string text(const Tracee& task, std::uint64_t address, std::size_t most);
  bool write(const Tracee& task, std::uint64_t address, std::string_view bytes);
  bool settle(const Tracee& task, std::uint64_t address, std::string_view bytes);
  std::string about(const Tracee& task, const char* file, std::uint64_t offset, std::size_t size);

 private:
  friend class MemoryUse;
  enum class Way { direct, helper, none };
  bool is_alone(const Tracee& task) const;
  Way way(const Tracee& task, std::uint64_t address, std::size_t size);
  template <class Fits>
  bool has_only(const Fits& fits, std::uint64_t address, std::size_t size);
  bool has_only_local(std::uint64_t address, std::size_t size);
  bool has_only_private(std::uint64_t address, std::size_t size);
  std::string read_file(std::uint64_t address, std::size_t size);
  Way open(Fd& file, pid_t tid, const char* name, int flags);
  void keep(Fd& file);
  template <class Answer>
  Answer or_stalled(pid_t tid, std::optional<Answer> answer);
  std::string or_by_helper(const Tracee& task, std::uint64_t address, std::size_t size,
                           std::string peeked);
  std::string read_by_helper(pid_t tid, std::uint64_t address, std::size_t size);
  bool write_by_helper(pid_t tid, std::uint64_t address, std::string_view bytes);

  MemoryReader& with_;
  int users_ = 0;  // tasks that may run in it
  Fd maps_, mem_;
};

/// That a task uses a memory. Move-only.
class MemoryUse {
 public:
  MemoryUse() = default;
  explicit MemoryUse(std::shared_ptr<Memory> memory) : memory_(std::move(memory)) { count(1); }
  MemoryUse(MemoryUse&& other) noexcept
      : memory_(std::move(other.memory_)), waits_(std::exchange(other.waits_, false)) {}
  MemoryUse& operator=(MemoryUse other) noexcept {
    std::swap(memory_, other.memory_);
    std::swap(waits_, other.waits_);
    return *this;
  }
  ~MemoryUse() { wait(true); }

  /// For a thread, or whoever else is made with CLONE_VM.
  MemoryUse share() const { return MemoryUse(memory_); }

  /// While the kernel holds the task (vfork(2)) it can't run in its memory.
  void wait(bool waits) {
    if (std::exchange(waits_, waits) != waits) count(waits ? -1 : 1);
  }

  bool waits() const { return waits_; }

  /// Nobody else may run in it now.
  bool is_alone() const { return memory_ && memory_->users_ == 1; }

  Memory* operator->() const { return memory_.get(); }
  explicit operator bool() const { return memory_ != nullptr; }

 private:
  void count(int more) {
    if (memory_) memory_->users_ += more;
  }

  std::shared_ptr<Memory> memory_;
  bool waits_ = false;
};

/// Up to `size` bytes from `address`; fewer where the memory ends. Empty when none can be read.
std::string read_memory(const Tracee& task, std::uint64_t address, std::size_t size);

/// A text that ends with a zero byte, `most` bytes at the most.
std::string read_text(const Tracee& task, std::uint64_t address, std::size_t most = 4096);

/// False when the memory can't be written, or the task is gone.
bool write_memory(const Tracee& task, std::uint64_t address, const void* bytes, std::size_t size);

/// Sees to it that the kernel will find there what was read: this text, and a zero byte. False
/// where a thread, or another process, might still change it: the task is not alone in its memory,
/// or shares this part of it.
bool settle_text(const Tracee& task, std::uint64_t address, const std::string& text);

/// Up to `size` bytes of a file in /proc/TID that shows what is mapped: "maps", "pagemap". The
/// kernel makes it when nobody changes that, so it is waited for like the memory itself.
std::string read_about_memory(const Tracee& task, const char* file, std::uint64_t offset,
                              std::size_t size);

/// One plain value, or nothing.
template <class Value>
std::optional<Value> read_value(const Tracee& task, std::uint64_t address) {
  const std::string bytes = read_memory(task, address, sizeof(Value));
  if (bytes.size() < sizeof(Value)) return std::nullopt;
  Value value;
  __builtin_memcpy(&value, bytes.data(), sizeof value);
  return value;
}

template <class Value>
bool write_value(const Tracee& task, std::uint64_t address, const Value& value) {
  return write_memory(task, address, &value, sizeof value);
}

}  // namespace procdemo::tracee
