// procdemo 的简体中文：各种符号的含义，以及程序的一行输出末尾的标记。
#include "show/words/marks.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Sign> marks_zh[] = {
    {Sign::partial, "[无换行]"},   {Sign::torn, "[被打断]"},     {Sign::cut, "[… 还有 {0}]"},
    {Sign::born, "创建"},          {Sign::ended, "结束"},        {Sign::a_zombie, "僵尸进程"},
    {Sign::an_orphan, "孤儿进程"}, {Sign::output, "程序的输出"}, {Sign::errors, "程序的标准错误"},
    {Sign::others, "另外 {0} 个"},
};

}  // namespace

template <>
Entries<Sign> chinese<Sign>() {
  return whole<marks_zh>();
}

}  // namespace procdemo::show
