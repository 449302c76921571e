// USDT probes of two providers, with arguments of every kind, in a parent, its children, a thread
// and the program that it becomes. Each tells the same in its own words, to compare.
#include <spawn.h>
#include <sys/sdt.h>

#include <cstdint>
#include <thread>

#include "tell.h"

namespace {

int g_number = -7;
const char* g_text = "a global text";

struct Item {
  int before = 1;
  short small = -3;
  unsigned char byte = 200;
  const char* name = "in memory";
};

// Not inlined, so that its arguments are in registers and on the stack, as the compiler likes.
[[gnu::noinline]] void pass_numbers(const char* object, int a, long b, unsigned c, signed char d,
                                    std::uint64_t e) {
  DTRACE_PROBE6(multiprocess, numbers, object, a, b, c, d, e);
}

[[gnu::noinline]] void pass_memory(const Item* item, int index) {
  const char* texts[] = {"zero", "one", "two"};
  DTRACE_PROBE6(multiprocess, memory, item->name, item->small, item->byte, texts[index], g_number,
                g_text);
}

[[gnu::always_inline]] inline void pass_inlined(const char* object, int number) {
  DTRACE_PROBE2(multiprocess, inlined, object, number);
}

void pass_others(double fraction) {
  static const unsigned char bytes[] = {1, 2, 3, 255, 0};
  const char* nothing = nullptr;
  DTRACE_PROBE3(multiprocess, others, fraction, bytes, nothing);
  DTRACE_PROBE1(another, secret, 1);
  DTRACE_PROBE(multiprocess, bare);
  DTRACE_PROBE1(multiprocess, touch, "nothing");
}

}  // namespace

int main(int argc, char** argv) {
  const std::string role = argc > 1 ? argv[1] : "first";
  if (role == "spawned") {
    pass_inlined("spawned", 9);
    return 0;
  }
  pass_numbers("queue-1", -5, -5'000'000'000, 4'000'000'000, -1, 1ull << 63);
  pass_memory(new Item, argc);
  pass_inlined("here", 1);
  pass_inlined("there", 2);
  pass_others(0.5);
  tell("passed");

  const pid_t child = ::fork();
  if (child == 0) {
    pass_inlined("child", 3);
    ::_exit(0);
  }
  end_of(child);
  std::thread([] { pass_inlined("thread", 4); }).join();

  pid_t spawned = 0;
  char name[] = "spawned";
  char* arguments[] = {argv[0], name, nullptr};
  if (::posix_spawn(&spawned, "/proc/self/exe", nullptr, nullptr, arguments, environ) != 0)
    return 1;
  tell("%s", end_of(spawned).c_str());
  ::execl("/proc/self/exe", argv[0], "spawned", nullptr);
}
