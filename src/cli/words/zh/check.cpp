// procdemo 的简体中文：check 说的话。
#include "cli/words/check.h"
#include "show/words/dictionary.h"

namespace procdemo::cli {

namespace {

constexpr Entry<CheckSays> check_says_zh[] = {
    {CheckSays::unit, "{0}：{1}，{2} 秒"},
    {CheckSays::claims, "结论 {0} 条，运行 {1} 次"},
    {CheckSays::blocks, "代码块 {0} 个"},
    {CheckSays::questions, "{0} 道题"},
    {CheckSays::run_ends, "运行正常结束"},
    {CheckSays::hung, "{0} 秒内没有结束"},
    {CheckSays::other_status, "结束状态是 {0}，应为 {1}"},
    {CheckSays::other_output, "输出与页面所写不同"},
    {CheckSays::foreign_command, "这里只能运行 procdemo，不能运行“{0}”"},
    {CheckSays::no_shell, "这里没有 shell，{0} 没有意义"},
    {CheckSays::leads_out,
     "“{0}”指向页面所在目录之外，而每个代码块都在自己的目录里运行，其中只有页面旁边的文件：请写以 "
     "/ 开头的路径"},
    {CheckSays::unobserved, "这台机器不允许 ptrace（{0}）"},
    {CheckSays::again, "重现：{0}"},
    {CheckSays::no_answer, "答案没能查明。{0}"},
    {CheckSays::no_truth, "选项 {0} 对不对，没能查明。{1}"},
    {CheckSays::none_right, "没有一个选项是对的"},
    {CheckSays::several_right, "只应有一个正确答案，却有几个：{0}"},
    {CheckSays::nothing_wrong, "没有一个选项是错的"},
    {CheckSays::tempting_right, "本应是错的答案却不是：{0}"},
    {CheckSays::never_asked, "没有事件与 at 匹配：永远不会问到"},
    {CheckSays::already_told, "它所问的都发生在 at 之前：答案已经显示出来了"},
    {CheckSays::exploration_old,
     "随课附带的探索结果与实际不符：用 'procdemo check --update 课的目录' 重新写出"},
    {CheckSays::run_refused,
     "这台机器不允许得出答案所需的运行，或者不让它再创建进程（ulimit -u、pids.max）"},
    {CheckSays::sum, "通过 {0}，失败 {1}，未核对 {2}，用时 {3} 秒"},
    {CheckSays::first_failure, "第一处失败：{0}"},
    {CheckSays::shared, "各次运行逐一进行：这台机器不允许每次运行有自己的环境（{0}）。"},
};

}  // namespace

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::CheckSays> chinese<cli::CheckSays>() {
  return whole<cli::check_says_zh>();
}
}  // namespace procdemo::show
