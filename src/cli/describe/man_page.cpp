#include "cli/describe/man_page.h"

#include <algorithm>

#include "cli/describe/help.h"
#include "cli/describe/roff.h"
#include "cli/words/help.h"

namespace procdemo::cli {
namespace {

/// What no option says.
struct Section {
  Bilingual heading;
  std::vector<Listed> rows;
};

const Bilingual name_heading = {"NAME", "名称"};
const Bilingual short_summary = {"show what every process of a program does, in order",
                                 "按顺序显示程序的每个进程做了什么"};
const Bilingual synopsis_heading = {"SYNOPSIS", "用法"};
const Bilingual description_heading = {"DESCRIPTION", "说明"};
const Bilingual commands_heading = {"COMMANDS", "命令"};
const Bilingual options_heading = {"OPTIONS", "选项"};
const Bilingual also_takes = {"Also, as told under OPTIONS: {0}.",
                              "还可以使用（见“选项”）：{0、}。"};

const Section statuses = {
    {"EXIT STATUS", "退出状态"},
    {{{"0", "0"}, {"all well", "一切正常"}},
     {{"1", "1"}, {"a claim failed", "有结论不成立"}},
     {{"2", "2"}, {"wrong usage", "用法有误"}},
     {{"3", "3"},
      {"this machine does not allow what was asked; the message says what to do",
       "这台机器不允许所要求的操作，消息里说明怎么办"}},
     {{"4", "4"},
      {"a limit ended the run, where the lesson does not expect it",
       "某个限制结束了运行，而这一课没有料到"}},
     {{"128+n", "128+n"}, {"ended by signal n", "被信号 n 终止"}},
     {{"watch", "watch"},
      {"the program's own status; 124 is a limit, 125 procdemo itself, 126 and 127 a command that "
       "can't be executed or was not found",
       "程序自己的状态；124 表示限制，125 表示 procdemo 自身出错，126 和 127 "
       "表示命令不能执行或没有找到"}}}};

const Section variables = {
    {"ENVIRONMENT", "环境变量"},
    {{{"LC_ALL, LC_MESSAGES, LANG", "LC_ALL, LC_MESSAGES, LANG"},
      {"the language, where --lang does not say it", "语言，未用 --lang 指定时"}},
     {{"NO_COLOR", "NO_COLOR"},
      {"no colours, unless --color asks for them", "不使用颜色，除非用 --color 要求"}},
     {{"COLUMNS", "COLUMNS"},
      {"the width, where standard output is no terminal", "宽度，当标准输出不是终端时"}},
     {{"CXX", "CXX"}, {"the compiler for 'procdemo run DIR'", "procdemo run 所用的编译器"}}}};

std::string rows_of(const Section& section, Language language) {
  std::string text = roff_line("SH", section.heading.in(language));
  for (const Listed& row : section.rows) {
    text += roff_term(row.usage.in(language), row.summary.in(language));
  }
  return text;
}

std::string terms_of(const std::vector<Option>& options, Language language) {
  std::string text;
  for (const Option& option : options) text += roff_term(term(option), option.help.in(language));
  return text;
}

/// A command, with those options that are not told once for all.
std::string text_of(const Command& command, const std::vector<Option>& common, Language language) {
  std::vector<Option> own = options_of(command);
  const auto shared = std::ranges::stable_partition(
      own, [&](const Option& option) { return std::ranges::count(common, option) == 0; });
  std::string text =
      roff_line("SS", command.usage.in(language)) + as_roff(command.summary.in(language)) + "\n";
  std::string names;
  for (const Option& option : shared) names += (names.empty() ? "" : ", ") + ("--" + option.name);
  if (!names.empty()) text += ".PP\n" + as_roff(filled(also_takes, names).in(language)) + "\n";
  own.erase(shared.begin(), shared.end());
  return text + terms_of(own, language);
}

}  // namespace

std::string man_page(const Command& all, const std::vector<Command>& commands, Language language) {
  std::vector<Option> common = options_of(all);
  common.push_back({"help", flag, in_both(Help::help)});
  const auto heading = [&](const Bilingual& text) { return roff_line("SH", text.in(language)); };

  std::string text = ".TH PROCDEMO 1 \"\" \"procdemo " PROCDEMO_VERSION "\"\n.ad l\n";
  text += heading(name_heading) + "procdemo \\- " + as_roff(short_summary.in(language)) + "\n";
  text += heading(synopsis_heading) + roff_line("B", all.usage.in(language));
  text += heading(description_heading) + as_roff(all.summary.in(language)) + "\n";
  text += heading(commands_heading);
  for (const Command& command : commands) text += text_of(command, common, language);
  text += heading(options_heading) + terms_of(common, language);
  return text + rows_of(statuses, language) + rows_of(variables, language);
}

}  // namespace procdemo::cli
