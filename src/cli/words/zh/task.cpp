// procdemo 的简体中文：任务。
#include "cli/words/task.h"
#include "show/words/dictionary.h"

namespace procdemo::cli {

namespace {

constexpr Entry<TaskSays> task_says_zh[] = {
    {TaskSays::page,
     "# {0}\n"
     "\n"
     "{1}\n"
     "\n"
     "要改的程序是 `{2}`，`claims.toml` 写着不论什么顺序都必须成立的结论。在这个目录里：\n"
     "\n"
     "- `procdemo task` 说明哪些结论成立；`procdemo task --watch` 每次保存后都核对。\n"
     "- `procdemo task --hint` 给一条提示，下一次给得更具体。\n"
     "- `procdemo task --solution` 显示参考解答。\n"},
    {TaskSays::handed_out,
     "任务在 {0} 里：请修改其中的 {1}。\n"
     "\n"
     "核对：   cd {2} && procdemo task"},
    {TaskSays::progress, "已运行 {0} 种顺序"},
    {TaskSays::all_orders, "{0}：所有顺序，共运行 {1} 次，用时 {2} 秒"},
    {TaskSays::some_orders, "{0}：{2} 秒内运行了 {1} 种顺序，还有更多"},
    {TaskSays::holds, "{0}"},
    {TaskSays::broken, "{0}：{2} 种顺序里有 {1} 种不成立"},
    {TaskSays::unchecked, "{0}：无法核对"},
    {TaskSays::deadlock, "总有进程能走到底：有 {0} 种顺序不成立，大家都在等"},
    {TaskSays::shortest, "能说明问题的最短的顺序（{0} 步）："},
    {TaskSays::again, "再看一遍："},
    {TaskSays::solved_all, "完成：不论什么顺序，全部成立。参考解答：procdemo task --solution"},
    {TaskSays::solved_some, "完成：运行过的每种顺序里全部成立。参考解答：procdemo task --solution"},
    {TaskSays::not_solved, "还没有完成。要提示：procdemo task --hint"},
    {TaskSays::could_not, "有的结论在这里无法核对。"},
    {TaskSays::hint, "提示 {0}/{1}：{2}"},
    {TaskSays::no_more, "提示就这些了。参考解答：procdemo task --solution"},
    {TaskSays::solution, "参考解答，{0}："},
    {TaskSays::watching, "等待 {0} 被保存；按 Ctrl-C 结束。"},
};

}  // namespace

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::TaskSays> chinese<cli::TaskSays>() {
  return whole<cli::task_says_zh>();
}
}  // namespace procdemo::show
