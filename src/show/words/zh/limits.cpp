// procdemo 的简体中文：一次运行的限制：运行之前，以及其中之一结束了运行的时候。
#include "show/words/limits.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Limiting> limits_zh[] = {
    {Limiting::ended_processes,
     "运行已被终止：同时存在的进程以 {0} 个为限，被拒绝的 fork 太多（--max-processes）。",
     "进程数的限制终止了运行"},
    {Limiting::ended_forks, "运行已被终止：总共只允许创建 {0} 个进程（--max-forks）。",
     "进程总数的限制终止了运行"},
    {Limiting::ended_seconds, "运行已被终止：超过了 {0} 秒的时限（--timeout）。", "时限终止了运行"},
    {Limiting::ended_output, "运行已被终止：输出超过了 {0} 字节（--max-output）。",
     "输出量的限制终止了运行"},
    {Limiting::ended_memory,
     "运行已被终止：所有进程合计占用的内存达到了 {0} 字节（--max-memory）。",
     "内存的限制终止了运行"},
    {Limiting::ended_file, "运行已被终止：有一个文件要写到 {0} 字节以上（--max-file）。",
     "文件大小的限制终止了运行"},
    {Limiting::ended_unseen,
     "procdemo 看不到这次运行的一些进程了（{0} 个），已终止它们和整个运行：显示的并不是发生的全部。"
     "这是 procdemo 的错误。",
     "有 {0} 个进程脱离观察：终止运行"},
    {Limiting::ended_unanswered,
     "运行已被终止：有进程映射了由另一个进程提供的文件（FUSE 或网络文件系统），读取它的内存时，{0} "
     "秒内没有得到回应。",
     "它的内存来自由别的进程提供的文件，读取时没有回应：运行到此终止"},
    {Limiting::ended_other, "运行已被终止：达到限制“{0}”（{1}）。", "限制 {0} 终止了运行"},
    {Limiting::are, "限制：{0}"},
    {Limiting::shown_processes, "同时 {0} 个进程"},
    {Limiting::shown_forks, "总共 {0} 个"},
    {Limiting::shown_seconds, "{0} 秒"},
    {Limiting::shown_output, "输出 {0} 字节"},
    {Limiting::shown_memory, "内存 {0} 字节"},
    {Limiting::shown_file, "每个文件 {0} 字节"},
    {Limiting::between, "，"},
    {Limiting::not_held, "（无人观察）不受限制的有：{0}"},
    {Limiting::loose_processes, "同时存在的进程数"},
    {Limiting::loose_forks, "进程总数"},
    {Limiting::loose_seconds, "时间"},
    {Limiting::loose_output, "输出量"},
    {Limiting::loose_memory, "内存"},
    {Limiting::loose_file, "单个文件的大小"},
};

}  // namespace

template <>
Entries<Limiting> chinese<Limiting>() {
  return whole<limits_zh>();
}

}  // namespace procdemo::show
