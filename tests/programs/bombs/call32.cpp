// Forks through the 32-bit door: its call numbers differ, 2 is fork there and open in 64 bits.
#include "../only_observed.h"

int main() {
  only_observed();
  while (true) {
    int result;
    asm volatile("int $0x80" : "=a"(result) : "a"(2) : "memory", "r8", "r9", "r10", "r11");
  }
}
