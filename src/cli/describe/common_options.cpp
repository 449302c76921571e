#include "cli/describe/common_options.h"

#include "cli/describe/help.h"
#include "cli/print.h"
#include "cli/words/help.h"

namespace procdemo::cli {
Option language_option() {
  return {"lang",
          Argument::one_of({"en", "zh"}),
          {"language (default: that of LC_ALL, LC_MESSAGES or LANG)",
           "语言（默认取自 LC_ALL、LC_MESSAGES 或 LANG）"}};
}

Option color_option() {
  return {"color",
          Argument::one_of({"auto", "always", "never"}),
          {"colours (default auto: on a terminal, unless NO_COLOR is set)",
           "是否使用颜色（默认 auto：仅在终端上，且未设置 NO_COLOR）"}};
}

Option format_option() {
  return {"format",
          Argument::one_of({"lanes", "plain", "jsonl"}),
          {"how the run is shown: a column for each process, a line for each event, or JSON Lines "
           "(default: lanes on a terminal, plain elsewhere)",
           "显示方式：每个进程一列（lanes）、每个事件一行（plain）或 JSON Lines（默认：终端上为 "
           "lanes，否则为 plain）"}};
}

Option stable_option() {
  return {
      "stable",
      flag,
      {"leave out what differs from run to run: PIDs stand as [pid P.1], addresses as [addr NAME]; "
       "without --schedule or --speed the order is round-robin",
       "隐去每次运行都不同的内容：PID 写作 [pid P.1]，地址写作 [addr 变量名]；没有 --schedule 和 "
       "--speed 时，顺序为 round-robin"}};
}

Option evidence_option() {
  return {"evidence",
          flag,
          {"also say what shows each claim that holds; of one that does not, it is always said",
           "同时给出每条成立的结论的依据；不成立的结论总会给出依据"}};
}

Option lines_option() {
  return {"lines",
          flag,
          {"also show the line of the program's source where each event happened; for C and C++, "
           "compiled with -g, and for scripts of Python 3.11 to 3.13",
           "同时显示每个事件发生在源代码的哪一行；适用于用 -g 编译的 C 和 C++ 程序，以及 "
           "Python 3.11 到 3.13 的脚本"}};
}

Option no_findings_option() {
  return {"no-findings",
          flag,
          {"do not say at the end what is wrong with the program", "结束时不指出程序里有什么问题"}};
}

Option speed_option(const Wording& help) {
  constexpr double slowest = 0.1, fastest = 100;
  return {"speed", Argument::number(slowest, fastest, "N|max", {"max"}),
          filled(help, slowest, fastest)};
}

void check_language(const Given& given) {
  given.choice("lang", "en");
}

bool wants_color(const Given& given, const User& user) {
  const std::string wish = given.choice("color", "auto");
  return wish == "always" || (wish == "auto" && user.color);
}

Format wanted_format(const Given& given, const User& user) {
  const std::string name = given.choice("format", user.terminal ? "lanes" : "plain");
  if (name == "lanes") return Format::lanes;
  return name == "plain" ? Format::plain : Format::jsonl;
}

Style wanted_style(const Given& given, const User& user) {
  check_language(given);
  return {.language = user.language,
          .color = wants_color(given, user),
          .width = user.width,
          .evidence = given.has("evidence"),
          .lines = given.has("lines"),
          .findings = !given.has("no-findings"),
          .rows = user.rows,
          .page = user.page};
}

int print_help(const Command& command, const User& user) {
  print(help_text(command, user));
  return 0;
}

int print_version() {
  print("procdemo " PROCDEMO_VERSION "\n");
  return 0;
}

}  // namespace procdemo::cli
