// procdemo 的简体中文：课程。
#include "cli/words/course.h"
#include "show/words/dictionary.h"

namespace procdemo::cli {

namespace {

constexpr Entry<CourseSays> course_says_zh[] = {
    {CourseSays::kept_in, "保存在 {0}"},
    {CourseSays::nothing, "还没有学过。从一课开始：procdemo learn"},
    {CourseSays::done, "已学完"},
    {CourseSays::at, "停在：{0}"},
    {CourseSays::questions, "{1} 道题答对 {0} 道"},
    {CourseSays::task_solved, "任务已完成（{0}）"},
    {CourseSays::task_begun, "任务未完成（{0}）"},
    {CourseSays::task_shown, "看过参考解答"},
    {CourseSays::short_questions, "答对 {0}/{1}"},
    {CourseSays::short_task_solved, "任务已完成"},
    {CourseSays::short_task_begun, "任务未完成"},
    {CourseSays::exported, "进度已写入 {0}。在另一台机器上：procdemo progress --import {0}"},
    {CourseSays::imported, "已并入 {0} 里 {1} 课的进度；这里已有的都还在。"},
    {CourseSays::forget, "要清除“{0}”的进度吗？（y/n）"},
    {CourseSays::yes, "y"},
    {CourseSays::forgotten, "“{0}”的进度已清除。"},
    {CourseSays::kept, "什么也没有清除。"},
    {CourseSays::unknown_mark, "没有“{0}”的进度。"},
};

}  // namespace

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::CourseSays> chinese<cli::CourseSays>() {
  return whole<cli::course_says_zh>();
}
}  // namespace procdemo::show
