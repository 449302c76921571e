// procdemo's Chinese: what a session says to its reader, as lines.
#include "faces/words/lines.h"
#include "show/words/dictionary.h"

namespace procdemo::faces {

namespace {

constexpr Entry<LinesSay> lines_zh[] = {
    {LinesSay::at_line, "第 {0} 行"},
    {LinesSay::no_input, "输入已经读完：用 i 加一行文字来输入"},
    {LinesSay::done_again, "下一步会先重做在这里做过的：{0}（点名让谁走，就不重做）"},
    {LinesSay::running, "……这要很久；按 Ctrl-C 放弃"},
    {LinesSay::dropped, "已按 Ctrl-C，后面的命令不再执行：{0}"},
    {LinesSay::back_at, "退回到第 {0} 步"},
    {LinesSay::changed, "{0} 在这期间改过：这个会话仍然使用旧的；要用新的，请结束后重新开始"},
    {LinesSay::over, "运行结束：b 后退，q 退出。"},
    {LinesSay::no_such_number, "列表里没有第 {0} 个"},
    {LinesSay::no_such_command, "没有命令“{0}”；输入 ? 列出全部命令"},
    {LinesSay::exported, "已把一个代码块加到 {0}"},
    {LinesSay::again, "重现这次运行，连同你输入的行和发的信号：{0}"},
    {LinesSay::discarded, "写进了文件夹的副本，会话结束后就没有了：{0}（不单步的运行会保留）"},
    {LinesSay::discarded_more,
     "写进了文件夹的副本，会话结束后就没有了：{0} 等，另外还有 {1} 个（不单步的运行会保留）"},
    {LinesSay::commands,
     "  回车、n    下一步（标有 * 的）：退回之前走过的那一步，否则由顺序决定\n"
     "  1、P.1     让它走一步\n"
     "  b、b3      后退一步、三步\n"
     "  c          一直走到结束；c:P.1 走到 P.1 走过一步，c:17 走到有进程到达第 17 行，\n"
     "             c:fork 走到下一个这种事件，c:@40 走到第 40 步\n"
     "  i 文字     给程序的标准输入输入一行\n"
     "  k INT      像 Ctrl-C 一样向 P 所在的进程组发 SIGINT；k INT P.1 只发给 P.1\n"
     "  w          为什么：下一个进程的情况；w:P.1 问另一个，w:12 问第 12 个事件\n"
     "  s、t、v    源代码、进程树、被观察的变量\n"
     "  x 文件     把做过的加到文件里，写成 check 能重放的代码块\n"
     "  q          结束运行，并给出到目前为止的顺序"},
};

}  // namespace

}  // namespace procdemo::faces

namespace procdemo::show {
template <>
Entries<faces::LinesSay> chinese<faces::LinesSay>() {
  return whole<faces::lines_zh>();
}
}  // namespace procdemo::show
