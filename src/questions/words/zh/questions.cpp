// procdemo's Chinese: what is said around a question.
#include "questions/words/questions.h"
#include "show/words/dictionary.h"

namespace procdemo::questions {

namespace {

constexpr Entry<QuestionSays> questions_zh[] = {
    {QuestionSays::question, "问题：{0}"},
    {QuestionSays::about, "问的是这次运行：procdemo {0}"},
    {QuestionSays::exact_sleeps, "假定每次睡眠的时间都分毫不差。"},
    {QuestionSays::how_number, "一个数"},
    {QuestionSays::how_choice, "一个字母，a 到 {0}"},
    {QuestionSays::how_two, "一个字母，a 或 {0}"},
    {QuestionSays::how_several, "所有正确的选项，例如 a {0}；没有就写 none"},
    {QuestionSays::how_order, "把字母 a 到 {0} 排成一个次序，例如 b a"},
    {QuestionSays::how_next, "进程的名字，例如 P P.1；没有就写 none"},
    {QuestionSays::how_schedule, "一个次序的令牌，或每次有选择时让谁走，例如 P P.1 P"},
    {QuestionSays::right, "答对了：{0}。"},
    {QuestionSays::wrong, "不对：{0}。"},
    {QuestionSays::unknown, "{0} 对不对，没能查明。"},
    {QuestionSays::unknown_answer, "答案没能查明。"},
    {QuestionSays::unknown_no_run, "在这台机器上没能运行它。"},
    {QuestionSays::unknown_no_stand,
     "那一刻谁可以继续，只有按指定次序的运行才知道；这次是实际运行。"},
    {QuestionSays::unknown_nobody, "那一刻 {0} 不能继续。可以继续的是：{1}。"},
    {QuestionSays::unknown_orders, "没有把每一种次序都运行到。"},
    {QuestionSays::unknown_unseen, "这台机器没有显示它所问的内容。"},
    {QuestionSays::unknown_no_order, "没有哪种次序能做到，而所有次序都运行过了。"},
    {QuestionSays::best, "答案：{0}。"},
    {QuestionSays::best_goal, "能做到的一个次序：{0}"},
    {QuestionSays::saw, "实际发生的是："},
    {QuestionSays::saw_more, "这样的还有 {0} 行"},
    {QuestionSays::see, "自己看看："},
    {QuestionSays::possible, "可能"},
    {QuestionSays::impossible, "不可能"},
};

}  // namespace

}  // namespace procdemo::questions

namespace procdemo::show {

template <>
Entries<questions::QuestionSays> chinese() {
  return whole<questions::questions_zh>();
}

}  // namespace procdemo::show
