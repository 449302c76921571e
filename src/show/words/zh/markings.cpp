// procdemo 的简体中文：check 说的话。
#include "show/words/dictionary.h"

namespace procdemo {

namespace {

constexpr Entry<Marking> markings_zh[] = {
    {Marking::usage, "procdemo check [文件.md|目录|课名]... [选项]"},
    {Marking::summary, "按几种顺序运行，核对各课的每条结论，并运行页面里的 console 代码块。"},
    {Marking::help_update, "不核对，而是用现在的输出改写代码块"},
    {Marking::help_jobs, "同时运行 N 个（默认：处理器数加一）"},
    {Marking::help_no_live, "不做需要真实时钟和真实调度器的核对"},
    {Marking::help_report, "另外生成一份供机器读取的报告：TAP 或 JUnit XML"},
    {Marking::help_output, "把报告写入 FILE（默认写到标准输出）"},
    {Marking::help_allow_skipped, "即使有些内容在这台机器上无法核对，状态也为 0（默认为 3）"},
    {Marking::help_claims, "按 FILE（TOML）里的结论核对程序"},
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
