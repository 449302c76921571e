// The classic: every process forks for ever.
#include "../only_observed.h"

int main() {
  only_observed();
  while (true) ::fork();
}
