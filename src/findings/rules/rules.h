// Who makes each rule (findings/rule.h). The rules themselves stand in files of their own.
#pragma once

#include <memory>

#include "findings/room.h"
#include "findings/rule.h"

namespace procdemo::findings {

std::unique_ptr<Rule> children_coalesced(const Lives& lives);
std::unique_ptr<Rule> exec_failed_went_on(const Lives& lives);
std::unique_ptr<Rule> failed_fork_as_pid(const Lives& lives);
std::unique_ptr<Rule> left_running(const Lives& lives);
std::unique_ptr<Rule> never_reaped(const Lives& lives);
std::unique_ptr<Rule> wait_failed(const Lives& lives);
std::unique_ptr<Rule> wait_interrupted(const Lives& lives);
std::unique_ptr<Rule> printed_twice(const Lives& lives);
std::unique_ptr<Rule> pipe_end_open(const Lives& lives);
std::unique_ptr<Rule> pipe_no_reader(const Lives& lives);
std::unique_ptr<Rule> deadlock(const Lives& lives);
std::unique_ptr<Rule> deadlock_refused(const Lives& lives);
std::unique_ptr<Rule> lost_update(const Lives& lives);
std::unique_ptr<Rule> torn_record(const Lives& lives);
std::unique_ptr<Rule> lock_dropped(const Lives& lives);
std::unique_ptr<Rule> lock_shared(const Lives& lives);
std::unique_ptr<Rule> lock_order(const Lives& lives);
std::unique_ptr<Rule> lock_of_the_dead(const Lives& lives);
std::unique_ptr<Rule> descriptor_leaked(const Lives& lives);

}  // namespace procdemo::findings
