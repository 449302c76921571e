// procdemo's Chinese: what is said when questions are asked.
#include "cli/words/quiz.h"
#include "show/words/dictionary.h"

namespace procdemo::cli {

namespace {

constexpr Entry<QuizSays> quiz_zh[] = {
    {QuizSays::no_reader, "没有人在终端前回答，--quiz 就不提问；可以用 --answers FILE 回答"},
    {QuizSays::not_in_python, "这里不问（只有 C++ 程序才能说明答案）：{0、}"},
    {QuizSays::prompt, "你的回答（{0}；直接回车跳过）> "},
    {QuizSays::prompt_hint, "你的回答（{0}；? 看提示，直接回车跳过）> "},
    {QuizSays::change, "{0}：就这样请按回车，想改就另写一个> "},
    {QuizSays::no_answer, "“{0}”不是这里的回答：{1}"},
    {QuizSays::no_hint, "没有更多提示了。"},
    {QuizSays::passed, "没有回答。"},
    {QuizSays::later, "看运行，答案自会出现。"},
    {QuizSays::foretold, "刚才问的是：{0}"},
    {QuizSays::score, "问题：回答了 {1} 个，答对 {0} 个。"},
};

}  // namespace

}  // namespace procdemo::cli

namespace procdemo::show {

template <>
Entries<cli::QuizSays> chinese() {
  return whole<cli::quiz_zh>();
}

}  // namespace procdemo::show
