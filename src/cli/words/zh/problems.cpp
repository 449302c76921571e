// procdemo 的简体中文：出了什么问题。
#include "cli/words/problem_words.h"

namespace procdemo::cli {

namespace {

constexpr Entry<FileProblem> file_zh[] = {
    {FileProblem::is_pipe, "{0} 是管道，不是文件：请先把它输出的内容存成文件"},
    {FileProblem::is_socket, "{0} 是套接字，不是文件"},
    {FileProblem::is_device, "{0} 是设备，不是文件"},
    {FileProblem::too_large, "{0} 太大：最多读 {1} MiB"},
    {FileProblem::unread_pipe, "{0} 是没有人在读的管道：请先启动读它的程序"},
};

constexpr Entry<ProgramProblem> program_zh[] = {
    {ProgramProblem::not_found, "{0}：没有这个命令"},
    {ProgramProblem::not_executable, "{0}：没有执行权限（试试 chmod +x）"},
    {ProgramProblem::is_folder, "{0}：是目录，不是程序"},
    {ProgramProblem::failed, "{0}：无法执行：{1}"},
};

constexpr Entry<TraceProblem> trace_zh[] = {
    {TraceProblem::unreadable, "无法读取 {0}：{1}"},
    {TraceProblem::empty, "{0} 是空文件：其中没有记录任何运行"},
    {TraceProblem::foreign, "{0} 不是运行记录；procdemo fork --record run.jsonl 可以记录一次"},
    {TraceProblem::newer, "{0} 由更新版本的 procdemo 记录（这里不认识“{1}”）"},
    {TraceProblem::damaged, "{0}:{1}：这一行已损坏（“{2}”）"},
    {TraceProblem::gap, "{0}:{1}：这里应是第 {2} 个事件，却是第 {3} 个：中间丢了几行"},
    {TraceProblem::truncated, "{0} 在运行中途就断了，只有 {1} 个事件"},
    {TraceProblem::too_long, "{0}:{1}：这一行太长，不可能是运行记录"},
    {TraceProblem::goes_on, "{0}:{1}：运行已经结束，文件却还有内容"},
};

constexpr Entry<LessonProblem> lesson_zh[] = {
    {LessonProblem::unknown, "没有名为“{0}”的课；procdemo list 列出所有的课"},
    {LessonProblem::unknown_nearest, "没有名为“{0}”的课；是想输入“{1}”吗？"},
    {LessonProblem::no_lessons, "没有找到任何课；找过的目录：{0、}"},
    {LessonProblem::no_such_folder, "{0}：没有这个目录"},
    {LessonProblem::not_a_lesson, "{0}：不是一课，其中没有 lesson.toml"},
    {LessonProblem::page_unreadable, "无法读取 {0}：{1}"},
    {LessonProblem::page_missing, "{0}：缺少页面 {1}"},
    {LessonProblem::compile_failed, "{0} 编译失败（{1}）：\n{2}"},
    {LessonProblem::compile_endless,
     "{0}：编译器（{1}）{2} 秒内没有结束，已被终止。是不是有不会终止的模板或常量表达式，"
     "或者包含了没有尽头的文件？"},
    {LessonProblem::compile_flood,
     "{0}：编译器（{1}）的输出超过 1 MB，已被终止。这个文件是不是包含了它自己？开头是：\n{2}"},
    {LessonProblem::compiler_missing, "没有编译器 {0}；请安装 g++，或用环境变量 CXX 指定另一个"},
    {LessonProblem::tool_endless, "{0} 在 {1} 秒内没有结束，已被终止"},
    {LessonProblem::python_missing,
     "没有 Python 解释器 {0}；请安装 python3（3.9 或更新），或用环境变量 PYTHON 指定另一个"},
    {LessonProblem::python_unusable,
     "{0} 不能当 Python 解释器用；请用环境变量 PYTHON 指定另一个。它说：{1}"},
    {LessonProblem::python_too_old,
     "{0} 是 Python {1}，课里的程序需要 3.9 或更新的；请用环境变量 PYTHON 指定另一个"},
    {LessonProblem::no_python, "{0} 没有 Python 写的程序：它的目录里没有 {1}"},
    {LessonProblem::name_unfit, "“{0}”不能作为一课的名字：只能用字母、数字和连字符，第一个是字母"},
    {LessonProblem::folder_exists, "{0} 已经存在：请换一个名字"},
    {LessonProblem::page_sections, "{0}:{1}：有 {2} 节；一页应有 {3} 节"},
    {LessonProblem::toml_syntax, "{0}:{1}:{2}：TOML 语法错误"},
    {LessonProblem::toml_twice, "{0}:{1}:{2}：这里的名字上面已经有了"},
    {LessonProblem::toml_bytes, "{0}:{1}:{2}：这里不是 UTF-8，TOML 文件必须用 UTF-8"},
    {LessonProblem::toml_rest,
     "{0}:{1}:{2}：这一行应该到此为止：每个“键 = 值”、每个“[表名]”各占一行"},
    {LessonProblem::toml_text,
     "{0}:{1}:{2}：字符串在这里有错：缺少结束的引号，或者含有换行、控制字符，或 TOML "
     "没有的转义（\\）"},
    {LessonProblem::toml_header,
     "{0}:{1}:{2}：表以它的名字开头，写成 [表名] 或 [[表名]]；这里不是"},
    {LessonProblem::toml_list,
     "{0}:{1}:{2}"
     "：数组和内联表的各项之间用逗号，最后要有右括号，内联表的右括号前不加逗号：这里少了或多了什"
     "么"},
    {LessonProblem::toml_value,
     "{0}:{1}:{2}：这不是值，或者没有写完：字符串要加引号，其他的只有数、日期、true 和 false"},
    {LessonProblem::toml_key, "{0}:{1}:{2}：这里应该是“键 = 值”，缺了一部分"},
    {LessonProblem::key_missing, "{0}:{1}：缺少“{2}”"},
    {LessonProblem::key_unknown, "{0}:{1}：没有“{2}”这个键"},
    {LessonProblem::key_unknown_nearest, "{0}:{1}：没有“{2}”这个键；是想写“{3}”吗？"},
    {LessonProblem::value_unknown, "{0}:{1}：这里没有可以叫“{2}”的"},
    {LessonProblem::value_unknown_nearest, "{0}:{1}：这里没有可以叫“{2}”的；是想写“{3}”吗？"},
    {LessonProblem::key_type, "{0}:{1}：“{2}”应为 {3}"},
    {LessonProblem::source_not_found, "{0}:{1}：程序中没有含“{2}”的行"},
    {LessonProblem::program_missing, "{0}:{1}：没有程序 {2}"},
    {LessonProblem::option_collides, "{0}:{1}：--{2} 已是每个命令都有的选项"},
    {LessonProblem::claim_verb, "{0}:{1}：“{2}”要有且只有一个动词，可用的有：{3、}"},
    {LessonProblem::claim_event, "{0}:{1}：“{2}”：没有“{3}”这种事件"},
    {LessonProblem::claim_field, "{0}:{1}：“{2}”：事件“{4}”没有字段“{3}”"},
    {LessonProblem::claim_twice, "{0}:{1}：已经有一条结论叫“{2}”"},
    {LessonProblem::claim_shape, "{0}:{1}：“{2}”：“{3}”需要 {4}"},
    {LessonProblem::question_kind, "{0}:{1}：题目“{2}”必须恰好有 {3} 中的一项"},
    {LessonProblem::question_moment,
     "{0}:{1}：题目“{2}”要写 asked = \"before\" | \"after\"，或 at = 模式，二者取一"},
    {LessonProblem::question_now,
     "{0}:{1}：题目“{2}”问的是这次运行的某一时刻：要写 at = 模式，不能另写 run"},
    {LessonProblem::question_after,
     "{0}:{1}：题目“{2}”要另写一次运行（run = \"……\"）：这次运行的内容都已经显示出来了"},
    {LessonProblem::question_twice, "{0}:{1}：已经有一道题目叫“{2}”"},
    {LessonProblem::question_output, "{0}:{1}：题目“{2}”有两个选项输出相同：{3}"},
    {LessonProblem::question_choice, "{0}:{1}：题目“{2}”有两个选项文字相同：{3}"},
    {LessonProblem::question_run,
     "{0}:{1}：题目“{2}”：run 里的“{3}”不是那一课的选项，或者缺少它的值"},
    {LessonProblem::run_unfit, "“{0}”里的“{1}”不是那一课的选项，或者缺少它的值"},
};

constexpr Entry<OptionProblem> option_zh[] = {
    {OptionProblem::unknown, "没有选项 {0}；--help 列出所有选项"},
    {OptionProblem::unknown_nearest, "没有选项 {0}；是想输入 {1} 吗？"},
    {OptionProblem::value_missing, "选项 {0} 缺少值"},
    {OptionProblem::not_number, "选项 {0} 的值应为数字，而不是“{1}”"},
    {OptionProblem::not_whole, "选项 {0} 的值应为整数，而不是“{1}”"},
    {OptionProblem::out_of_range, "选项 {0} 的值应在 {2} 到 {3} 之间，{1} 超出了范围"},
    {OptionProblem::not_one_of, "选项 {0} 的值应为以下之一：{2、}；而不是“{1}”"},
};

constexpr Entry<ScheduleProblem> schedule_zh[] = {
    {ScheduleProblem::unknown,
     "--schedule 的值可以是 parent-first、child-first、round-robin、random:SEED，或先前某次运行的"
     "令牌，不能是“{0}”"},
    {ScheduleProblem::speed_and_schedule,
     "--schedule 使用虚拟时间，--speed 在那里没有可缩放的时间"},
    {ScheduleProblem::lesson_is_live,
     "{0} 没有可以选定的顺序：它需要真实的时钟和调度；请不带 --schedule 和 --speed max 运行"},
    {ScheduleProblem::lesson_unsteppable,
     "{0} 需要真实的时钟和调度，不能每一步都停下来等你：先用 --record run.jsonl 记录下来，再用 "
     "procdemo replay run.jsonl --step 逐步查看"},
    {ScheduleProblem::token_malformed, "“{0}”不是令牌（打错了？）"},
    {ScheduleProblem::token_of_another, "令牌 {0} 属于“{1}”的一次运行，不是“{2}”的"},
    {ScheduleProblem::token_option, "令牌里是 --{0} {1}，而给出的是 {2}"},
    {ScheduleProblem::token_differs,
     "这不是该令牌的那次运行：到第 {0} 步（{1} 到了 {2}）为止，顺序、输出或读到的内容已经不同"},
    {ScheduleProblem::token_ended,
     "这不是该令牌的那次运行：它在 {0} 步之后结束，顺序、输出或读到的内容已经不同"},
};

constexpr Entry<MachineProblem> machine_zh[] = {
    {MachineProblem::proc_missing,
     "/proc 里没有 procdemo 自己，所以在这里什么也观察不了：PID 命名空间需要有自己的 "
     "/proc（unshare "
     "--mount-proc，或者 mount -t proc proc /proc）"},
    {MachineProblem::unguarded,
     "{0} 只能在内核防护之内运行，而这里没有可用的防护；procdemo doctor 会说明怎么办"},
    {MachineProblem::ptrace_denied,
     "无法观察 {0}：这台机器不允许 ptrace（{1}）；procdemo doctor 会说明怎么办"},
    {MachineProblem::filter_denied,
     "无法观察 {0}：这台机器不允许安装 seccomp 过滤器（{1}）；procdemo doctor 会说明怎么办"},
};

constexpr Entry<RunProblem> run_zh[] = {
    {RunProblem::variable_unknown, "{1} 中没有变量“{0}”（编译时保留符号了吗？）"},
    {RunProblem::no_terminal, "这里无法给程序一个自己的终端（{0}）；--no-tty 让它改用管道"},
    {RunProblem::before_failed, "--before：“{0}”的退出状态是 {1}"},
};

constexpr Entry<SessionProblem> session_zh[] = {
    {SessionProblem::back_live,
     "实时运行不能后退：真实的时间无法重来；请用 --schedule 选定一种顺序"},
    {SessionProblem::back_inexact, "不能退回到第 {0} 步之前：此后的运行无法精确重现。{1} {2}"},
    {SessionProblem::back_outside,
     "不能后退：第 {0} 步改动了不会复原的文件（它在工作目录和命令提到的目录之外，"
     "或者这些目录太大），重来会再改一次"},
    {SessionProblem::back_changed,
     "不能后退：{0} 打开之后被改过，重新运行时读到的就不一样了；q 结束"},
    {SessionProblem::back_differs,
     "这个程序重来时行为不同：重新开始后，运行最迟在第 {0} 步出现差异"},
    {SessionProblem::go_nobody, "{0} 不能走：现在没有叫这个名字、又能继续的进程；能走的有 {1、}"},
    {SessionProblem::go_waits, "{0} 在等 {1}；能走的有 {2、}"},
    {SessionProblem::go_sleeps, "{0} 在睡眠；能走的有 {1、}"},
    {SessionProblem::go_over, "运行已经结束，谁也不能再走；可以后退"},
    {SessionProblem::go_recorded, "记录的那次运行里，下一步走的是 {1}，不是 {0}"},
    {SessionProblem::back_start, "这里就是开头，前面没有了"},
    {SessionProblem::until_gone,
     "{0} 不会再出现：它已经结束，或者没有进程还能创建它；能走的有 {1、}"},
    {SessionProblem::until_behind, "第 {0} 步已经走过：现在在第 {1} 步，用 b 后退"},
    {SessionProblem::until_missed_process,
     "{0} 没有出现：运行在第 {1} 步结束，此前 {0} 一步也没有走"},
    {SessionProblem::until_missed_line, "没有进程到达第 {0} 行：运行在第 {1} 步结束"},
    {SessionProblem::until_missed_event, "没有出现“{0}”：运行在第 {1} 步结束"},
    {SessionProblem::until_missed_step, "没有走到第 {0} 步：运行在第 {1} 步结束"},
    {SessionProblem::until_no_process, "记录的那次运行里，{0} 不会再出现"},
    {SessionProblem::until_no_line, "记录的那次运行里，不会再有进程到达第 {0} 行"},
    {SessionProblem::until_no_event, "记录的那次运行里，不会再出现“{0}”"},
    {SessionProblem::until_no_step, "记录的那次运行里没有第 {0} 步"},
    {SessionProblem::why_nobody, "现在没有 {0} 可问"},
    {SessionProblem::why_no_event, "没有第 {0} 个事件可问：到目前为止共有 {1} 个"},
    {SessionProblem::why_no_act, "第 {0} 个事件说的是整个运行，不是哪个进程做的，背后没有调用"},
    {SessionProblem::why_recorded,
     "“为什么”要问停住的进程，而记录下来的运行里没有进程：只知道它显示出来的内容"},
    {SessionProblem::change_recorded, "记录下来的运行不能改变：不能给它输入，也不能给它发信号"},
    {SessionProblem::signal_unknown, "没有叫“{0}”的信号"},
    {SessionProblem::signal_nobody, "没有活着的进程 {0} 可以收信号"},
    {SessionProblem::input_unreadable, "无法读取程序的输入 {0}：{1}"},
    {SessionProblem::request_malformed, "一个请求是一行 JSON 对象，最长 {0} 字节"},
    {SessionProblem::request_field, "请求里缺少“{0}”，或者它的值不对"},
};

constexpr Entry<ExploreProblem> explore_zh[] = {
    {ExploreProblem::live, "{0} 没有可以搜索的顺序：它需要真实的时钟和调度器"},
    {ExploreProblem::not_started, "没有可以搜索的：{0} 没能启动（退出状态：{1}）"},
    {ExploreProblem::failed, "没有可以搜索的内容"},
    {ExploreProblem::out_of_time,
     "--time {0} 到了，第一次运行还没有结束：请给更多时间，或者把运行缩小"},
};

constexpr Entry<RecordProblem> record_zh[] = {
    {RecordProblem::unwritable, "无法记录到 {0}：{1}"},
    {RecordProblem::failed, "记录到 {0} 时出错：{1}；不保留任何内容"},
};

constexpr Entry<OutputProblem> output_zh[] = {
    {OutputProblem::failed, "无法写出输出：{0}"},
    {OutputProblem::unread, "运行已因达到限制而结束，但没有人读取剩余的输出：其余部分已丢弃"},
};

constexpr Entry<FaceProblem> face_zh[] = {
    {FaceProblem::keys_open, "--keys：命令里第 {1} 个字符 {0} 是引号，后面没有与它配对的引号"},
    {FaceProblem::keys_ended, "到第 {0} 步命令就没有了，运行在那里结束"},
    {FaceProblem::export_unwritable, "无法写入 {0}：{1}"},
    {FaceProblem::export_differs,
     "没有把代码块加到 "
     "{0}"
     "：像页面里的命令那样在那个文件旁边运行，同样的命令走不到这里（也许缺少程序或文件，或者路径指"
     "向别处）"},
    {FaceProblem::observer_killed, "观察这次运行的进程被 {0} 终止，运行随之结束"},
    {FaceProblem::observer_failed, "运行无法继续（状态 {0}）：原因见标准错误输出"},
};

constexpr Entry<CourseProblem> course_zh[] = {
    {CourseProblem::progress_damaged,
     "{0} 不是 procdemo 写的那种内容（{1}）：原文件保留为 {2}，进度重新开始"},
    {CourseProblem::progress_newer,
     "{0} 是更新版本的 procdemo 写的：文件不动，这次的进度只记到结束"},
    {CourseProblem::progress_unkept, "进度无法保存：{0}：{1}"},
    {CourseProblem::progress_unread, "{0} 里没有 procdemo 的进度（{1}）"},
    {CourseProblem::progress_unanswered, "这会清除“{0}”的进度：没有人能回答时，请加上 --yes"},
    {CourseProblem::task_none, "“{0}”这一课没有任务：只看课文和回答问题"},
    {CourseProblem::task_elsewhere,
     "这个目录里没有任务：procdemo task fork 会新建一个目录，把任务放进去"},
    {CourseProblem::task_unknown, "{0}:{1}：“{2}”不是有任务的一课"},
    {CourseProblem::task_kept, "{0} 用于当前目录里的任务：请不要写课名"},
    {CourseProblem::class_nowhere, "--class 使用整个终端，至少要 60 列 16 行"},
};

constexpr Entry<CommandProblem> command_zh[] = {
    {CommandProblem::unexpected_argument, "多了一个参数“{0}”；用法见 --help"},
    {CommandProblem::argument_empty, "有一个参数是空的（''），什么也没有指明"},
    {CommandProblem::value_unexpected, "选项 {0} 不带值，却给了“{1}”"},
    {CommandProblem::command_missing, "watch 后面要有命令：procdemo watch -- ./program"},
    {CommandProblem::exploration_missing,
     "explore 后面要有课名或命令：procdemo explore fork，procdemo explore -- ./program"},
    {CommandProblem::lesson_missing, "show 后面要有课名：procdemo show fork"},
    {CommandProblem::folder_missing, "run 后面要有一课的目录：procdemo run ./my-lesson"},
    {CommandProblem::name_missing, "new 后面要有目录的名字：procdemo new my-lesson"},
    {CommandProblem::trace_missing, "replay 后面要有记录文件：procdemo replay run.jsonl"},
    {CommandProblem::file_unwritable, "无法写入 {0}：{1}"},
    {CommandProblem::output_without_report,
     "使用 --output 时还要指定 --report tap 或 --report junit"},
    {CommandProblem::claims_missing, "{0} 要与结论一起使用：--claims 文件"},
    {CommandProblem::page_unchecked,
     "{0} 中没有可以核对的内容：没有以“$ procdemo”开头的 console 代码块"},
    {CommandProblem::folder_unchecked,
     "{0} 中没有可以核对的内容：既没有一课，也没有带 console 代码块的页面"},
    {CommandProblem::call_failed, "出错了：{0}"},
    {CommandProblem::path_failed, "无法使用 {0}：{1}"},
    {CommandProblem::no_memory, "内存不足"},
    {CommandProblem::unforeseen, "procdemo 没有预料到这种情况，请报告：{0}"},
    {CommandProblem::step_missing, "{0} 要与 --step 同用"},
    {CommandProblem::step_not_json,
     "{0} 要与 --step lines 同用：用 --step json 时，请求以 JSON 从标准输入来，一切也都以 JSON "
     "给出"},
    {CommandProblem::step_format,
     "--format jsonl 要与 --step json 同用；文本行只有 lanes 和 plain"},
    {CommandProblem::apart, "{0} 不能与 {1} 同用"},
    {CommandProblem::quiz_format, "--quiz 用文字提问，不能与 --format jsonl 同用"},
    {CommandProblem::quiz_step,
     "--quiz 不能和 --step 同用：逐步运行时，每个进程要做什么，在做之前就显示在屏幕上，答案也就"
     "露出来了。'procdemo learn 课名' 会在逐步运行（step 键）之前和之后提问"},
    {CommandProblem::questions_missing, "questions 需要一个课名：procdemo questions fork"},
    {CommandProblem::questions_unknown, "{0} 没能运行，所以答案无从得知"},
};

}  // namespace

constinit const ProblemWords chinese_problems(
    whole<file_zh>(), whole<program_zh>(), whole<trace_zh>(), whole<lesson_zh>(),
    whole<option_zh>(), whole<schedule_zh>(), whole<machine_zh>(), whole<run_zh>(),
    whole<session_zh>(), whole<explore_zh>(), whole<record_zh>(), whole<output_zh>(),
    whole<face_zh>(), whole<course_zh>(), whole<command_zh>());

}  // namespace procdemo::cli
