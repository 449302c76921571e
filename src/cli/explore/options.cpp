#include "cli/explore/options.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "cli/describe/common_options.h"
#include "cli/describe/lesson_command.h"
#include "cli/running/run_options.h"
#include "cli/words/help.h"
#include "session/workers.h"
#include "trace/limits.h"

namespace procdemo::cli {
namespace {

OptionGroup own_options() {
  constexpr double most_preemptions = 1'000, shortest_search = 0.001;
  return {in_both(Help::options),
          {{"limit",
            Argument::number(1, most_runs),
            {"at most N runs of the search; where these do not suffice, some in random order come "
             "beside them",
             "搜索最多运行 N 次；不够时另有若干次随机顺序的运行"}},
           {"time",
            Argument::number(shortest_search, longest_search, "SECONDS"),
            {"end after SECONDS, and what runs then, too",
             "SECONDS 秒后结束，正在进行的运行也随之结束"}},
           {"bound",
            Argument::number(0, most_preemptions, "K"),
            {"only orders in which at most K times somebody has to stop who could go on",
             "只运行抢占（本可继续的进程被迫停下）不超过 K 次的顺序"}},
           {"any-sleep",
            flag,
            {"let each sleep end at any time, as on a busy machine",
             "睡眠可以在任何时候结束，就像在繁忙的机器上那样"}},
           {"no-reduction",
            flag,
            {"also run orders that differ in nothing that anybody notices",
             "谁也察觉不到差别的顺序也都运行一遍"}},
           {"jobs",
            Argument::number(1, Workers::most_jobs),
            {"N runs at a time (default: one more than there are processors)",
             "同时运行 N 个（默认：处理器数加一）"}},
           {"before",
            Argument::text("COMMAND"),
            {"prepare each run's own directory: sh runs COMMAND in it",
             "准备每次运行自己的目录：由 sh 在其中运行 COMMAND"}},
           {"compare-live",
            Argument::number(1, most_runs),
            {"also run it N times live, and count what came",
             "另外实际运行 N 次，统计各种输出出现的次数"}},
           {"format",
            Argument::one_of({"text", "json"}),
            {"what is found as text (default), or as JSON", "结果用文字（默认）或 JSON 表示"}},
           language_option(),
           color_option()}};
}

/// Options of every observed run that an exploration hands on to each of its own.
bool is_handed_on(const Option& option) {
  return option.name == "no-tty" || option.name == "guard" || option.name == "no-findings" ||
         std::ranges::count(limit_kinds, option.name, &LimitKind::option) != 0;
}

/// Those options of a run that are handed on.
OptionGroup passed(OptionGroup run) {
  std::erase_if(run.options, std::not_fn(is_handed_on));
  return run;
}

}  // namespace

Command exploration() {
  OptionGroup own = own_options();
  own.options.push_back({"claims",
                         Argument::file(),
                         {"check a command's runs against the claims in FILE (TOML)",
                          "按 FILE（TOML）里的结论核对命令的每次运行"}});
  return {.usage = {"procdemo explore [options] LESSON [lesson's options] | -- COMMAND",
                    "procdemo explore [选项] 课名 [该课的选项] | -- 命令"},
          .summary = {"Run every order of a program's steps that can be told apart, and say what "
                      "each leads to.",
                      "把程序各步骤所有可区分的顺序都真正运行一遍，并说明各自的结果。"},
          .groups = {std::move(own), passed(run_options(Limits(), true))},
          .operand = {.kind = Argument::Kind::lesson_or_command},
          .prefix = true};
}

Command exploration_of(const Lesson& lesson, const std::string& called) {
  Command all = lesson_command(lesson, "procdemo explore " + called);
  all.groups.back() = passed(std::move(all.groups.back()));
  all.groups.push_back(own_options());
  return all;
}

}  // namespace procdemo::cli
