#include "findings/table.h"

#include <algorithm>

#include "findings/rules/rules.h"

namespace procdemo::findings {

namespace {

constexpr FindingRow rows[] = {
    {"never-reaped",
     never_reaped,
     // {0} the children, {1} how many
     {"never waited for {1} process(es) that it had made, and that ended while it lived on: {0}",
      "创建的 {1} 个进程在它活着时结束了，它却从未等待它们：{0}"},
     {"Call waitpid() for each child. Until then it is a zombie: the kernel keeps its PID and its "
      "exit status.",
      "对每个子进程调用 waitpid()。在那之前它是僵尸进程，内核一直保留它的 PID 和退出状态。"}},
};

constexpr bool is_whole(const Phrase& phrase) {
  return !phrase.en.empty() && !phrase.zh.empty();
}
static_assert(std::ranges::all_of(rows, [](const FindingRow& row) {
  return row.rule && is_whole(row.what) && is_whole(row.advice);
}));

}  // namespace

std::span<const FindingRow> finding_rows() {
  return rows;
}

const FindingRow* find_row(std::string_view id) {
  const auto* const found = std::ranges::find(rows, id, &FindingRow::id);
  return found == std::end(rows) ? nullptr : found;
}

}  // namespace procdemo::findings
