// procdemo 的简体中文：一代一代。
#include "show/words/generations.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Crowd> generations_zh[] = {
    {Crowd::lines_left_out, "程序另有 {0} 行输出，这里不再显示"},
    {Crowd::from, "{0} 起"},
    {Crowd::begins, "开始创建第 {0} 代；现有 {1} 个进程，累计 {2} 个"},
    {Crowd::first, "第 0 代：一个进程"},
    {Crowd::refusing_begins, "已到 {0} 个进程的限制，开始拒绝：fork() = -1（EAGAIN）"},
    {Crowd::row, "第 {0} 代：创建 {1} 个，被拒绝 {2} 次"},
    {Crowd::table, "一代一代地看"},
    {Crowd::column_generation, "代"},
    {Crowd::column_born, "创建"},
    {Crowd::column_refused, "被拒绝"},
    {Crowd::all, "合计"},
};

}  // namespace

template <>
Entries<Crowd> chinese<Crowd>() {
  return whole<generations_zh>();
}

}  // namespace procdemo::show
