// procdemo 的简体中文：结论为什么成立或不成立。
#include "show/words/reasons.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Reason> reasons_zh[] = {
    {Reason::each, "{0}：{1}"},
    {Reason::steps, "（这次运行的第 {0} 步和第 {1} 步）"},
    {Reason::count_none, "一个也没有（{2}）"},
    {Reason::count, "共有 {1} 个（{2}）：{4}"},
    {Reason::distinct, "{4} 有 {1} 个不同的值（{2}）：{5、}"},
    {Reason::before, "前一类的最后一个是 {1}，后一类的第一个是 {2}"},
    {Reason::overlap, "最多同时 {1} 个（允许 {2} 个）：{3}"},
    {Reason::same, "{1} 个值完全相同"},
    {Reason::same_differs, "{4} 中是 {3}，而 {6} 中是 {5}（分别有 {1} 个和 {2} 个值）"},
    {Reason::same_only_a, "{4} 中的 {3} 没有对应的值（分别有 {1} 个和 {2} 个值）"},
    {Reason::same_only_b, "{6} 中的 {5} 没有对应的值（分别有 {1} 个和 {2} 个值）"},
    {Reason::compare, "{1} 与 {2} 之比为 {3}（{4}）"},
    {Reason::missing, "没有发生与 {2} 相符的事"},
    {Reason::unbroken, "这个变体应当演示的错误没有出现"},
    {Reason::each_holds, "对每个 {1} 都成立：{2、}"},
    {Reason::by_sleep, "{0}。这只靠睡眠来安排，而睡眠保证不了什么：机器忙的时候结果可能不同"},
    {Reason::unobserved, "程序运行时未被观察"},
    {Reason::field_unseen, "在这台机器上看不到 {1}"},
    {Reason::interrupted, "运行被中断"},
    {Reason::refused, "这台机器不让程序再创建进程（ulimit -u、pids.max）"},
    {Reason::live, "需要真实的时钟和真实的调度器"},
    {Reason::any_sleep, "只有睡眠才能安排成这样，而这次运行里睡眠随时可以结束"},
    {Reason::overslept, "{1} 要睡 {2} 秒，却睡了 {3} 秒：机器太忙，只靠睡眠安排的先后顺序保证不了"},
    {Reason::unless, "在这里演示不了，运行中已经说明：{1}"},
    {Reason::other, "原因：{0}"},
    {Reason::bound_exactly, "应恰为 {0}"},
    {Reason::bound_at_least, "应不少于 {0}"},
    {Reason::bound_at_most, "应不多于 {0}"},
    {Reason::bound_between, "应为 {0} 至 {1}"},
    {Reason::bound_none, "数目不限"},
};

}  // namespace

template <>
Entries<Reason> chinese<Reason>() {
  return whole<reasons_zh>();
}

}  // namespace procdemo::show
