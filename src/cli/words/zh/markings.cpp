// procdemo 的简体中文：check 说的话。
#include "cli/words/markings.h"

namespace procdemo {

namespace {

constexpr Entry<Marking> markings_zh[] = {
    {Marking::unit, "{0}：{1}，{2} 秒"},
    {Marking::claims, "结论 {0} 条，运行 {1} 次"},
    {Marking::blocks, "代码块 {0} 个"},
    {Marking::run_ends, "运行正常结束"},
    {Marking::hung, "{0} 秒内没有结束"},
    {Marking::other_status, "结束状态是 {0}，应为 {1}"},
    {Marking::other_output, "输出与页面所写不同"},
    {Marking::foreign_command, "这里只能运行 procdemo，不能运行“{0}”"},
    {Marking::no_shell, "这里没有 shell，{0} 没有意义"},
    {Marking::unobserved, "这台机器不允许 ptrace（{0}）"},
    {Marking::again, "重现：{0}"},
    {Marking::sum, "通过 {0}，失败 {1}，未核对 {2}，用时 {3} 秒"},
    {Marking::first_failure, "第一处失败：{0}"},
};
static_assert(complete<first_wrong(markings_zh)>());

}  // namespace

constinit const Markings chinese_markings(markings_zh);

}  // namespace procdemo
