// procdemo 的简体中文：命令行及其帮助。
#include "show/words/dictionary.h"

namespace procdemo {

namespace {

constexpr Entry<Say> helps_zh[] = {
    {Say::usage_lesson, "procdemo 课名 [选项]"},
    {Say::usage_list, "procdemo list [--json]"},
    {Say::usage_show, "procdemo show 课名 [--page|--source]"},
    {Say::usage_run, "procdemo run 目录 [选项]"},
    {Say::usage_watch, "procdemo watch [选项] -- 命令 [参数]"},
    {Say::usage_replay, "procdemo replay 文件 [选项]"},
    {Say::usage_doctor, "procdemo doctor"},
    {Say::usage_overview, "procdemo 命令 [选项]"},
    {Say::usage_of, "{0} [选项]"},
    {Say::summary_teach, "运行一课：真实的进程各做了什么，是否与课上说的一致。"},
    {Say::summary_lesson, "{0}。{1}"},
    {Say::summary_list, "列出所有的课。"},
    {Say::summary_show, "显示一课的讲解和程序，不运行。"},
    {Say::summary_run, "运行自己写的一课（一个目录）。"},
    {Say::summary_watch, "运行任意程序，显示它的各个进程做了什么。命令之后的都是命令自己的参数。"},
    {Say::summary_replay, "重放 --record 记录到文件里的一次运行，什么也不执行。"},
    {Say::summary_doctor, "检查这台机器允许做什么，以及怎样放开限制。"},
    {Say::summary_overview, "procdemo 运行真实的程序，按顺序显示其中每个进程做了什么。"},
    {Say::welcome,
     "procdemo 运行真实的程序，显示其中每个进程做了什么。\n"
     "\n"
     "课程：\n"
     "{0}\n"
     "从一课开始：    procdemo fork\n"
     "先读讲解：      procdemo show fork\n"
     "观察任意程序：  procdemo watch -- ls\n"
     "全部用法：      procdemo --help\n"},
    {Say::help_usage, "用法：{0}"},
    {Say::help_commands, "命令："},
    {Say::help_options, "选项："},
    {Say::help_lesson_options, "本课的选项："},
    {Say::help_run_options, "每次运行都可用的选项："},
    {Say::help_number, "{0}（{1} 到 {2}，默认 {3}）"},
    {Say::help_choice, "{0}（默认 {1}）"},
    {Say::help_scratch, "{0}（默认在本次运行专用的目录里，结束时删除）"},
    {Say::help_help, "显示这份帮助"},
    {Say::help_version, "显示 procdemo 的版本"},
    {Say::help_format,
     "显示方式：每个进程一列（lanes）、每个事件一行（plain）或 JSON Lines（默认：终端上为 "
     "lanes，否则为 plain）"},
    {Say::help_lang, "语言（默认取自 LC_ALL、LC_MESSAGES 或 LANG）"},
    {Say::help_color, "是否使用颜色（默认 auto：仅在终端上，且未设置 NO_COLOR）"},
    {Say::help_record, "同时把运行过程以 JSON Lines 写入 FILE"},
    {Say::help_speed,
     "快 N 倍：睡眠和程序看到的时钟都按此缩放（{0} 到 {1}，默认 1）；max：睡眠不费时间，"
     "顺序为 round-robin"},
    {Say::help_replay_speed,
     "按程序时钟的 N 倍速重放（{0} 到 {1}），max "
     "表示一次全部显示（默认：终端上与当时一样快，否则为 "
     "max）"},
    {Say::help_schedule,
     "每次只让一个进程走一步，使用虚拟时间，顺序为：parent-first、child-first、round-robin、"
     "random:SEED，或先前某次运行的令牌"},
    {Say::help_no_tty, "让程序写入管道，而不是终端"},
    {Say::help_stable,
     "隐去每次运行都不同的内容：PID 写作 [pid P.1]，地址写作 [addr 变量名]；没有 --schedule 和 "
     "--speed 时，顺序为 round-robin"},
    {Say::help_max_processes, "已有 N 个进程活着时，拒绝再创建（默认 {0}）"},
    {Say::help_max_forks, "前后共创建 N 个进程后结束运行（默认 {0}）"},
    {Say::help_timeout, "到了这么多秒（真实时间）就结束运行（默认 {0}）"},
    {Say::help_max_output, "输出达到这么多字节就结束运行，可写 20k、10M、1G（默认 {0}）"},
    {Say::help_max_memory, "所有进程合计占用这么多字节的内存就结束运行，可写 500M、2G（默认 {0}）"},
    {Say::help_max_file, "写出的文件超过这么多字节就结束运行，可写 20k、10M、1G（默认 {0}）"},
    {Say::help_guard,
     "程序外面的内核防护：auto、pid-namespace、cgroup、rlimit 或 uid（默认 auto）"},
    {Say::help_var, "同时显示这个变量的值；可以给出多次"},
    {Say::help_probes, "同时显示程序经过这个提供者的 USDT 探针（'*' 为全部）；可以给出多次"},
    {Say::help_json, "以 JSON 输出"},
    {Say::help_page, "只显示讲解"},
    {Say::help_source, "只显示程序"},
    {Say::runs_unobserved,
     "这台机器不允许 ptrace（{0}）：程序将在无人观察的情况下运行，不作检查。procdemo doctor "
     "会说明怎么办。"},
    {Say::failed, "出错了：{0}"},
    {Say::no_memory, "内存不足"},
};
static_assert(complete<first_wrong(helps_zh, first_help)>());

}  // namespace

constinit const Sentences chinese_helps(helps_zh);

}  // namespace procdemo
