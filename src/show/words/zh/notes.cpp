// procdemo 的简体中文：procdemo 显示不了，或不得不另作处理的事。
#include "show/words/notes.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Noted> notes_zh[] = {
    {Noted::full_screen, "在整个屏幕上绘制：procdemo 按行显示，看起来会有些乱"},
    {Noted::job_control, "要控制终端的作业，procdemo 不支持"},
    {Noted::calls_of_32_bits, "做了 32 位系统调用：procdemo 无法观察，该调用失败"},
    {Noted::io_uring, "请求使用 io_uring：procdemo 无法观察，予以拒绝"},
    {Noted::listener, "请求 seccomp 监听器（listener）：有了它，系统调用就可能不被看见，予以拒绝"},
    {Noted::seccomp_strict, "请求 seccomp 的严格模式：被观察的程序已经有一个过滤器，予以拒绝"},
    {Noted::aio, "请求异步 I/O（io_setup）：它写了什么无法观察，予以拒绝"},
    {Noted::userfaultfd,
     "请求自己处理自己内存的缺页（userfaultfd）：procdemo 可能永远等下去，予以拒绝"},
    {Noted::fuse,
     "请求让打开文件的进程等它答复（FUSE、fanotify、租约），procdemo 也可能永远等下去：予以拒绝"},
    {Noted::secret_memory, "请求秘密内存（memfd_secret）：procdemo 无法读取，予以拒绝"},
    {Noted::set_clock, "请求设置机器的时钟：大家共用它，运行结束后也不会复原，予以拒绝"},
    {Noted::unreadable, "交给系统调用的内存 procdemo 无法读取：该调用失败（EFAULT）"},
    {Noted::terminal_input,
     "请求向终端注入输入、让终端停住、不让他人使用终端，或改变终端本身（TIOCSTI、tcflow "
     "之类）：予以拒绝"},
    {Noted::procdemo, "针对 procdemo 本身（用信号、ptrace 之类）：予以拒绝"},
    {Noted::outside, "请求跟踪本次运行之外的进程、写入它的内存，或取得它的描述符：予以拒绝"},
    {Noted::cgroup, "写入控制组（cgroup），其中可能有 procdemo 或围住本次运行的组：予以拒绝"},
    {Noted::mounts,
     "请求改动 procdemo "
     "自己也会看到的挂载，这可能使它看不见进程：予以拒绝（在程序自己的、不向外传播的挂载命名空间里"
     "则不拒绝）"},
    {Noted::hidden,
     "使用 procdemo 无法查看的描述符（该进程使自己的 /proc 不可读：PR_SET_DUMPABLE）：予以拒绝"},
    {Noted::unanswered_program, "读取该程序的文件时没有得到回应：不显示它的探针"},
    {Noted::unanswered_file, "结束时要读取的一个文件没有回应：不显示其中的内容"},
    {Noted::own_output,
     "在等自己输出所用的终端（描述符 1 或 2）上的按键，可这个终端是 procdemo 的，没有人在那里打字；"
     "你打的字会送到标准输入"},
    {Noted::moved_output,
     "在内核中把字节移到它的输出（splice、tee、sendfile），而 procdemo 无法从那里取得它们："
     "该调用得到的回答是 EINVAL；用 write() 写的会显示"},
    {Noted::python_lines, "不知道脚本的行号：procdemo 能读出 CPython 3.11、3.12 和 3.13 的"},
    {Noted::kill_group, "向一组进程发信号：procdemo 只转交给本次运行中的进程"},
    {Noted::inexact_busy,
     "长时间只计算、不进行系统调用，在任意一处被打断：此后同样的顺序可能得到不同的运行"},
    {Noted::inexact_outside, "在等待本次运行之外的进程或用户：何时收到、收到什么，不由调度决定"},
    {Noted::inexact_machine,
     "查询由这台机器或内核决定的内容（/proc "
     "中的文件、端口、剩余空间、std::random_device）：每次的结果可能不同，"
     "运行也就可能不同"},
    {Noted::inexact_threads, "它的两个线程曾短暂地同时运行：访问共享内存的先后，不由调度决定"},
    {Noted::inexact_files,
     "查询一个文件的时间，而它不是由本次运行的系统调用修改的（通过内存映射，或由别的进程修改）："
     "何时修改，procdemo 并不知道"},
    {Noted::addresses_vary, "每次运行的地址不同：这台机器不允许 procdemo 固定它们"},
    {Noted::pids_vary,
     "每次运行的 PID 不同，由它们得出的结果也可能不同：这台机器不允许建立带有自己的 /proc 的 PID "
     "命名空间"},
    {Noted::set_user_id,
     "这个程序自带权限（set-user-ID、set-group-ID 或 "
     "capabilities），而内核不把它们给予被观察的进程："
     "它在没有这些权限的情况下运行"},
    {Noted::traced_by_parent, "请求由父进程跟踪（PTRACE_TRACEME）：procdemo 已在跟踪它，予以拒绝"},
    {Noted::clone3,
     "请求 clone3()，procdemo 像旧内核那样以 ENOSYS 回答：它的参数在内存里，可能在看不见时改变；"
     "clone() 可用"},
    {Noted::many_locks, "加锁次数极多：从这里起，加锁不再单独算作一步"},
    {Noted::elsewhere,
     "它的线程或进程用不算一步的方式互相等待（如 std::atomic::wait() 自己的 "
     "futex，或看不到的锁）：换了编译器或 C 库，同样的顺序和令牌可能得到另一次运行"},
    {Noted::other, "注意：{0}"},
};

}  // namespace

template <>
Entries<Noted> chinese<Noted>() {
  return whole<notes_zh>();
}

}  // namespace procdemo::show
