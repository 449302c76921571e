// What a worker of a pool does all its life.
#pragma once

#include <cstdint>
#include <string>

#include "multiprocess/pools/channel.h"

namespace multiprocess {

/// Takes tasks and hands in what comes of them, until the channel is closed and empty. What a task
/// printed is written out before its result can be seen.
void work_for_pool(TaskChannel& channel, const std::string& pool, std::uint32_t number,
                   const std::string& worker);

}  // namespace multiprocess
