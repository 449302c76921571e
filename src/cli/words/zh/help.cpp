// procdemo 的简体中文：帮助和总览。
#include "cli/words/help.h"
#include "show/words/dictionary.h"

namespace procdemo::cli {

namespace {

constexpr Entry<Help> help_zh[] = {
    {Help::welcome,
     "procdemo 运行真实的程序，显示其中每个进程做了什么。\n"
     "\n"
     "课程：\n"
     "{0}\n"
     "从一课开始：    procdemo fork\n"
     "先读讲解：      procdemo show fork\n"
     "观察任意程序：  procdemo watch -- ls\n"
     "全部用法：      procdemo --help\n"},
    {Help::usage, "用法：{0}"},
    {Help::commands, "命令："},
    {Help::options, "选项："},
    {Help::lesson_options, "本课的选项："},
    {Help::run_options, "每次运行都可用的选项："},
    {Help::help, "显示这份帮助"},
    {Help::lesson_usage, "{0} [选项]"},
    {Help::lesson_summary, "{0}。{1}"},
    {Help::number, "{0}（{1} 到 {2}，默认 {3}）"},
    {Help::choice, "{0}（默认 {1}）"},
    {Help::scratch, "{0}（默认在本次运行专用的目录里，结束时删除）"},
    {Help::handed_out,
     "{0} 是课“{1}”的副本。程序是 {0}/{2}；lesson.toml 写明这一课的结论，lib 是指向库的符号链接。\n"
     "\n"
     "运行：    procdemo run {0}\n"
     "核对：    procdemo check {0}/"},
    {Help::handed_out_by_hand, "自己编译：g++ -std=c++20 {0} && ./a.out    （在那个目录里）\n"},
    {Help::handed_out_script, "自己运行：python3 {0}    （在那个目录里）\n"},
};

}  // namespace

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::Help> chinese<cli::Help>() {
  return whole<cli::help_zh>();
}
}  // namespace procdemo::show
