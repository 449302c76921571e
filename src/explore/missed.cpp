#include "explore/missed.h"

namespace procdemo::explore {

std::vector<Missed> missed_by(const Explorer::Ended& ended, const Outcomes& outcomes) {
  std::vector<Missed> missed;
  const auto add = [&](bool is_so, Missed why) {
    if (is_so) missed.push_back(why);
  };
  add(ended.signal != 0, Missed::stopped);
  add(ended.at_limit, Missed::at_limit);
  add(ended.at_time, Missed::at_time);
  add(ended.cut_off > 0, Missed::cut_off);
  add(ended.too_long > 0, Missed::too_long);
  add(!ended.complete && missed.empty(), Missed::at_bound);
  add(outcomes.refused(), Missed::refused);
  add(outcomes.shared_memory(), Missed::shared_memory);
  add(outcomes.asked_machine(), Missed::asked_machine);
  add(outcomes.hidden_locks(), Missed::hidden_locks);
  add(outcomes.compared_times(), Missed::compared_times);
  return missed;
}

}  // namespace procdemo::explore
