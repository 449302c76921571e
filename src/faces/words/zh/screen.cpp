// procdemo's Chinese: what the full-screen face says.
#include "faces/words/screen.h"

#include "show/words/dictionary.h"

namespace procdemo::faces {

namespace {

constexpr Entry<ScreenSay> screen_zh[] = {
    {ScreenSay::title, "第 {1} 步   {2} 秒   {0}"},
    {ScreenSay::choose, "下一步由谁运行？"},
    {ScreenSay::over, "运行结束：b 后退，q 退出。"},
    {ScreenSay::nobody, "谁也不能继续。"},
    {ScreenSay::starting, "正在启动程序。"},
    {ScreenSay::at_line, "第 {0} 行"},
    {ScreenSay::more_above, "…… 上面还有 {0} 个"},
    {ScreenSay::more_below, "…… 下面还有 {0} 个"},
    {ScreenSay::more_around, "…… 上面还有 {0} 个，下面还有 {1} 个"},
    {ScreenSay::running, "这要很久；按 Esc 放弃。"},
    {ScreenSay::no_command, "没有命令“{0}”；按 ? 列出全部命令。"},
    {ScreenSay::no_number, "这里没有第 {0} 个。"},
    {ScreenSay::mouse_on, "鼠标：点击选择，滚轮滚动；按 m 交还给终端。"},
    {ScreenSay::mouse_off, "鼠标交还给终端了。"},
    {ScreenSay::no_source,
     "现在没有进程停在程序自己的源代码里（能知道行号的是用 -g 编译的 C、C++ 和 Python）。"},
    {ScreenSay::no_file, "找不到 {0}；但各进程在第几行是知道的。"},
    {ScreenSay::no_variables, "到目前为止还没有看到被观察的变量。"},
    {ScreenSay::no_why, "还没有问过：按 w 问光标所在的进程为什么这样。"},
    {ScreenSay::head_process, "进程"},
    {ScreenSay::head_value, "值"},
    {ScreenSay::head_address, "地址"},
    {ScreenSay::head_page, "页"},
    {ScreenSay::page_shared, "共享"},
    {ScreenSay::page_private, "私有"},
    {ScreenSay::key_help, "? 按键"},
    {ScreenSay::key_quit, "q 退出"},
    {ScreenSay::key_next, "n 下一步"},
    {ScreenSay::key_back, "b 后退"},
    {ScreenSay::key_number, "1-9 选择"},
    {ScreenSay::key_on, "c 继续"},
    {ScreenSay::key_why, "w 为什么"},
    {ScreenSay::key_source, "s 源代码"},
    {ScreenSay::key_tree, "t 进程树"},
    {ScreenSay::key_variables, "v 变量"},
    {ScreenSay::key_page, "Tab 换页"},
    {ScreenSay::help,
     "回车\t光标所在的进程走一步\n"
     "j、k\t移动光标\n"
     "J、K\t上下滚动，每次半页\n"
     "1 到 9\t让第几个走一步\n"
     "n 空格 → ↓ PgDn\t下一步：退回之前走过的那一步，否则由顺序决定\n"
     "b ← ↑ PgUp\t后退一步\n"
     "c\t一直走到结束\n"
     "w\t为什么：问光标所在的进程\n"
     "s、t、v\t源代码、进程树、变量\n"
     "Tab\t下一页\n"
     ":\t命令：P.1、b3、c:P.1、c:17、c:fork、c:@40、w:P.1、w:12、k INT\n"
     "i 一行\t把一行输入到程序的标准输入\n"
     "x 文件\t把做过的加到文件里，成为 check 能重放的代码块\n"
     "m\t鼠标：点击选择，滚轮滚动；再按 m 交还\n"
     "Esc\t放弃很久的一步；关闭本页\n"
     "q\t结束运行"},
};

}  // namespace

}  // namespace procdemo::faces

namespace procdemo::show {
template <>
Entries<faces::ScreenSay> chinese<faces::ScreenSay>() {
  return whole<faces::screen_zh>();
}
}  // namespace procdemo::show
