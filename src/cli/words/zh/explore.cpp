// procdemo 的简体中文：explore 说的话。
#include "cli/words/explore.h"
#include "show/words/dictionary.h"

namespace procdemo::cli {

namespace {

constexpr Entry<ExploreSays> explore_says_zh[] = {
    {ExploreSays::progress, "运行 {0} 次，顺序 {1} 种，不同的输出 {2} 种"},
    {ExploreSays::so_far, "先看一遍，{1} 秒内运行 {0} 次："},
    {ExploreSays::nothing_so_far, "到现在为止没有发现问题"},
    {ExploreSays::goes_on, "搜索继续进行（Ctrl-C 结束）……"},
    {ExploreSays::orders, "输出的先后顺序共 {0} 种，不同的输出 {1} 种。（运行 {2} 次，{3} 秒）"},
    {ExploreSays::sample,
     "随机抽样 {0} 种顺序，得到其中 {1} 种输出；搜索本身（{2} 次）得到 {3} 种。"},
    {ExploreSays::complete, "搜索是完整的：没有别的顺序了。"},
    {ExploreSays::incomplete, "搜索不完整：{0}。"},
    {ExploreSays::output, "输出 {0}，产生它的顺序有 {1} 种，{2}"},
    {ExploreSays::holds, "{0}（全部 {1} 次运行都成立）"},
    {ExploreSays::broken, "{0}（{2} 次运行中有 {1} 次不成立）"},
    {ExploreSays::unchecked, "{0}（这里没有核对）"},
    {ExploreSays::shortest, "找到的最短顺序共 {0} 步：{1}"},
    {ExploreSays::deadlocks, "死锁，出现在 {0} 次运行中：所有进程都已阻塞，没有什么会唤醒它们"},
    {ExploreSays::see, "要看它：{0}"},
    {ExploreSays::in_runs, "{1} 次运行中有 {0} 次如此"},
    {ExploreSays::live, "实际运行 {0} 次："},
    {ExploreSays::live_fewer, "（原定 {0} 次：--time 规定的时间到了）"},
    {ExploreSays::live_share, "输出 {0} 出现了 {1} 次"},
    {ExploreSays::live_never, "输出 {0} 从未出现"},
    {ExploreSays::live_other, "另有 {0} 次出现了别的输出"},
    {ExploreSays::other_times,
     "睡眠可以在任何时候结束。时钟此时还可能显示别的时刻，这一点没有搜索。"},
    {ExploreSays::sleep_unknown,
     "不知道是否有输出只是被睡眠挡住：睡眠准时的各种顺序没能全部运行。"},
    {ExploreSays::shared,
     "各次运行逐一进行，共用这台机器的 PID、键、端口和文件：这台机器不允许每次运行有自己的环境"
     "（{0}）。"},
    {ExploreSays::stopped, "被中断了"},
    {ExploreSays::at_limit, "已达到 --limit 规定的 {0} 次"},
    {ExploreSays::at_time, "已达到 --time 规定的 {0} 秒"},
    {ExploreSays::at_bound, "抢占超过 {0} 次的顺序没有运行"},
    {ExploreSays::refused, "这台机器不让程序再创建进程（ulimit -u、pids.max）"},
    {ExploreSays::cut_off, "有 {0} 次运行没有结束，或者无法精确重现"},
    {ExploreSays::too_long, "有 {0} 次运行超过 {1} 步：没有寻找这些运行的其他顺序"},
    {ExploreSays::shared_memory, "有进程或线程共享内存，而两次系统调用之间对它的竞态条件没有搜索"},
    {ExploreSays::asked_machine,
     "有的运行查询了由这台机器或内核决定的内容（/proc "
     "中的文件、端口、剩余空间、std::random_device），"
     "顺序相同，得到的回答也可能不同"},
    {ExploreSays::hidden_locks,
     "线程可能用看不到的方式加锁（C 库未知，或程序是解释器），加锁的不同顺序没有搜索"},
    {ExploreSays::compared_times,
     "有进程比较了由几个进程修改的文件的时间，而这些修改的先后没有全部搜索"},
    {ExploreSays::by_sleep,
     "{0}（{2} 次运行中有 {1} 次不成立：这只靠睡眠来安排，而睡眠保证不了什么）"},
};

}  // namespace

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::ExploreSays> chinese<cli::ExploreSays>() {
  return whole<cli::explore_says_zh>();
}
}  // namespace procdemo::show
