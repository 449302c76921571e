#include "base/own_limits.h"

#include <pthread.h>
#include <sys/resource.h>

#include <algorithm>
#include <optional>

namespace procdemo::base {

namespace {

constexpr rlim_t enough = 1 << 20, usual = 8 << 20;  // bytes; the usual is Linux's own

std::optional<rlimit> stack_before;

// Otherwise threads get what the main thread had when the C library was loaded.
void raise_stack_of_threads() {
  pthread_attr_t attributes;
  if (::pthread_attr_init(&attributes) != 0) return;
  if (::pthread_attr_setstacksize(&attributes, usual) == 0) {
    ::pthread_setattr_default_np(&attributes);
  }
  ::pthread_attr_destroy(&attributes);
}

}  // namespace

// The hard limit is left alone even where this user may raise it: without that right it could not
// be restored for the program.
bool raise_stack() {
  rlimit limit;
  if (::getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur >= enough) return true;
  raise_stack_of_threads();
  const rlimit more{std::min(limit.rlim_max, usual), limit.rlim_max};
  if (more.rlim_cur < enough || ::setrlimit(RLIMIT_STACK, &more) != 0) return false;
  stack_before = limit;
  return true;
}

void give_back_limits() {
  if (stack_before) ::setrlimit(RLIMIT_STACK, &*stack_before);
}

}  // namespace procdemo::base
