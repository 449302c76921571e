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
#include "engine/calls/calls.h"
#include "engine/controlled/one_processor.h"
#include "engine/controlled/outside.h"
#include "engine/controlled/virtual_timers.h"
#include "engine/family.h"
#include "engine/held_locks.h"
#include "engine/launch.h"
#include "engine/lines.h"
#include "engine/objects.h"
#include "engine/observer.h"
#include "engine/outputs.h"
#include "engine/probes.h"
#include "engine/program_clock.h"
#include "engine/variables.h"
#include "tracee/call_stop.h"
#include "world/foreground.h"
#include "world/own_processes.h"

namespace procdemo {

class Observation {
 public:
  Observation(const Program& program, const Settings& settings, Schedule& schedule, Sink& sink);
  Observation(const Observation&) = delete;
  Observation& operator=(const Observation&) = delete;
  ~Observation();  ///< whatever happened, nobody of the run is alive afterwards

  Outcome run();

  // --- for the handlers of calls ---

  Family& family() { return family_; }
  const Outputs& outputs() const { return outputs_; }
  const ProgramClock& clock() const { return clock_; }
  HeldLocks& locks() { return locks_; }
  VirtualTimers& timers() { return timers_; }
  Lines& lines() { return lines_; }
  Objects& objects() { return objects_; }
  const OneProcessor& processor() const { return processor_; }

  /// Whether one process runs at a time, in virtual time (control.cpp).
  bool controlled() const { return is_controlled(settings_.mode); }

  /// Whether what only an exploration asks about is a step, too (ControlledMode::every_step).
  bool every_step() const { return controlled() && control().every_step; }

  /// From now on any step may have to do with any other: a call has asked for what comes later.
  void entangle() { entangled_ = true; }
  bool entangled() const { return entangled_; }

  /// Whether it is in a timed wait that may end at any time.
  bool may_time_out(const Task& task) const;

  /// Whether a timer will go off.
  bool awaits_timer() const { return timers_.next().has_value(); }

  /// Bytes that this process gets where it asks for random ones: they come from the seed.
  std::string random_bytes(Process& process, std::size_t size);

  void emit(const Name& task, pid_t pid, event::Any what);
  void emit(const Process& process, const Name& task, event::Any what);
  void emit(const Task& task, event::Any what) { emit(*task.process, task.name, std::move(what)); }

  /// Tells something once in a run.
  void note(const Task& task, const std::string& what);

  /// One print: told, put into lines, counted.
  void print(const Task& task, int fd, const std::string& text);

  /// Whether one more process may be made now. If not, it is told, and counted.
  bool grant_fork(const Task& task, const std::string& call);
  void fork_over() { --granted_; }  ///< a granted fork was born, or failed
  void count_refusal(const Task& task);

  /// The call that forked has ended in the maker: the child's life may be told.
  void tell_fork(Task& maker, std::int64_t returned);

  /// A reader may be seen leaving its call before the writer whose bytes it got. The writer, if it
  /// is about to leave its own, is told first.
  void let_writers_finish(const Task& reader);

  /// Tells of the locks that are gone since they were last looked at.
  void tell_unlocked();

  /// The name of the process that `task` calls `pid`; the number itself for one outside the run.
  std::string name_of(pid_t seen);

  /// The signal that `sender` sends to `target` is sent by procdemo: its siginfo shall tell the
  /// truth.
  void forge(const Process& target, int signal, const Process& sender);

  /// Sends a signal to a process of the run that has not ended: to one that has, it does nothing.
  void signal(const Process& process, int signal) const;

  /// What reads what may never answer: served memory and files.
  Reader& reader() { return memory_reader_.reader; }
  Mounts& mounts() { return memory_reader_.mounts; }

  /// Whether the process or thread that `sender` knows by this number is one of procdemo's own.
  bool is_own(const Task& sender, pid_t seen);

  /// Whether it is no process of this run.
  bool is_outside(const Task& sender, pid_t seen);

  /// Answers a call that is aimed at procdemo itself: EPERM, and it is told.
  Then refuse_own(Task& task);

  /// Lets the kernel run this call in place of the one that a task is at the entry of. Its result
  /// is the program's, and its registers are put back afterwards.
  static Then replace(Task& task, Call call, const std::vector<std::uint64_t>& arguments);

  /// The number by which `sender` knows a process that the observer knows by `pid`; nothing where
  /// it is not to be seen from there (pid_namespaces(7)).
  static std::optional<pid_t> seen_by(const Task& sender, pid_t pid);

  /// A limit is reached: told once, and the run ends.
  void reach_limit(const Process& process, const std::string& limit, double value);

 private:
  static constexpr std::chrono::milliseconds usage_interval{100};  // at what the run uses

  // observation.cpp: the loop
  void handle(pid_t tid, int status);
  void let_go_on();
  bool over() const;
  double lines_now() const;  ///< by which clock an unfinished line grows old

  MemoryUse new_memory() { return MemoryUse(std::make_shared<Memory>(memory_reader_)); }

  // waiting.cpp
  bool drain();  ///< false once the kernel knows no task that we trace, and no child
  std::optional<int> fetch_stop(pid_t tid);
  bool look_a_moment();
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
  static std::optional<unsigned long> event_message(pid_t tid, int event);
  void stopped_at_call(Task& task);
  const Handler* handler_of(std::int64_t call) const;
  const Refusal* refusal_of(const Task& task);
  bool refuse(Task& task);
  void hold(Task& task, std::string_view call, Held where);
  void drop_hold(Task& task);
  void go_on(Task& task);
  void perform(Task& task);
  bool continues(Task& task, std::int64_t number);
  void interrupted_for_good(Task& task);
  void stopped_at_end(Task& task);
  void end_call(Task& task);
  std::optional<CallStop> stop_of_filter(Task& task);
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
  void stopped_at_fork_event(Task& task, int event);
  void made(Task& task, pid_t child);
  static std::vector<pid_t> possible_children(const Task& task);
  void find_untold_child(Task& task);
  void stopped_at_exit(Task& task);
  void died(Task& task, int status);
  void process_ended(Process& process, int status);
  void tell_exit(Process& process, int status);
  void adopt(Process& child);
  void tell_orphan(const Process& child, pid_t parent);
  bool is_awaited(const Process& process);

