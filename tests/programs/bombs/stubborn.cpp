// Ignores every signal that can be ignored, and forks for ever.
#include <csignal>

#include "../only_observed.h"

int main() {
  only_observed();
  for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_IGN);
  while (true) ::fork();
}
