// procdemo 的简体中文：运行之前和之后。
#include "show/words/frame.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Frame> frame_zh[] = {
    {Frame::watching, "观察 {0}"},
    {Frame::look_heading, "看什么"},
    {Frame::source_heading, "{0}，第 {1} 至 {2} 行"},
    {Frame::guards_are, "内核防护：{0}"},
    {Frame::guard_pid_namespace, "PID 命名空间"},
    {Frame::guard_cgroup, "控制组（pids.max）"},
    {Frame::guard_rlimit, "资源限制 RLIMIT_NPROC"},
    {Frame::guard_uid, "专用用户，受 RLIMIT_NPROC 限制"},
    {Frame::list_and, "、"},
    {Frame::speed_is, "速度：{0} 倍"},
    {Frame::order_is, "每次只让一个进程走一步，使用虚拟时间：{0}"},
    {Frame::no_terminal, "程序的输出写入管道（--no-tty）"},
    {Frame::broken_heading, "与结论不符的地方"},
    {Frame::claims_heading, "这次运行说明了什么"},
    {Frame::more, "（依据：--evidence）"},
    {Frame::next_heading, "接着试"},
    {Frame::next_on_page, "：见课文末尾（{0}）"},
    {Frame::findings_heading, "需要注意"},
    {Frame::findings_lines, "（在源代码的哪一行：--lines）"},
    {Frame::finding_at, "{0}（{1}:{2}）"},
    {Frame::finding_seen, "见 {0} 秒"},
    {Frame::findings_more, "同类的还有 {0} 处"},
    {Frame::survivors, "运行结束后仍有 {0} 个进程活着，这是 procdemo 的错误。"},
    {Frame::end_line, "{0}，{1} 秒，状态 {2}"},
    {Frame::end_line_virtual, "{0}，虚拟时间 {1} 秒，状态 {2}"},
    {Frame::end_line_timeless, "{0}，状态 {1}"},
    {Frame::token_is, "重现这次运行：--schedule {0}"},
    {Frame::skipped, "未检查：{0}"},
    {Frame::other_order,
     "{0} 先于 {1} 打印，而看不到有什么保证这个先后。要看反过来的情形：procdemo watch --schedule "
     "{2} -- {3}"},
    {Frame::other_orders, "是不是每一种顺序都会停住？procdemo explore --bound 1 -- {0}"},
    {Frame::no_lines, "不知道源代码的行号：C 或 C++ 程序需用 -g 编译。"},
    {Frame::runs_unobserved,
     "这台机器不允许 ptrace（{0}）：程序将在无人观察的情况下运行，不作检查。procdemo doctor "
     "会说明怎么办。"},
};

}  // namespace

template <>
Entries<Frame> chinese<Frame>() {
  return whole<frame_zh>();
}

}  // namespace procdemo::show
