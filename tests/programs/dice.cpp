// Asks the processor for a random number.
#include <random>

#include "tell.h"

int main() {
  std::random_device dice;
  tell("%s", dice.max() > 0 && dice() <= dice.max() ? "thrown" : "lost");
}
