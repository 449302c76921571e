// procdemo explore: every order of a program's steps that can be told apart, each really run.
#include "cli/commands.h"
#include "cli/explorer.h"

namespace procdemo {

int explore(const Words& words, const User& user) {
  const Subject subject = subject_of(words, user);
  if (subject.given.help) return 0;
  return Explorer(subject, user).run();
}

}  // namespace procdemo
