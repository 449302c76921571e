// What observers, probes and `maps` call an object that was given no name.
#pragma once

#include <string>

namespace multiprocess {

enum class Unnamed { event, lock, pool, queue, semaphore, value };

/// "queue-1", "queue-2" ...: each call in this process another, whatever type the items have.
std::string next_name(Unnamed kind);

}  // namespace multiprocess
