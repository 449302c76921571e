// All 256 values of a byte, twice, on both outputs; then bytes that are half a UTF-8 character.
#include "tell.h"

int main() {
  char bytes[512];
  for (int i = 0; i < 512; ++i) bytes[i] = static_cast<char>(i);
  if (::write(1, bytes, 512) != 512 || ::write(2, bytes, 512) != 512) return 1;
  return ::write(1, "\xe4\xb8", 2) == 2 && ::write(1, "\xad\n", 2) == 2 ? 0 : 1;
}
