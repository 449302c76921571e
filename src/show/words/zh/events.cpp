// procdemo 的简体中文：进程做了什么。主语是句子前面给出名字的那个进程。
#include "show/words/events.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Say> events_zh[] = {
    {Say::start, "开始运行，PID 为 {0}：{1}"},
    {Say::start_child, "被创建，PID 为 {0}，是 {1} 的子进程：{2}() 在这里返回 {3}"},
    {Say::start_spawned, "被创建，PID 为 {0}，是 {1} 的子进程"},
    {Say::runs, "运行 {0}"},
    {Say::returned_here, "{0}() 在这里返回 {1}", "{0}() = {1}"},
    {Say::fork, "{0}() 返回 {2}，即子进程 {1} 的 PID", "{0}() = {2}"},
    {Say::thread, "创建线程 {0}", "线程 {0}"},
    {Say::exec, "换成另一个程序：{0}", "执行 {0}"},
    {Say::sleep, "睡眠 {0} 秒"},
    {Say::wake, "睡了 {0} 秒后醒来", "醒来"},
    {Say::wait_for, "等待 {0} 结束", "等待 {0}"},
    {Say::wait_any, "等待任一子进程结束", "等任一子进程"},
    {Say::wait_group, "等待某个进程组中的子进程结束", "等待进程组"},
    {Say::look_for, "查看 {0} 是否已结束，但不等待（WNOHANG）", "{0} 结束了吗？"},
    {Say::look_any, "查看有没有子进程已结束，但不等待（WNOHANG）", "有子进程结束吗？"},
    {Say::zombie, "成为僵尸进程：已经结束，但 {0} 还没有回收它", "僵尸进程"},
    {Say::reap_code, "回收 {0}，其退出码为 {1}：它从此消失"},
    {Say::reap_signal, "回收被 {1} 终止的 {0}：它从此消失"},
    {Say::reaps_code, "回收 {0}（退出码 {1}）", "回收 {0}：{1}"},
    {Say::reaps_signal, "回收 {0}（{1}）", "回收 {0}：{1}"},
    {Say::signal, "收到 {1} 发来的信号 {0}", "收到 {1} 的 {0}"},
    {Say::signal_kernel, "收到内核发来的信号 {0}", "收到 {0}"},
    {Say::signal_terminal, "收到终端发来的信号 {0}（有人按了键）", "收到 {0}（按键）"},
    {Say::signal_outside, "收到本次运行之外的进程 {1} 发来的信号 {0}", "收到 {1} 的 {0}"},
    {Say::kill, "向 {1} 发送信号 {0}", "向 {1} 发 {0}"},
    {Say::kill_group, "向自己所在的整个进程组发送信号 {0}", "向进程组发 {0}"},
    {Say::kill_everyone, "向它有权发送的所有进程发送信号 {0}", "向所有进程发 {0}"},
    {Say::kill_outside, "向本次运行之外的进程 {1} 发送信号 {0}", "向 {1} 发 {0}"},
    {Say::exit_code, "结束，退出码为 {0}", "结束：{0}"},
    {Say::exit_signal, "被信号 {0} 终止", "被 {0} 终止"},
    {Say::exit_core, "被信号 {0} 终止，并留下核心转储", "被 {0} 终止（核心转储）"},
    {Say::orphan, "成为孤儿进程：父进程已结束，现由 {0}（PID {1}）收养", "孤儿，归 PID {1}"},
    {Say::write, "向 {0} 写入 {1}", "{1}写入 {0}"},
    {Say::read, "从 {0} 读出 {1}", "{1}读自 {0}"},
    {Say::read_end, "从 {0} 读到文件末尾（EOF）：再没有进程能向它写入", "EOF：{0}"},
    {Say::exchange, "与 {0} 之间：写 {2} 次（{3}），读 {4} 次（{5}），经由 {1}",
     "与 {0}：写 {2}、读 {4}"},
    {Say::writes, "向 {0} 写入 {1} 次（{2}）", "写 {1} 次：{0}"},
    {Say::reads, "从 {0} 读出 {1} 次（{2}）", "读 {1} 次：{0}"},
    {Say::writes_and_reads, "写 {1} 次（{2}），读 {3} 次（{4}），经由 {0}", "写 {1}、读 {3}"},
    {Say::lock, "请求 {0} 上的锁（{1}）", "请求锁 {0}"},
    {Say::lock_blocked, "请求 {0} 上的锁（{1}）：阻塞，锁由其他进程持有", "锁 {0}：阻塞"},
    {Say::locked, "获得 {0} 上的锁（{1}）", "锁住 {0}"},
    {Say::unlock, "释放 {0} 上的锁", "解锁 {0}"},
    {Say::exclusive, "独占"},
    {Say::shared, "共享"},
    {Say::file, "留下文件 {0}：{1}，{2} 条记录", "文件 {0}：{1}"},
    {Say::block, "阻塞：等待 {0}", "阻塞：{0}"},
    {Say::on_child, "子进程结束"},
    {Say::on_signal, "信号"},
    {Say::on_futex, "futex"},
    {Say::on_input, "文件描述符"},
    {Say::on_connection, "连接"},
    {Say::on_semaphore, "信号量"},
    {Say::on_writer, "有进程以写方式打开 {0}"},
    {Say::on_reader, "有进程以读方式打开 {0}"},
    {Say::on_call, "系统调用 {0}() 返回"},
    {Say::deadlock, "死锁：所有进程都已阻塞，没有什么会唤醒它们。{0}。", "死锁"},
    {Say::deadlock_circle, "死锁：所有进程都已阻塞，没有什么会唤醒它们。{0}。循环等待：{1}。"},
    {Say::deadlock_on, "{0} 在等待 {1}"},
    {Say::deadlock_by, "{0} 在等待 {1}，这取决于 {2}"},
    {Say::deadlock_and, "；"},
    {Say::value, "{0} = {1}，地址 {2}", "{0} = {1}"},
    {Say::value_shared, "{0} = {1}，地址 {2}（共享页）", "{0} = {1}（共享页）"},
    {Say::value_private, "{0} = {1}，地址 {2}（私有页）", "{0} = {1}（私有页）"},
    {Say::probe, "经过探针 {0}:{1} {2}", "{1} {2}"},
    {Say::task_begin, "开始 {0} 的任务 {1}：{2}", "任务 {1}"},
    {Say::task_end, "完成 {0} 的任务 {1}", "任务 {1} 完成"},
    {Say::queue_put, "把第 {1} 项放入 {0}（{2}）", "第 {1} 项放入 {0}"},
    {Say::queue_get, "从 {0} 取出第 {1} 项（{2}）", "第 {1} 项取自 {0}"},
    {Say::lock_locked, "获得 {0}", "锁住 {0}"},
    {Say::lock_unlock, "释放 {0}", "解锁 {0}"},
    {Say::refuse, "{0}() 被拒绝：返回 -1，EAGAIN（限制：{1}）", "{0}() = -1 EAGAIN"},
    {Say::by_processes, "进程数 --max-processes"},
    {Say::by_kernel, "内核自己的限制"},
    {Say::left_out, "先运行查找该程序的脚本：{0}，{1} 个事件，{2} 秒，这里不显示",
     "查找程序的脚本：{0}，不显示"},
    {Say::prints, "打印“{0}”"},
    {Say::quoted, "{0} {1}（{2} 秒）"},
    {Say::in_thread, "线程 {0}：{1}"},
    {Say::one_process, "1 个进程"},
    {Say::processes, "{0} 个进程"},
    {Say::one_byte, "1 字节"},
    {Say::bytes, "{0} 字节"},
};

}  // namespace

template <>
Entries<Say> chinese<Say>() {
  return whole<events_zh>();
}

}  // namespace procdemo::show
