// A plan of an exploration on its way to a run, and its file (schedule/step_log.h).
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <utility>

#include "base/fd.h"
#include "schedule/step_log.h"

namespace procdemo {

struct Attempt {
  Plan plan;
  Fd file;
  off_t planned = 0;  // bytes of the plan; the log stands behind them
  bool again = false;

  explicit Attempt(Plan wanted, bool a_second_time = false)
      : plan(std::move(wanted)), again(a_second_time) {
    file = Fd(check("memfd_create", ::memfd_create("plan", MFD_CLOEXEC)));
    const std::string text = text_of(plan);
    write_all(file.get(), text);
    planned = static_cast<off_t>(text.size());
    ::lseek(file.get(), 0, SEEK_SET);
  }

  StepLog log() const {
    const std::string all = read_file("/proc/self/fd/" + std::to_string(file.get()));
    return read_step_log(all.substr(static_cast<std::size_t>(planned)));
  }
};

}  // namespace procdemo
