#include "findings/table.h"

#include <algorithm>

#include "findings/rules/rules.h"

namespace procdemo::findings {

namespace {

constexpr FindingRow rows[] = {
    // --- children and their ends: a cause before what comes of it ---
    {"wait-failed",
     wait_failed,
     // {0} the call: "wait()", "waitpid(P.1)"
     {"called {0} after it had made a process, and had no child to wait for (ECHILD)",
      "创建进程之后调用 {0}，却没有可以等待的子进程（ECHILD）"},
     {"A process can wait for its own children alone, and once for each; where it ignores SIGCHLD, "
      "they vanish without an exit status.",
      "进程只能等待自己的子进程，每个只能等待一次；忽略 SIGCHLD 时，子进程结束后不留下退出状态。"}},
    {"wait-interrupted",
     wait_interrupted,
     // {0} the children that were not reaped, {1} the signal
     {"did not wait again when {1} had interrupted its wait (EINTR): nobody has reaped {0}",
      "在等待被 {1} 打断（EINTR）之后没有再次等待：无人回收 {0、}"},
     {"Call waitpid() again as long as it fails with EINTR, or install the handler with "
      "SA_RESTART.",
      "waitpid() 以 EINTR 失败时再次调用它，或者用 SA_RESTART 安装信号处理函数。"}},
    {"children-coalesced",
     children_coalesced,
     // {0} the children that were not reaped
     {"reaped one child when SIGCHLD came, but the signal stood for several that had ended: nobody "
      "has reaped {0}",
      "收到 SIGCHLD 时只回收了一个子进程，而这一个信号代表几个已经结束的子进程：无人回收 {0、}"},
     {"Signals of one kind that are pending at the same time come as one. In the handler, call "
      "waitpid(-1, &status, WNOHANG) until it returns no more children.",
      "同一种信号在待处理期间再次发生，只会送达一次。在处理函数里反复调用 "
      "waitpid(-1, &status, WNOHANG)，直到没有更多子进程。"}},
    {"never-reaped",
     never_reaped,
     // {0} the children, {1} how many
     {"never waited for {1} process(es) that it had made, and that ended while it lived on: {0}",
      "创建的 {1} 个进程在它活着时结束了，它却一直没有等待：{0、}"},
     {"Call waitpid() for each child. Until then it is a zombie: the kernel keeps its PID and its "
      "exit status.",
      "对每个子进程调用 waitpid()。在那之前它是僵尸进程，内核一直保留它的 PID 和退出状态。"}},
    {"left-running",
     left_running,
     // {0} who, {1} how many
     {"ended while {1} process(es) of its making still worked, without becoming a daemon: {0}",
      "结束时，由它而来的 {1} 个进程仍在工作，又没有成为守护进程：{0、}"},
     {"Wait for them before the end; or let a process that is meant to stay call setsid().",
      "结束之前先等待它们；要长期运行的进程应当调用 setsid()。"}},

    // --- calls that failed, and nobody looked ---
    {"failed-fork-as-pid",
     failed_fork_as_pid,
     // {0} the signal
     {"sent {0} to everybody, kill(-1), after fork() had failed with -1",
      "在 fork() 失败（返回 -1）之后，向所有进程发送了 {0}：kill(-1)"},
     {"Look at what fork() returns: -1 is no PID, and means all processes to kill().",
      "先检查 fork() 的返回值：-1 不是 PID，对 kill() 来说它代表所有进程。"}},
    {"exec-failed-went-on",
     exec_failed_went_on,
     // {0} the program
     {"could not execute {0}, and went on as a copy of its parent",
      "没能执行 {0}，就作为父进程的副本继续运行"},
     {"exec returns only where it has failed. Behind it, say why (perror), and call _exit(127).",
      "exec 只有失败时才会返回。在它后面用 perror 说明原因，然后调用 _exit(127)。"},
     // {0} the name that was searched for, {1} the folders of PATH
     {"could not execute {0}, which is in no folder of PATH ({1}), and went on as a copy of its "
      "parent",
      "没能执行 {0}（PATH 的目录 {1、} 里都没有它），就作为父进程的副本继续运行"}},

    // --- buffers, pipes, locks and files ---
    {"printed-twice",
     printed_twice,
     // {0} the text, {1} who else
     {"forked with \"{0}\" still in an output buffer: it and {1} each wrote a copy of it",
      "调用 fork() 时，“{0}”还留在输出缓冲区里：它和 {1、} 各输出了一份"},
     {"Call fflush(NULL), in Python sys.stdout.flush(), before fork(), or end a child that has "
      "nothing to print with _exit().",
      "在 fork() 之前调用 fflush(NULL)（Python 里是 "
      "sys.stdout.flush()）；不输出任何内容的子进程用 _exit() 结束。"}},
    {"pipe-end-open",
     pipe_end_open,
     // {0} the pipe, {1} who has its writing end
     {"waits for the end of {0}, which cannot come: the write end is still open in {1}, and nobody "
      "there will write or close it",
      "等待 {0} 的文件结束，但它永远不会来：写端仍在 {1、} 中打开，那里不会再写入，也不会关闭它"},
     {"Close the write end in every process that does not write: in a reading child right after "
      "fork(), in the parent before it waits.",
      "在每个不写入的进程里关闭写端：读管道的子进程在 fork() "
      "之后立即关闭，父进程在等待之前关闭。"}},
    {"pipe-no-reader",
     pipe_no_reader,
     // {0} the pipe
     {"wrote into {0}, whose read end nobody had open: SIGPIPE, or EPIPE",
      "向 {0} 写入，而没有任何进程打开着它的读端：SIGPIPE 或 EPIPE"},
     {"Keep the read end open in the process that reads, until it has read everything; check that "
      "each process closes the end that it does not use, and not the other one.",
      "让负责读的进程一直打开读端，直到读完；检查每个进程关闭的是自己不用的那一端，而不是另一端"
      "。"}},
    {"deadlock",
     deadlock,
     // {0} the circle, {1} what each waits for
     {"waits in a circle that nobody in it can leave: {0} (waiting for: {1})",
      "陷入循环等待，其中谁也无法继续：{0、}（各自等待：{1}）"},
     {"One of them has to act before it waits; take locks in the same order everywhere.",
      "其中一个进程必须先行动再等待；所有进程按相同的顺序加锁。"}},
    {"deadlock-refused",
     deadlock_refused,
     // {0} the file
     {"did not get a lock on {0}: to wait for it would have been a deadlock, and the kernel "
      "refused "
      "that (EDEADLK)",
      "没有得到 {0} 的锁：等待它会造成死锁，因此内核拒绝了这个请求（EDEADLK）"},
     {"Take locks in the same order everywhere; or, on EDEADLK, give back the locks that you have, "
      "and begin again.",
      "所有进程按相同的顺序加锁；或者在得到 EDEADLK 时先释放已持有的锁，再从头开始。"},
     // {0} the file, {1} who has the lock
     {"did not get a lock on {0}, which {1} has: to wait for it would have been a deadlock, and "
      "the "
      "kernel refused that (EDEADLK)",
      "没有得到 {0} 的锁，它由 {1、} 持有：等待它会造成死锁，因此内核拒绝了这个请求（EDEADLK）"}},
    {"lost-update",
     lost_update,
     // {0} the file, {1} whose update, {2} how often; {3} "rename", by which it was lost (advice.h)
     {"had read {0} before {1} changed it, and wrote over that change without having seen it: an "
      "update is lost ({2} time(s))",
      "在 {1} 修改 {0} 之前读了它，没有看到这次修改就把它覆盖了：更新丢失（{2} 次）"},
     {"Hold one lock from the read to the write: flock(fd, LOCK_EX) in every process that changes "
      "the file.",
      "从读到写一直持有同一把锁：每个修改这个文件的进程都调用 flock(fd, LOCK_EX)。"}},
    {"torn-record",
     torn_record,
     // {0} the file, {1} whose bytes came between, {2} how often
     {"wrote a line into {0} in pieces, and bytes of {1} stand between them ({2} time(s))",
      "分几次把一行写入 {0}，{1} 的内容夹在了中间（{2} 次）"},
     {"Write each record with one write() to a file opened with O_APPEND, or hold a lock while "
      "writing all of its pieces.",
      "以 O_APPEND 打开文件，每条记录只用一次 write()；或者在写完它的所有部分之前一直持有锁。"}},
    {"lock-dropped",
     lock_dropped,
     // {0} the file
     {"lost its fcntl() lock on {0} by closing another descriptor of the same file, and wrote "
      "there without it",
      "关闭了同一文件的另一个描述符，因此失去了对 {0} 的 fcntl() 锁，此后在没有锁的情况下写入"},
     {"Keep every descriptor of that file open as long as the lock is needed, or use flock() or "
      "F_OFD_SETLK, which belong to one open file.",
      "在需要这把锁期间不要关闭该文件的任何描述符；或改用 flock() 或 "
      "F_OFD_SETLK，它们属于一次打开的文件。"}},
    {"lock-shared",
     lock_shared,
     // {0} the file, {1} who else
     {"got the exclusive lock on {0} while {1} had it: both use one open file, from before the "
      "fork, and so have one lock",
      "在 {1} 持有 {0} 的排他锁时也得到了它：两者使用 fork() 之前打开的同一个文件，因此共用一把锁"},
     {"Open the file after fork(), in each process for itself.",
      "在 fork() 之后由每个进程各自打开文件。"}},
    {"lock-order",
     lock_order,
     // {0} the first and {1} the second lock, {2} who else took which: "P.2: b -> a (c.cpp:12)"
     {"locked {0} and then {1}, which makes a circle with {2}; they did so at the same time, and "
      "once each has its first lock, each waits for the next one for ever",
      "先锁 {0} 再锁 {1}，与 {2、} 构成环路；它们在同一时间这样做，一旦各自得到第一把锁，"
      "就会永远依次互相等待"},
     {"Take the locks in the same order in every process, and every thread.",
      "所有进程和线程都按相同的顺序加锁。"},
     // {3} "EDEADLK"
     {"locked {0} and then {1}, which makes a circle with {2}; they did so at the same time, and "
      "once each has its first lock, each waits for the next one, until the kernel refuses one of "
      "them its lock ({3})",
      "先锁 {0} 再锁 {1}，与 {2、} 构成环路；它们在同一时间这样做，一旦各自得到第一把锁，"
      "就会依次互相等待，直到内核拒绝其中一个的请求（{3}）"}},
    {"lock-of-the-dead",
     lock_of_the_dead,
     // {0} the mutex
     {"waits for {0}, whose owner does not exist: it has ended, or fork() has not copied it",
      "等待 {0}，而持有它的线程已不存在：它已结束，或者没有被 fork() 复制"},
     {"Fork before making threads, or let the child only call exec(); between processes use a "
      "robust mutex (PTHREAD_MUTEX_ROBUST).",
      "先 fork() 再创建线程，或者子进程只调用 "
      "exec()；进程之间使用健壮的互斥锁（PTHREAD_MUTEX_ROBUST）。"}},
    {"descriptor-leaked",
     descriptor_leaked,
     // {0} its program, {1} the pipe, {2} the descriptor, {3} who waits
     {"runs {0} with the write end of {1} open as descriptor {2}, which {0} never uses: {3} waits "
      "in vain for the end of that pipe",
      "运行 {0} 时 {1} 的写端仍以描述符 {2} 打开着，{0} 从不使用它：{3} "
      "因此等不到这个管道的文件结束"},
     {"Make the pipe with pipe2(ends, O_CLOEXEC), open files with O_CLOEXEC, or close what a "
      "program is not to have before exec().",
      "用 pipe2(ends, O_CLOEXEC) 创建管道，打开文件时加上 O_CLOEXEC，或者在 exec() "
      "之前关闭程序不该有的描述符。"},
     // {0} its program, {1} the file, {2} the descriptor, {3} who waits, {4} who took the lock
     {"runs {0} with the lock of {4} on {1} in descriptor {2}, which {0} never uses: as long as it "
      "runs, {3} waits in vain for that lock",
      "运行 {0} 时，描述符 {2} 里还带着 {4} 对 {1} 加的锁，而 {0} 从不使用它：只要它还在运行，{3} "
      "就等不到这把锁"}},
    // --- of several orders ---
    {"ordered-by-sleep",
     nullptr,
     // {0} who could have gone on before
     {"goes on after {0} only because it sleeps: on a busy machine another outcome is possible, "
      "which comes in no order as long as sleeps are exact",
      "只靠睡眠才排在 {0} 之后：机器繁忙时可能出现另一种结果，"
      "而睡眠准时的话，没有哪种顺序会产生它"},
     {"A sleep orders nothing. Wait for what has to come first: with waitpid(), a read from a "
      "pipe, "
      "or a lock.",
      "睡眠不是同步。应当等待必须先发生的事：用 waitpid()、读管道或者加锁。"}},
};

constexpr bool is_whole(const Phrase& phrase) {
  return !phrase.en.empty() && !phrase.zh.empty();
}
static_assert(std::ranges::all_of(rows, [](const FindingRow& row) {
  const bool in_both = row.longer.en.empty() == row.longer.zh.empty();
  return is_whole(row.what) && is_whole(row.advice) && in_both;
}));

}  // namespace

std::span<const FindingRow> finding_rows() {
  return rows;
}

const FindingRow* find_row(std::string_view id) {
  const auto* const found = std::ranges::find(rows, id, &FindingRow::id);
  return found == std::end(rows) ? nullptr : found;
}

}  // namespace procdemo::findings
