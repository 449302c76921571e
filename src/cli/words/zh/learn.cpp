// procdemo 的简体中文：学习。
#include "cli/words/learn.h"
#include "show/words/dictionary.h"

namespace procdemo::cli {

namespace {

constexpr Entry<LearnSays> learn_says_zh[] = {
    {LearnSays::part_look, "看什么"},
    {LearnSays::part_predict, "预测"},
    {LearnSays::part_run, "运行"},
    {LearnSays::part_shows, "说明了什么"},
    {LearnSays::part_claims, "结论"},
    {LearnSays::part_task, "任务"},
    {LearnSays::part_next, "接着试"},
    {LearnSays::program, "程序 {0}："},
    {LearnSays::program_goes, "{0}（续）："},
    {LearnSays::run_ready, "来运行它：{0}"},
    {LearnSays::claim, "结论 {0}/{1}"},
    {LearnSays::claim_live, "这要看真实的时钟：请运行这一课。"},
    {LearnSays::task_here,
     "{0}\n\n另开一个终端，或按 q 之后：procdemo task {1}（用 Python 做：--in "
     "python）。它会新建一个目录；在里面运行 procdemo task，就知道做对了没有。"},
    {LearnSays::task_solved, "你已经完成了。"},
    {LearnSays::lesson_done, "“{0}”学完了。"},
    {LearnSays::prompt, "[{0}：{1} {2}/{3}] 回车：继续，b：后退，?：按键 > "},
    {LearnSays::prompt_again, "[{0}：{1} {2}/{3}] > "},
    {LearnSays::run_prompt, "回车：运行；step：由你决定轮到谁；s：不运行，继续。"},
    {LearnSays::run_prompt_live, "回车：运行；s：不运行，继续。"},
    {LearnSays::run_takes_time, "它要用真实的时间运行，结束之后才显示。"},
    {LearnSays::more, "-- 回车：继续显示，s：不看余下的 > "},
    {LearnSays::nothing_here, "在这里“{0}”没有意义。"},
    {LearnSays::has_run, "回车：看它说明了什么；r：再运行一次；step：逐步运行。"},
    {LearnSays::has_run_live, "回车：看它说明了什么；r：再运行一次。"},
    {LearnSays::no_steps,
     "这一课要用真实的时钟和真实的调度，不能每一步都停下来等你。按 q 之后：procdemo {0} --record "
     "run.jsonl，再 procdemo replay run.jsonl --step"},
    {LearnSays::task_prompt, "hint：给一条提示；回车：继续。"},
    {LearnSays::last_prompt, "这一课到此为止。回车：开始下一课 {0}。"},
    {LearnSays::help,
     "回车、n\t继续\nb、back\t后退\ns\t跳到下一部分\nr\t再运行一次\nstep\t逐步运行\nhint、?\t"
     "题目或任务的提示，一次比一次具体\nfork、4\t跳到另一课\nlook、predict、run、shows、claims、tas"
     "k、"
     "next\t跳到那一部分\nq\t结束；会记住学到哪里\n"},
    {LearnSays::no_such_key, "这里没有“{0}”这个命令；按 ? 列出按键。"},
    {LearnSays::no_such_part, "这一课没有“{0}”这部分。"},
    {LearnSays::at_beginning, "这里是开头。"},
    {LearnSays::no_hint, "这里没有提示。"},
    {LearnSays::kept, "停在“{0}”的 {1}。继续：procdemo learn"},
    {LearnSays::unkept, "停在“{0}”的 {1}，这里没有保存。继续：procdemo learn {0}"},
    {LearnSays::all_done, "这是最后一课。"},
    {LearnSays::resumed, "从上次停下的地方继续：“{0}”。"},
    {LearnSays::overview, "procdemo 运行真实的程序，显示其中每个进程做了什么。"},
    {LearnSays::overview_key,
     "回车：继续学“{0}”；课名或课号：去那一课；q：结束。\n（--help：所有命令）> "},
    {LearnSays::overview_first,
     "回车：从“{0}”开始；课名或课号：去那一课；q：结束。\n（--help：所有命令）> "},
    {LearnSays::class_wait, "先把要给全班看的运行做好。"},
    {LearnSays::class_keys, "空格、→：继续   ←：后退   s：下一部分   q：结束"},
    {LearnSays::class_question_keys, "投票：{0}，回车   空格、→：继续   ←：后退"},
    {LearnSays::class_votes, "投票：{0}"},
    {LearnSays::class_no_votes, "这样写不是票数。例如：{0}"},
    {LearnSays::class_foretold, "看运行，答案自会出现。"},
    {LearnSays::class_unseen, "在这台机器上无法显示运行：见 procdemo doctor。"},
    {LearnSays::class_end, "这一课到此为止。"},
};

}  // namespace

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::LearnSays> chinese<cli::LearnSays>() {
  return whole<cli::learn_says_zh>();
}
}  // namespace procdemo::show
