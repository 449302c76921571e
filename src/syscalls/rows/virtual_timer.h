// Timers in controlled runs: for the rows of timer.cpp.
#pragma once

#include "syscalls/room.h"
#include "syscalls/rows/rows.h"

namespace procdemo::syscalls {

Then enter_virtual_alarm(RunState& run, Task& task);
Then enter_setitimer(RunState& run, Task& task);
Then enter_getitimer(RunState& run, Task& task);
Then enter_timer_create(RunState& run, Task& task);
Then enter_timer_settime(RunState& run, Task& task);
Then enter_timer_gettime(RunState& run, Task& task);
Then enter_timer_delete(RunState& run, Task& task);
Then enter_timerfd_settime(RunState& run, Task& task);
Then enter_timerfd_gettime(RunState& run, Task& task);
void end_timer_create(RunState& run, Task& task);
void end_timerfd_settime(RunState& run, Task& task);
void leave_timerfd_settime(RunState& run, Task& task);

}  // namespace procdemo::syscalls
