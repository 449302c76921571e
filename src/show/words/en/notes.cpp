// procdemo in English: what procdemo can't show, or had to do otherwise (event::Note).
#include "show/words/notes.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Noted> notes_en[] = {
    {Noted::full_screen, "draws on the whole screen: procdemo shows lines, so this will look odd"},
    {Noted::job_control, "asks to control the terminal's jobs, which procdemo does not support"},
    {Noted::calls_of_32_bits,
     "made a 32-bit system call: procdemo cannot observe those, so it failed"},
    {Noted::io_uring, "asked for io_uring: procdemo cannot observe it, so it was refused"},
    {Noted::listener,
     "asked for a seccomp listener, through which calls could go unseen: it was refused"},
    {Noted::seccomp_strict,
     "asked for seccomp's strict mode: an observed program has a filter already, so it was "
     "refused"},
    {Noted::aio, "asked for asynchronous I/O (io_setup), which writes unseen: it was refused"},
    {Noted::userfaultfd,
     "asked to serve its own memory (userfaultfd), for which procdemo could wait for ever: it was "
     "refused"},
    {Noted::fuse,
     "asked to make whoever opens a file wait for it (FUSE, fanotify, a lease), procdemo too: it "
     "was refused"},
    {Noted::secret_memory,
     "asked for secret memory (memfd_secret), which procdemo cannot read: it was refused"},
    {Noted::set_clock,
     "asked to set the machine's clock, which all use, and which would stay so: it was refused"},
    {Noted::unreadable,
     "gave a call memory that procdemo cannot read: the call failed with EFAULT"},
    {Noted::terminal_input,
     "asked to put input into a terminal, to stop it, to take it from others, or to make it "
     "another one (TIOCSTI, tcflow and the like): it was refused"},
    {Noted::procdemo,
     "aimed at procdemo itself (with a signal, ptrace or the like): it was refused"},
    {Noted::outside,
     "asked to trace a process outside this run, to write into its memory, or for its descriptors: "
     "it was refused"},
    {Noted::cgroup,
     "wrote to a control group, which may hold procdemo or its fence around the run: it was "
     "refused"},
    {Noted::mounts,
     "asked for a change of mounts that procdemo itself would see, and could be blinded by: it was "
     "refused (in a mount namespace of its own that passes nothing on, it is not)"},
    {Noted::hidden,
     "used a descriptor that procdemo may not look at, as this process made its /proc unreadable "
     "(PR_SET_DUMPABLE): it was refused"},
    {Noted::unanswered_program,
     "the file of this program did not answer when it was to be read: its probes are not shown"},
    {Noted::unanswered_file,
     "a file that was to be read at the end did not answer: what is in it is not shown"},
    {Noted::own_output,
     "waits for keys from the terminal of its own output (descriptor 1 or 2), which is procdemo's: "
     "nobody types there; what you type goes to standard input"},
    {Noted::moved_output,
     "moves bytes to its output within the kernel (splice, tee, sendfile) from where procdemo "
     "can't "
     "take them: the call was answered EINVAL; what is written by write() is shown"},
    {Noted::python_lines,
     "the lines of its script are not known: procdemo can read those of CPython 3.11, 3.12 and "
     "3.13"},
    {Noted::kill_group,
     "signalled a group: procdemo passed it on to the processes of this run alone"},
    {Noted::inexact_busy,
     "computes for a long time without a system call, and was interrupted at an arbitrary point: "
     "from here on the same order may give a different run"},
    {Noted::inexact_outside,
     "waits for a process or a person outside this run: the schedule does not decide what arrives, "
     "or when"},
    {Noted::inexact_machine,
     "asks for what this machine or its kernel decides (a file of /proc, a port, free space, "
     "std::random_device): the answer may differ each time, and so may the run"},
    {Noted::inexact_threads,
     "two of its threads ran at the same time for a moment: the schedule does not decide the order "
     "in which they use shared memory"},
    {Noted::inexact_files,
     "asks for the time of a file that was changed without a call of this run (through mapped "
     "memory, or by somebody else): when, procdemo does not know"},
    {Noted::addresses_vary,
     "addresses differ from run to run: this machine does not let procdemo fix them"},
    {Noted::pids_vary,
     "PIDs differ from run to run, and so may what is made of them: this machine allows no PID "
     "namespace with a /proc of its own"},
    {Noted::set_user_id,
     "this program has rights of its own (set-user-ID, set-group-ID or capabilities), which the "
     "kernel gives to nobody who is observed: it runs without them"},
    {Noted::traced_by_parent,
     "asked to be traced by its parent (PTRACE_TRACEME): procdemo traces it already, so it was "
     "refused"},
    {Noted::clone3,
     "asked for clone3(), which procdemo answers with ENOSYS as an older kernel does: its "
     "arguments are in memory, where they could change unseen; clone() works"},
    {Noted::many_locks,
     "takes locks very often: from here on taking one is no step of its own any more"},
    {Noted::elsewhere,
     "its threads or processes wait for each other in a way that is no step here (a futex of their "
     "own, as std::atomic::wait() has, or locks that are not seen): with another compiler or C "
     "library the same order and its token may give another run"},
    {Noted::other, "note: {0}"},
};

}  // namespace

template <>
Entries<Noted> english<Noted>() {
  return whole<notes_en>();
}

}  // namespace procdemo::show
