// procdemo 的简体中文：进程接下来要做什么。
#include "show/words/intentions.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Does> intentions_zh[] = {
    {Does::begins, "开始运行"},
    {Does::prints, "打印 {0}"},
    {Does::prints_error, "打印 {0}（标准错误）"},
    {Does::prints_newline, "打印空行"},
    {Does::forks, "调用 {0}()，创建进程"},
    {Does::makes_thread, "创建线程"},
    {Does::wakes, "醒来"},
    {Does::ends_thread, "结束这个线程"},
    {Does::gets, "收到信号 {0}"},
    {Does::locks, "获得 {0} 上的锁"},
    {Does::unlocks, "释放 {0} 上的锁"},
    {Does::takes, "获取{0}"},
    {Does::reads, "从 {0} 读取"},
    {Does::reads_input, "从标准输入读取"},
    {Does::finishes, "从 {0}() 返回：等待结束"},
    {Does::times_out, "从 {0}() 返回：已到时间"},
    {Does::computes, "继续计算"},
    {Does::calls, "调用 {0}()"},
    {Does::sleeps_until, "{0} 睡眠到 {1} 秒"},
    {Does::waits_until, "{0}，最多到 {1} 秒"},
};

}  // namespace

template <>
Entries<Does> chinese<Does>() {
  return whole<intentions_zh>();
}

}  // namespace procdemo::show
