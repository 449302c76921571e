// One observed run: the ptrace loop, and what handlers of system calls may do with it.
//
// Every stop is handled in one of four ways, and then the task goes on:
//   a call's entry   held; the schedule says who goes on; its handler runs (calls.h)
//   a call's end     the handler's `end`
//   an event         born or exiting (lives.cpp), executed (execution.cpp)
//   a signal         told, and passed on unchanged (stops_signal.cpp); a probe's is no signal, but
//                    a step like a call
#pragma once

#include <sys/types.h>

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/procfs.h"
#include "base/signal_mask.h"
#include "engine/brief_wait.h"
#include "engine/controlled/outside.h"
#include "engine/launch.h"
#include "engine/observer.h"
#include "run/probes.h"
#include "run/run_state.h"
#include "run/variables.h"
#include "syscalls/table.h"
#include "tracee/call_stop.h"
#include "tracee/wait_status.h"
#include "world/foreground.h"
#include "world/own_processes.h"

namespace procdemo {

class Observation {
 public:
  Observation(const Program& program, const Settings& settings, Schedule& schedule, Sink& sink);
  Observation(const Observation&) = delete;
  Observation& operator=(const Observation&) = delete;
  ~Observation();  ///< whatever happened, nobody of the run is alive afterwards

  // As Engine has them (observer.h).
  void start();
  bool step();
  RunStatus state() const;
  Outcome stop();
  Outcome run();

 private:
  static constexpr std::chrono::milliseconds usage_interval{100};  // at what the run uses

  // observation.cpp: the loop
  bool goes_on() const { return run_.family.alive() > 0 && !run_.is_over(); }
  void turn();
  void handle(pid_t tid, WaitStatus status);
  void stopped(Task& task, const Stopped& stop);
  void let_go_on();

  MemoryUse new_memory() { return MemoryUse(std::make_shared<Memory>(run_.memory)); }

  /// The call that forked has ended in the maker: the child's life may be told.
  void tell_fork(Task& maker, std::int64_t returned);

  // waiting.cpp
  /// A reader may be seen leaving its call before the writer whose bytes it got. The writer, if it
  /// is about to leave its own, is told first.
  void let_writers_finish(const Task& reader);
  bool drain();  ///< false once the kernel knows no task that we trace, and no child
  std::optional<WaitStatus> fetch_stop(pid_t tid);
  bool wait_a_moment();
  void take_stop(pid_t tid, WaitStatus status);
  void wait_for_something(std::chrono::duration<double> at_most = usage_interval);
  void look_for_signals();
  void take_signal(const signalfd_siginfo& signal);

  // limits.cpp
  void check_time();
  void look_around(double now);
  void look_at_memory();
  void check_unanswered();

  // stops.cpp
  /// What the kernel says of the event (PTRACE_GETEVENTMSG) that a task is stopped at; nothing
  /// where it was killed meanwhile: it will be reported again.
  static std::optional<unsigned long> event_message(pid_t tid, const Stopped& stop);
  void stopped_at_call(Task& task, const Stopped& stop);
  const Refusal* refusal_of(const Task& task);
  bool refuse(Task& task);
  void hold(Task& task, std::string_view step, Held where);
  void drop_hold(Task& task);
  void go_on(Task& task);
  void perform(Task& task);
  bool continues(Task& task, std::int64_t number);
  void interrupted_for_good(Task& task);
  void stopped_at_end(Task& task);
  void end_call(Task& task);
  void tell_end(Task& task);
  std::optional<CallStop> look_at_call(Task& task, const Stopped& stop);
  void answer(Task& task, std::int64_t result);
  static void put_back(Task& task);
  void foreign_call(Task& task);
  void look_at_variables(Task& task);

  // lives.cpp
  void meet_newcomer(pid_t tid);
  void count_alive();
  void stopped_at_birth(Task& task);
  void begin_life(Task& task);
  void begin_life_killed(Task& task);
  void stopped_at_fork_event(Task& task, const Stopped& stop);
  void made(Task& task, pid_t child);
  static std::vector<pid_t> possible_children(const Task& task);
  void find_untold_child(Task& task);
  void stopped_at_exit(Task& task, const Stopped& stop);
  void died(Task& task, WaitStatus status);
  void process_ended(Process& process, WaitStatus status);
  void tell_exit(Process& process, WaitStatus status);
  void adopt(Process& child);
  void tell_orphan(const Process& child, pid_t parent);
  bool is_awaited(const Process& process);

  // execution.cpp
  void stopped_at_exec(Task& task, const Stopped& stop);

  // stops_signal.cpp
  void stopped_at_signal(Task& task, int signal);
  bool file_is_too_large(const Task& task, const siginfo_t& info) const;

