// procdemo in English: what a process did. Its subject, the process, is named by who shows it. The
// short forms are for narrow columns.
#include "show/words/events.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Say> events_en[] = {
    {Say::start, "starts as PID {0}: {1}"},
    {Say::start_child, "is born as PID {0}, a child of {1}: {2}() returned {3} here"},
    {Say::start_spawned, "is born as PID {0}, a child of {1}"},
    {Say::runs, "runs {0}"},
    {Say::returned_here, "{0}() returned {1} here", "{0}() = {1}"},
    {Say::fork, "{0}() returns {2}, the PID of its child {1}", "{0}() = {2}"},
    {Say::thread, "makes a thread, {0}", "thread {0}"},
    {Say::exec, "becomes another program: {0}", "exec {0}"},
    {Say::sleep, "sleeps {0} s"},
    {Say::wake, "wakes after {0} s", "wakes"},
    {Say::wait_for, "waits for {0}"},
    {Say::wait_any, "waits for any child", "waits for any"},
    {Say::wait_group, "waits for a child of one process group", "waits for a group"},
    {Say::look_for, "looks whether {0} has ended, without waiting (WNOHANG)", "{0} ended?"},
    {Say::look_any, "looks whether a child has ended, without waiting (WNOHANG)", "child ended?"},
    {Say::zombie, "is a zombie now: it has ended, and {0} has not reaped it yet", "zombie of {0}"},
    {Say::reap_code, "reaps {0}, which ended with code {1}: it is gone"},
    {Say::reap_signal, "reaps {0}, ended by {1}: it is gone"},
    {Say::reaps_code, "reaps {0} (code {1})", "reaps {0}: {1}"},
    {Say::reaps_signal, "reaps {0} ({1})", "reaps {0}: {1}"},
    {Say::signal, "gets {0} from {1}"},
    {Say::signal_kernel, "gets {0} from the kernel", "gets {0}"},
    {Say::signal_terminal, "gets {0} from the terminal (a key was pressed)", "gets {0} (a key)"},
    {Say::signal_outside, "gets {0} from process {1}, outside this run", "gets {0} from {1}"},
    {Say::kill, "sends {0} to {1}"},
    {Say::kill_group, "sends {0} to its whole process group", "sends {0} to its group"},
    {Say::kill_everyone, "sends {0} to every process it may signal", "sends {0} to all"},
    {Say::kill_outside, "sends {0} to process {1}, outside this run", "sends {0} to {1}"},
    {Say::exit_code, "ends with code {0}", "ends: {0}"},
    {Say::exit_signal, "is ended by {0}", "ended by {0}"},
    {Say::exit_core, "is ended by {0} and leaves a core dump", "ended by {0}, core"},
    {Say::orphan, "is an orphan: its parent has ended; its new parent is {0}, PID {1}",
     "orphan of PID {1}"},
    {Say::write, "writes {1} into {0}", "{1} into {0}"},
    {Say::read, "reads {1} from {0}", "{1} from {0}"},
    {Say::read_end, "reads end of file from {0}: no process can write to it any more", "EOF: {0}"},
    {Say::exchange, "with {0}: writes: {2} ({3}), reads: {4} ({5}), through {1}",
     "and {0}: writes {2}, reads {4}"},
    {Say::writes, "writes {1} times into {0} ({2})", "writes {1}, {0}"},
    {Say::reads, "reads {1} times from {0} ({2})", "reads {1}, {0}"},
    {Say::writes_and_reads, "writes: {1} ({2}), reads: {3} ({4}), through {0}",
     "writes {1}, reads {3}"},
    {Say::lock, "asks for the lock on {0}, {1}", "asks for lock {0}"},
    {Say::lock_blocked, "asks for the lock on {0}, {1}: blocked, another process holds it",
     "lock {0}: blocked"},
    {Say::locked, "acquires the lock on {0}, {1}", "locks {0}"},
    {Say::unlock, "releases the lock on {0}", "unlocks {0}"},
    {Say::exclusive, "exclusive"},
    {Say::shared, "shared"},
    {Say::file, "left {0}: {1}, records: {2}", "{0}: {1}"},
    {Say::block, "blocked: waits on {0}", "blocked: {0}"},
    {Say::on_child, "a child"},
    {Say::on_signal, "a signal"},
    {Say::on_futex, "a futex"},
    {Say::on_input, "a file descriptor"},
    {Say::on_connection, "a connection"},
    {Say::on_semaphore, "a semaphore"},
    {Say::on_writer, "a process that opens {0} for writing"},
    {Say::on_reader, "a process that opens {0} for reading"},
    {Say::on_call, "what ends the system call {0}()"},
    {Say::deadlock, "DEADLOCK: every process is blocked, and nothing will wake any of them. {0}.",
     "DEADLOCK"},
    {Say::deadlock_circle,
     "DEADLOCK: every process is blocked, and nothing will wake any of them. {0}. Circular wait: "
     "{1}."},
    {Say::deadlock_on, "{0} waits for {1}"},
    {Say::deadlock_by, "{0} waits for {1}, which depends on {2}"},
    {Say::deadlock_and, "; "},
    {Say::value, "{0} = {1} at {2}", "{0} = {1}"},
    {Say::value_shared, "{0} = {1} at {2} (shared page)", "{0} = {1} (shared page)"},
    {Say::value_private, "{0} = {1} at {2} (private page)", "{0} = {1} (private page)"},
    {Say::probe, "passes {0}:{1} {2}", "{1} {2}"},
    {Say::task_begin, "begins task {1} of {0}: {2}", "task {1}"},
    {Say::task_end, "ends task {1} of {0}", "task {1} ends"},
    {Say::queue_put, "puts item {1} into {0} ({2})", "item {1} into {0}"},
    {Say::queue_get, "takes item {1} out of {0} ({2})", "item {1} out of {0}"},
    {Say::lock_locked, "acquires {0}", "locks {0}"},
    {Say::lock_unlock, "releases {0}", "unlocks {0}"},
    {Say::refuse, "{0}() is refused: -1, EAGAIN (the limit: {1})", "{0}() = -1 EAGAIN"},
    {Say::by_processes, "--max-processes"},
    {Say::by_kernel, "the kernel's own"},
    {Say::left_out,
     "runs a script that looks for the program: {0}, {1} events, {2} s, not shown here",
     "a script looks for it: {0}, not shown"},
    {Say::prints, "prints \"{0}\""},
    {Say::quoted, "{0} {1} ({2} s)"},
    {Say::in_thread, "{0}: {1}"},
    {Say::one_process, "1 process"},
    {Say::processes, "{0} processes"},
    {Say::one_byte, "1 byte"},
    {Say::bytes, "{0} bytes"},
};

}  // namespace

template <>
Entries<Say> english<Say>() {
  return whole<events_en>();
}

}  // namespace procdemo::show
