#include "multiprocess/pool.h"

#include <unistd.h>

#include <algorithm>
#include <stdexcept>

#include "multiprocess/shared/next_name.h"
#include "multiprocess/shared/processors.h"

namespace multiprocess {
namespace {

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

Pool::Pool() : Pool(usable_processors()) {}
Pool::Pool(int workers)
    : core_(std::make_unique<PoolCore>(next_name(Unnamed::pool), checked(workers))) {}
Pool::Pool(PoolOptions options)
    : core_(std::make_unique<PoolCore>(
          next_name(Unnamed::pool),
          checked(options.workers == 0 ? usable_processors() : options.workers),
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
