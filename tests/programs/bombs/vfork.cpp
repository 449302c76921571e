// vfork for ever: each process holds its parent fast while it goes on.
#include "../only_observed.h"

int main() {
  only_observed();
  while (true) ::vfork();
}
