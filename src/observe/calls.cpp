#include "observe/calls.h"

namespace procdemo {

std::vector<Handler> handlers(const Needs& needs) {
  std::vector<Handler> all;
  for (const auto& part : {process_calls(), signal_calls(), output_calls(), transfer_calls(),
                           lock_calls(), trap_calls(needs), time_calls(needs)}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace procdemo
