// Two processes write one line each, in pieces that alternate: both lines are torn.
#include "tell.h"

static void put(const char* text) {
  if (::write(1, text, std::strlen(text)) < 0) ::_exit(1);
}

int main() {
  Gate child_turn, parent_turn;
  const pid_t child = ::fork();
  if (child == 0) {
    child_turn.wait();
    put("child ");
    parent_turn.open();
    child_turn.wait();
    put("done\n");
    parent_turn.open();
    ::_exit(0);
  }
  put("parent ");
  child_turn.open();
  parent_turn.wait();
  put("done\n");
  child_turn.open();
  parent_turn.wait();
  put("whole\n");
  end_of(child);
}
