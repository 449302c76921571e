#include "multiprocess/pool.h"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>

namespace multiprocess {
namespace {

int processors() {
  cpu_set_t set;
  return ::sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

std::string next_name() {
  static std::atomic<unsigned> made{0};
  return "pool-" + std::to_string(++made);
}

std::uint32_t checked(int workers) {
  constexpr int most = TaskState::most_workers;
  if (workers < 1 || workers > most)
    throw std::invalid_argument("a pool has from 1 to " + std::to_string(most) + " workers, not " +
                                std::to_string(workers));
  return static_cast<std::uint32_t>(workers);
}

}  // namespace

int cpu_count() {
  return static_cast<int>(std::max(1L, ::sysconf(_SC_NPROCESSORS_ONLN)));
}

Pool::Pool() : Pool(processors()) {}
Pool::Pool(int workers) : core_(std::make_unique<PoolCore>(next_name(), checked(workers))) {}
Pool::Pool(PoolOptions options)
    : core_(std::make_unique<PoolCore>(
          next_name(), checked(options.workers == 0 ? processors() : options.workers),
          WorkerOptions{std::move(options.initializer), options.maxtasksperchild})) {}
Pool::Pool(Pool&&) noexcept = default;
Pool& Pool::operator=(Pool&&) noexcept = default;
Pool::~Pool() = default;

PoolCore& Pool::core() const {
  if (!core_) throw std::logic_error("this Pool was moved: use the one that it was moved to");
  return *core_;
}

void Pool::close() {
  core().close();
}
void Pool::join() {
  core().join();
}
void Pool::terminate() {
  core().terminate();
}
const std::string& Pool::name() const {
  return core().name();
}
std::vector<pid_t> Pool::pids() const {
  return core().pids();
}

}  // namespace multiprocess
