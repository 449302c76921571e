// procdemo: real programs make real processes, and it shows what each of them did.
#include "cli/dispatch.h"
#include "cli/failure.h"
#include "cli/print.h"

namespace procdemo {
namespace {

int procdemo_main(const Words& words) {
  hold_standard_descriptors();
  survive_broken_pipes();
  const User user = find_user(words);
  return status_of([&] { return dispatch(words, user); }, user);
}

}  // namespace
}  // namespace procdemo

int main(int argc, char** argv) {
  return procdemo::procdemo_main(procdemo::Words(argv + 1, argv + argc));
}
