// procdemo 的简体中文：doctor 说的话。
#include "cli/words/remarks.h"

namespace procdemo {

namespace {

constexpr Entry<Remark> remarks_zh[] = {
    {Remark::matching_proc, "/proc 显示的进程与 procdemo 看到的一致"},
    {Remark::tracing, "可以观察进程（ptrace）"},
    {Remark::untraced, "procdemo 自己没有被别的程序观察"},
    {Remark::yama, "Yama 模块允许父进程观察子进程"},
    {Remark::seccomp_filter, "可以只拦下需要的系统调用（seccomp）"},
    {Remark::page_state, "可以分辨共享的页和私有的页"},
    {Remark::fixed_addresses, "每次运行的地址都相同"},
    {Remark::terminals, "可以给程序一个自己的终端"},
    {Remark::processors, "有两个处理器，可以并行运行"},
    {Remark::round_robin, "可以使用轮转调度（SCHED_RR）"},
    {Remark::calls_of_32_bits, "32 位系统调用（int 0x80）；运行时 procdemo 会拒绝并说明"},
    {Remark::user_namespaces, "用户命名空间和 PID 命名空间"},
    {Remark::guard_cgroup, "防护：控制组（cgroup 的 pids.max）"},
    {Remark::guard_pid_namespace, "防护：PID 命名空间"},
    {Remark::guard_rlimit, "防护：资源限制 RLIMIT_NPROC"},
    {Remark::guard_uid, "防护：专用用户，受 RLIMIT_NPROC 限制"},
    {Remark::any_guard, "fork-bomb 有可用的内核防护"},
    {Remark::compiler, "有 C++20 编译器，供 procdemo run 使用"},
    {Remark::detailed, "{0}：{1}"},

    {Remark::matching_proc_cure,
     "PID 命名空间需要有自己的 /proc：unshare --mount-proc，或者 mount -t proc proc /proc"},
    {Remark::untraced_cure, "{0} 正在观察它：请在它之外运行 procdemo"},
    {Remark::yama_cure,
     "kernel.yama.ptrace_scope 为 {0}；以 root 执行 sysctl kernel.yama.ptrace_scope=1"},
    {Remark::seccomp_filter_cure, "{0}；内核需要 CONFIG_SECCOMP_FILTER，也可能是外面的沙箱不允许"},
    {Remark::page_state_cure, "{0}；procdemo isolation 中关于页的结论将跳过"},
    {Remark::fixed_addresses_cure,
     "{0}；地址每次不同。在 Docker 中加上 --security-opt seccomp=unconfined 即可"},
    {Remark::terminals_cure, "{0}；需要挂载 /dev/pts（devpts）"},
    {Remark::processors_cure,
     "只有一个处理器：procdemo concurrency 无法展示两个程序同时运行，相应的结论将跳过"},
    {Remark::round_robin_cure, "{0}；procdemo schedule 改为展示默认调度器。root 可以使用它"},
    {Remark::calls_of_32_bits_cure,
     "{0}；在这里发出这种调用的程序会被信号终止，有没有人观察都一样"},
    {Remark::user_namespaces_cure,
     "{0}；以 root 执行 sysctl user.max_user_namespaces=15000，Debian 和 Ubuntu 上还要 "
     "kernel.unprivileged_userns_clone=1 或 kernel.apparmor_restrict_unprivileged_userns=0"},
    {Remark::guard_cgroup_cure,
     "{0}；让 procdemo 在自己的 cgroup 中运行：systemd-run --user --scope -p Delegate=yes procdemo "
     "fork-bomb"},
    {Remark::guard_pid_namespace_cure, "{0}；需要命名空间（见上），或者 root"},
    {Remark::guard_rlimit_cure, "{0}；它管不住 root：请以普通用户运行 procdemo"},
    {Remark::guard_uid_cure, "{0}；需要 root"},
    {Remark::any_guard_cure, "fork-bomb 将拒绝运行；以上防护有一种就够"},
    {Remark::compiler_cure, "{0}；请安装 g++，或用环境变量 CXX 指定编译器"},

    {Remark::denied_traced_already, "{1}（PID {0}）已经在观察 procdemo；请在它之外运行"},
    {Remark::denied_yama_root_only,
     "kernel.yama.ptrace_scope 为 2；以 root 执行 sysctl kernel.yama.ptrace_scope=1"},
    {Remark::denied_yama_nobody,
     "kernel.yama.ptrace_scope 为 3，下次启动之前无法更改：请从 /etc/sysctl.d 中去掉它，然后重启"},
    {Remark::denied_selinux, "SELinux 不允许；以 root 执行 setsebool deny_ptrace off"},
    {Remark::denied_seccomp,
     "外面的 seccomp 过滤器不允许，容器通常如此：docker run --cap-add=SYS_PTRACE"},
    {Remark::denied_unknown, "{0}"},

    {Remark::well, "各课可以在这里运行，并受到观察。"},
    {Remark::unwell, "各课在这里无法受到观察：程序只能自己运行，不作检查。"},
    {Remark::nothing_runs, "在这里，无论是否观察，都不运行任何程序。这台机器的其他条件没有检查。"},
};
static_assert(complete<first_wrong(remarks_zh)>());

}  // namespace

constinit const Remarks chinese_remarks(remarks_zh);

}  // namespace procdemo