  // execution.cpp
  void stopped_at_exec(Task& task);

  // tracee_signals.cpp
  void signal(const Task& task, int signal) const;
  void kill_tracees() const;

  // stops_signal.cpp
  void stopped_at_signal(Task& task, int signal);
  bool file_is_too_large(const Task& task, const siginfo_t& info) const;

  // stops_probe.cpp
  bool stopped_at_probe(Task& task, const siginfo_t& info);
  void hold_at_probe(Task& task);
  void pass_probe(Task& task);
  bool begin_mending(Task& task);
  bool may_mend(const Task& task, std::uint64_t instruction) const;
  bool stopped_in_mending(Task& task, int status);
  void end_mending(Task& task);
  void send_trap_again(Task& task, pid_t sender);
  void stopped_at_group_stop(Task& task, int signal);
  void hold_burst(Task& task);
  void end_interrupted_call(Task& task);
  void undo_interruption(Task& task, const ProcStatus& status);
  std::string sender_of(Task& task, siginfo_t& info);

  enum class Until { next_stop, call_end };
  void resume(Task& task, Until until = Until::next_stop, int signal = 0);

  // control.cpp
  const ControlledMode& control() const { return std::get<ControlledMode>(settings_.mode); }
  void take_step();
  bool only_wait_for_time(const std::vector<Step>& ready);
  std::optional<pid_t> ask_schedule(const Situation& situation);
  void choose(const std::vector<Step>& ready);
  void begin_step(const Step& step, const Task& task);
  void tell_step();
  std::vector<Step> ready_steps();
  std::vector<Step> looks_again();
  bool may_return(const Task& task) const;
  static Step return_of(const Task& task);
  std::vector<Waiting> waiting_tasks();
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
  std::int64_t kill_everyone();  ///< how many are alive all the same, as /proc shows
  void tell_ends_in_order();
  void tell_failure();
  void handle_dying(pid_t tid, int status);

  std::vector<Fd> reserve_;  // given up when all are to be ended: that takes descriptors
  const Settings& settings_;
  Schedule& schedule_;
  Sink& sink_;
  struct sigaction on_child_;
  OwnMemory memory_;
  // A program may give the terminal to another group: then these would stop procdemo.
  SignalMask background_{signal_set({SIGTTIN, SIGTTOU})};
  Foreground foreground_;
  SignalFd stopped_;  // SIGCHLD
  SignalFd signals_;  // those that are for procdemo
  OneProcessor processor_;
  MemoryReader memory_reader_;
  Outputs outputs_;
  ProgramClock clock_;
  Probes probes_;
  TrapMark mark_;
  std::vector<Handler> handlers_;
  std::unordered_map<std::int64_t, const Handler*> by_number_;
  std::vector<Refusal> refused_;
  std::multimap<std::int64_t, const Refusal*> refusals_by_number_;  // the first that applies counts
  Variables variables_;
  std::unique_ptr<World> own_world_;  // where the settings have none
  World& world_;
  Launch launch_;
  Family family_;
  HeldLocks locks_;
  VirtualTimers timers_;
  Lines lines_;
  Objects objects_;

  std::deque<std::pair<pid_t, int>> stops_;   // drained from waitpid, not yet handled
  std::unordered_set<pid_t> waited_for_;      // of those, who has ended: its PID is free
  std::unordered_map<pid_t, int> newcomers_;  // stopped before their maker told of them
  std::map<std::pair<pid_t, int>, std::pair<Name, pid_t>> forged_;  // (target, signal): the sender
  std::set<std::string> notes_;
  std::map<pid_t, Fd> unseen_;      // alive in the run's world, and not of the family
  bool started_ = false;            // the first exec has happened
  const Process* first_ = nullptr;  // P
  int filters_ = 0;                 // that it had when it began: ours, and those around procdemo
  std::string path_;
  std::vector<std::string> command_;
  pid_t current_ = 0;         // controlled runs: who was let go last
  std::optional<Step> step_;  // being taken, where the schedule is to be told of it
  Outside outside_;
  bool ending_ = false;  // everybody is being killed
  std::vector<std::tuple<Name, pid_t, event::Any>> ends_;
  bool time_passed_ = false;  // in the last step: who is ready goes first now
  int quiet_looks_ = 0;       // at a run in which nobody can go on
  Moment last_act_{0};        // when anybody did more than look in vain
  bool somebody_was_killed_ = false;
  bool may_signal_ = false;  // this step may send signals to tasks that are held, and so kill them
  bool entangled_ = false;
  int foreign_calls_ = 0;
  int held_ = 0;  // tasks that wait for the schedule
  std::int64_t granted_ =
      0;  // forks allowed, and not yet born: clones in flight would pass a limit
  std::int64_t forks_ = 0;
  std::int64_t refusals_ = 0;
  std::int64_t printed_ = 0;
  std::uint64_t seq_ = 0;
  double looked_for_signals_ = 0;  // in real seconds since the start
  double looked_at_memory_ = 0;    // the same
  double looked_for_unseen_ = 0;
  std::optional<double> last_interrupt_;  // when Ctrl-C came last, in real seconds
  Outcome outcome_;
};

}  // namespace procdemo