  // stops_probe.cpp
  bool stopped_at_probe(Task& task, const siginfo_t& info);
  void hold_at_probe(Task& task);
  void pass_probe(Task& task);
  bool begin_mending(Task& task);
  bool may_mend(const Task& task, std::uint64_t instruction) const;
  bool stopped_in_mending(Task& task, const Stopped& stop);
  void end_mending(Task& task);
  void send_trap_again(Task& task, pid_t sender);
  void stopped_at_group_stop(Task& task);
  void interrupted(Task& task);
  void hold_burst(Task& task);
  void end_interrupted_call(Task& task);
  void undo_interruption(Task& task, const ProcStatus& status);
  std::string sender_of(Task& task, siginfo_t& info);

  enum class Until { next_stop, call_end };
  void resume(Task& task, Until until = Until::next_stop, int signal = 0);

  // control.cpp
  bool find_ready();
  void come_to_choice();
  bool only_wait_for_time(const std::vector<Step>& ready);
  std::optional<pid_t> ask_schedule(const Situation& situation);
  bool choose(const std::vector<Step>& ready);
  void begin_step(const Step& step, const Task& task);
  void tell_step();
  std::vector<Step> ready_steps();
  std::vector<Step> looks_again();
  bool may_return(const Task& task) const;
  static Step return_of(const Task& task);
  std::vector<Waiting> waiting_tasks() const;
  bool let_time_pass();
  void pass_time_until(Moment moment);
  void let_it_return(Task& task);
  bool wait_for_outside(std::optional<Moment> next);
  void nobody_goes_on();
  void tell_deadlock();

  // settling.cpp
  void settle();
  bool all_at_rest(bool look_closely);
  bool anyone_woken();
  void let_killed_go();
  bool anyone_signalled();
  void handle_in_order();
  void wait_for_running(int round);
  void interrupt_bursts();
  bool anyone_else_could_go();
  void tell_blocked();
  void end_waiting(Task& task);

  // unseen.cpp
  std::map<pid_t, Fd> find_unseen(const std::vector<pid_t>& inside) const;
  void look_for_unseen();
  void lose_sight_of(std::size_t processes);
  std::int64_t end_unseen();  ///< how many are alive all the same

  // ending.cpp
  void end_run();
  void kill_tracees() const;
  std::int64_t kill_everyone();  ///< how many are alive all the same, as /proc shows
  void tell_failure();
  void handle_dying(pid_t tid, WaitStatus status);

  std::vector<Fd> reserve_;  // given up when all are to be ended: that takes descriptors
  Schedule& schedule_;
  Sink& sink_;
  struct sigaction on_child_;
  OwnMemory memory_;
  // A program may give the terminal to another group: then these would stop procdemo.
  SignalMask background_{signal_set({SIGTTIN, SIGTTOU})};
  Foreground foreground_;
  SignalFd stopped_;  // SIGCHLD
  SignalFd signals_;  // those that are for procdemo
  RunState run_;
  Probes probes_;
  TrapMark mark_;
  CallTable calls_;
  Variables variables_;
  std::unique_ptr<World> own_world_;  // where the settings have none
  World& world_;
  Launch launch_;
  BriefWait brief_wait_;  // made after the program was started

  std::deque<std::pair<pid_t, WaitStatus>> stops_;   // drained from waitpid, not yet handled
  std::unordered_map<pid_t, WaitStatus> newcomers_;  // stopped before their maker told of them
  std::map<pid_t, Fd> unseen_;      // alive in the run's world, and not of the family
  const Process* first_ = nullptr;  // P
  int filters_ = 0;                 // that it had when it began: ours, and those around procdemo
  std::string path_;
  std::vector<std::string> command_;
  pid_t current_ = 0;                  // controlled runs: who was let go last
  std::vector<Step> ready_;            // who can go on, when all have come to rest
  std::optional<double> rests_since_;  // between two steps, in real seconds
  std::optional<Step> step_;           // being taken, where the schedule is to be told of it
  Outside outside_;
  bool has_ended_ = false;    // nobody is left, and the outcome is known
  bool ending_ = false;       // everybody is being killed
  bool time_passed_ = false;  // in the last step: who is ready goes first now
  int quiet_looks_ = 0;       // at a run in which nobody can go on
  Moment last_act_{0};        // when anybody did more than poll
  bool somebody_was_killed_ = false;
  bool may_signal_ = false;  // this step may send signals to tasks that are held, and so kill them
  int foreign_calls_ = 0;
  int held_ = 0;                   // tasks that wait for the schedule
  double looked_for_signals_ = 0;  // in real seconds since the start
  double looked_at_memory_ = 0;    // the same
  double looked_for_unseen_ = 0;
  std::optional<double> last_interrupt_;  // when Ctrl-C came last, in real seconds
};

}  // namespace procdemo
