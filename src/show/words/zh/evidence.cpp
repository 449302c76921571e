// procdemo 的简体中文：一句话背后的依据。
#include "show/words/evidence.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Proof> evidence_zh[] = {
    {Proof::call, "{0} 的系统调用：{1}"},
    {Proof::no_call, "{0} 当时不在系统调用中。"},
    {Proof::at_in, "位置：{0}:{1}，在 {2} 中"},
    {Proof::at, "位置：{0}:{1}"},
    {Proof::from_in, "调用者：{0}:{1}，在 {2} 中"},
    {Proof::from, "调用者：{0}:{1}"},
    {Proof::kernel, "内核：{0}"},
};

}  // namespace

template <>
Entries<Proof> chinese<Proof>() {
  return whole<evidence_zh>();
}

}  // namespace procdemo::show
