#include "multiprocess/pools/worker.h"

#include <unistd.h>

#include "multiprocess/pools/call.h"
#include "multiprocess/probe.h"
#include "multiprocess/processes/exception_text.h"
#include "multiprocess/processes/own_process.h"
#include "multiprocess/shared/archive.h"
#include "multiprocess/shared/flush.h"

namespace multiprocess {
namespace {

TaskOutcome run(const TaskChannel::Taken& task, std::string& bytes) {
  bytes.clear();
  try {
    reinterpret_cast<TaskCode>(task.call)(task.arguments, bytes);
    return TaskOutcome::returned;
  } catch (...) {
    const ExceptionText text = exception_text();
    bytes = pack(text.type, text.message);
    return TaskOutcome::threw;
  }
}

}  // namespace

void work_for_pool(TaskChannel& channel, const std::string& pool, std::uint32_t number,
                   const std::string& worker) {
  const OwnProcess own;
  std::string bytes;
  while (const auto task = channel.take(number)) {
    probe::task_begin(pool.c_str(), task->id, worker.c_str());
    const TaskOutcome outcome = run(*task, bytes);
    flush_output();
    if (!own) ::_exit(0);  // a child that the task forked, and that returned from it
    probe::task_end(pool.c_str(), task->id);
    channel.finish(*task, outcome, bytes);
  }
}

}  // namespace multiprocess
