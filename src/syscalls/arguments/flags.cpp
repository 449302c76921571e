// Arguments that are made of flags, and of more than that: "O_RDWR|O_CREAT|O_CLOEXEC".
#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <sys/socket.h>

#include "base/signal_names.h"
#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"

namespace procdemo::syscalls::as {
namespace {

constexpr std::uint64_t types = 0xF, permissions = 0777;

std::string flags_of_open(std::uint64_t value) {
  constexpr const char* access[] = {"O_RDONLY", "O_WRONLY", "O_RDWR", "O_ACCMODE"};
  return joined_flags(value & ~std::uint64_t{O_ACCMODE}, flag_names::open,
                      access[value & O_ACCMODE]);
}

std::string mode_text(std::uint64_t value) {
  std::string text = fmt::format("{:o}", value & 07777);
  if (text != "0") text = "0" + text;
  return std::string(text.size() < 3 ? 3 - text.size() : 0, '0') + text;
}

// What a C library's fork() gives: child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD, ...; on
// x86-64 the arguments are flags, stack, parent_tid, child_tid, tls (clone(2)).
std::string clone_text(const WrittenCall& call, const std::string& parent_tid) {
  const std::uint64_t flags = call.value(0);
  const int signal = static_cast<int>(flags & CSIGNAL);
  std::string names = joined_flags(flags & ~std::uint64_t{CSIGNAL}, flag_names::clone);
  if (signal != 0) names = (names == "0" ? "" : names + "|") + signal_name(signal);
  std::string text = "child_stack=" + pointer(call, 1) + ", flags=" + names;
  if (flags & CLONE_PARENT_SETTID) text += ", parent_tid=" + parent_tid;
  if (flags & CLONE_SETTLS) text += ", tls=" + pointer(call, 4);
  const bool has_child_tid = flags & (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID);
  return has_child_tid ? text + ", child_tidptr=" + pointer(call, 3) : text;
}

bool is_lock(std::uint64_t command) {
  return (command >= F_GETLK && command <= F_SETLKW) ||
         (command >= F_OFD_GETLK && command <= F_OFD_SETLKW);
}

}  // namespace

std::string mode(const WrittenCall& call, std::size_t at) {
  return mode_text(call.value(at));
}

std::string open_flags(const WrittenCall& call, std::size_t at) {
  return flags_of_open(call.value(at) & int_bits);
}

std::string descriptor_flags(const WrittenCall& call, std::size_t at) {
  return joined_flags(call.value(at) & int_bits, flag_names::open);
}

std::string mode_of_new(const WrittenCall& call, std::size_t at) {
  const std::uint64_t flags = call.value(at - 1);
  const bool is_new = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
  return is_new ? mode_text(call.value(at)) : "";
}

std::string access_mode(const WrittenCall& call, std::size_t at) {
  return joined_flags(call.value(at) & int_bits, flag_names::access, "", "F_OK");
}

std::string protection(const WrittenCall& call, std::size_t at) {
  return joined_flags(call.value(at) & int_bits, flag_names::protection, "", "PROT_NONE");
}

std::string ipc_flags(const WrittenCall& call, std::size_t at) {
  const std::uint64_t value = call.value(at) & int_bits;
  std::string flags = joined_flags(value & ~permissions, flag_names::ipc);
  if ((value & permissions) == 0 && flags != "0") return flags;
  return (flags == "0" ? "" : flags + "|") + mode_text(value & permissions);
}

std::string socket_type(const WrittenCall& call, std::size_t at) {
  constexpr const char* names[] = {"0",        "SOCK_STREAM", "SOCK_DGRAM",
                                   "SOCK_RAW", "SOCK_RDM",    "SOCK_SEQPACKET"};
  const std::uint64_t value = call.value(at) & int_bits, type = value & types;
  const std::string name = type < std::size(names) ? names[type] : fmt::format("{:#x}", type);
  return joined_flags(value & ~types, flag_names::socket_type, name);
}

std::string protocol(const WrittenCall& call, std::size_t at) {
  const auto family = static_cast<int>(call.value(at - 2));
  if (family != AF_INET && family != AF_INET6) return number(call, at);
  return one_of<flag_names::internet_protocol>(call, at);
}

std::string clone_arguments(const WrittenCall& call, std::size_t) {
  return clone_text(call, pointer(call, 2));
}

std::string clone_told(const EndedCall& call, std::size_t) {
  return clone_text(call, written_number(call, 2));
}

std::string fcntl_argument(const WrittenCall& call, std::size_t at) {
  const std::uint64_t command = call.value(1) & int_bits;
  if (is_lock(command)) return record_lock(call, at);
  switch (command) {
    case F_GETFD:
    case F_GETFL:
    case F_GETOWN:
    case F_GETSIG:
    case F_GETLEASE:
    case F_GETPIPE_SZ:
      return "";
    case F_SETFD:
      return flags<flag_names::descriptor>(call, at);
    case F_SETFL:
      return open_flags(call, at);
    case F_DUPFD:
    case F_DUPFD_CLOEXEC:
    case F_SETOWN:
    case F_SETPIPE_SZ:
      return number(call, at);
    default:
      return hex(call, at);
  }
}

std::string fcntl_told(const EndedCall& call, std::size_t at) {
  const std::uint64_t command = call.value(1) & int_bits;
  return command == F_GETLK || command == F_OFD_GETLK ? lock_told(call, at) : "";
}

// What a command asks for is a set of flags.
std::string fcntl_result(const EndedCall& call) {
  const auto result = static_cast<std::uint64_t>(call.result);
  const std::uint64_t command = call.value(1) & int_bits;
  if (command == F_GETFL) return fmt::format("{:#x} (flags {})", result, flags_of_open(result));
  if (command != F_GETFD || result == 0) return fmt::to_string(result);
  return fmt::format("{:#x} (flags {})", result, joined_flags(result, flag_names::descriptor));
}

std::string mode_result(const EndedCall& call) {
  return mode_text(static_cast<std::uint64_t>(call.result));
}

std::string hex_result(const EndedCall& call) {
  return fmt::format("{:#x}", call.result);
}

}  // namespace procdemo::syscalls::as
