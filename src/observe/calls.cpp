#include "observe/calls.h"

namespace procdemo {

std::vector<Handler> handlers(const Needs& needs) {
  std::vector<Handler> all;
  for (const auto& part : {process_calls(), signal_calls(), output_calls(), transfer_calls(),
                           lock_calls(), trap_calls(needs), time_calls(needs)}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  if (!needs.control) return all;
  for (const auto& part :
       {random_calls(), usage_calls(needs), virtual_timer_calls(), waiting_calls()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  if (!needs.files) return all;
  const std::vector<Handler> files = file_calls();
  all.insert(all.end(), files.begin(), files.end());
  return all;
}

bool is_alone(Observation&, const Task&) {
  return true;
}

}  // namespace procdemo
