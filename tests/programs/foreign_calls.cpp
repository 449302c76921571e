// Calls that an observer of 64-bit programs can't follow.
//   32-bit    by int 0x80, which a machine may not have
//   x32
//   io_uring
#include <linux/io_uring.h>
#include <sys/syscall.h>

#include "tell.h"

static int call32(int number) {
  int result;
  asm volatile("int $0x80" : "=a"(result) : "a"(number) : "memory", "r8", "r9", "r10", "r11");
  return result;
}

static std::string name32(int result) {
  return result < 0 ? ::strerrorname_np(-result) : result == ::getpid() ? "our PID" : "something";
}

static void call_in_32_bits() {
  tell("32-bit getpid: %s", name32(call32(20)).c_str());
  const int child = call32(2);
  if (child == 0) ::_exit(0);
  tell("32-bit fork: %s", name32(child).c_str());
  if (child > 0) end_of(child);
}

static void set_up_io_uring() {
  io_uring_params parameters{};
  const long ring = ::syscall(SYS_io_uring_setup, 1, &parameters);
  tell("io_uring: %s", ring < 0 ? answer(ring).c_str() : "a descriptor");
}

int main(int, char** argv) {
  const std::string which = argv[1] ? argv[1] : "";
  if (which == "32-bit") call_in_32_bits();
  if (which == "x32") tell("x32 getpid: %s", answer(::syscall(0x40000000 | SYS_getpid)).c_str());
  if (which == "io_uring") set_up_io_uring();
}
