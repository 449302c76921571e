// procdemo 的简体中文：进程树。
#include "show/words/tree.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Forest> tree_zh[] = {
    {Forest::heading, "谁创建了谁"},
    {Forest::colon, "："},
    {Forest::not_ended, "尚未结束"},
    {Forest::orphan, "；当时是孤儿进程：父进程已先结束"},
    {Forest::unawaited, "；父进程一直没有等待它"},
    {Forest::alive, "存活"},
    {Forest::lives_on, "存活，是孤儿进程：父进程已结束"},
    {Forest::zombie, "；是僵尸进程：父进程还没有回收它"},
    {Forest::alike, "… 还有 {0} 个相同的"},
    {Forest::more, "… 还有 {0} 个进程"},
};

}  // namespace

template <>
Entries<Forest> chinese<Forest>() {
  return whole<tree_zh>();
}

}  // namespace procdemo::show
