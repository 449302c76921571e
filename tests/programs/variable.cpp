// Variables for an observer to watch: assigned at run time, then forked, then changed by the child
// alone. Tells where each is and what it holds.
#include "tell.h"

alignas(4096) int g_num = 0;
alignas(4096) static short g_short = 0;
alignas(4096) char g_char = 0;
alignas(4096) bool g_bool = false;
alignas(4096) long g_long = 0;
alignas(4096) unsigned char g_byte = 0;

static void tell_values(const char* who) {
  tell("%s: g_num %d at %p", who, g_num, static_cast<void*>(&g_num));
  tell("%s: %d %d %d %ld %d", who, g_short, g_char, g_bool, g_long, g_byte);
}

int main() {
  g_num = 100;
  g_short = -2;
  g_char = -1;
  g_bool = true;
  g_long = -5'000'000'000;
  g_byte = 200;
  tell_values("parent");
  const pid_t child = ::fork();
  if (child == 0) {
    g_num += 1;
    g_short = 300;
    tell_values("child");
    ::_exit(0);
  }
  end_of(child);
  tell_values("parent");
}
