// procdemo 的简体中文：doctor 说的话。
#include "cli/words/doctor.h"
#include "show/words/dictionary.h"

namespace procdemo::cli {

namespace {

constexpr Entry<DoctorSays> doctor_says_zh[] = {
    {DoctorSays::matching_proc, "/proc 显示的进程与 procdemo 看到的一致"},
    {DoctorSays::tracing, "可以观察进程（ptrace）"},
    {DoctorSays::untraced, "procdemo 自己没有被别的程序观察"},
    {DoctorSays::yama, "Yama 模块允许父进程观察子进程"},
    {DoctorSays::seccomp_filter, "可以只拦下需要的系统调用（seccomp）"},
    {DoctorSays::page_state, "可以分辨共享的页和私有的页"},
    {DoctorSays::fixed_addresses, "每次运行的地址都相同"},
    {DoctorSays::terminals, "可以给程序一个自己的终端"},
    {DoctorSays::processors, "有两个处理器，可以并行运行"},
    {DoctorSays::round_robin, "可以使用轮转调度（SCHED_RR）"},
    {DoctorSays::calls_of_32_bits, "32 位系统调用（int 0x80）；运行时 procdemo 会拒绝并说明"},
    {DoctorSays::user_namespaces, "用户命名空间和 PID 命名空间"},
    {DoctorSays::guard_cgroup, "防护：控制组（cgroup 的 pids.max）"},
    {DoctorSays::guard_pid_namespace, "防护：PID 命名空间"},
    {DoctorSays::guard_rlimit, "防护：资源限制 RLIMIT_NPROC"},
    {DoctorSays::guard_uid, "防护：专用用户，受 RLIMIT_NPROC 限制"},
    {DoctorSays::any_guard, "fork-bomb 有可用的内核防护"},
    {DoctorSays::compiler, "有 C++20 编译器，供 procdemo run 使用"},
    {DoctorSays::detailed, "{0}：{1}"},

    {DoctorSays::matching_proc_cure,
     "PID 命名空间需要有自己的 /proc：unshare --mount-proc，或者 mount -t proc proc /proc"},
    {DoctorSays::untraced_cure, "{0} 正在观察它：请在它之外运行 procdemo"},
    {DoctorSays::yama_cure,
     "kernel.yama.ptrace_scope 为 {0}；以 root 执行 sysctl kernel.yama.ptrace_scope=1"},
    {DoctorSays::seccomp_filter_cure,
     "{0}；内核需要 CONFIG_SECCOMP_FILTER，也可能是外面的沙箱不允许"},
    {DoctorSays::page_state_cure, "{0}；procdemo isolation 中关于页的结论将跳过"},
    {DoctorSays::fixed_addresses_cure,
     "{0}；地址每次不同。在 Docker 中加上 --security-opt seccomp=unconfined 即可"},
    {DoctorSays::terminals_cure, "{0}；需要挂载 /dev/pts（devpts）"},
    {DoctorSays::processors_cure,
     "只有一个处理器：procdemo concurrency 无法展示两个程序同时运行，相应的结论将跳过"},
    {DoctorSays::round_robin_cure, "{0}；procdemo schedule 改为展示默认调度器。root 可以使用它"},
    {DoctorSays::calls_of_32_bits_cure,
     "{0}；在这里发出这种调用的程序会被信号终止，有没有人观察都一样"},
    {DoctorSays::user_namespaces_cure,
     "{0}；以 root 执行 sysctl user.max_user_namespaces=15000，Debian 和 Ubuntu 上还要 "
     "kernel.unprivileged_userns_clone=1 或 kernel.apparmor_restrict_unprivileged_userns=0"},
    {DoctorSays::guard_cgroup_cure,
     "{0}；让 procdemo 在自己的 cgroup 中运行：systemd-run --user --scope -p Delegate=yes procdemo "
     "fork-bomb"},
    {DoctorSays::guard_pid_namespace_cure, "{0}；需要命名空间（见上），或者 root"},
    {DoctorSays::guard_rlimit_cure, "{0}；它管不住 root：请以普通用户运行 procdemo"},
    {DoctorSays::guard_uid_cure, "{0}；需要 root"},
    {DoctorSays::any_guard_cure, "fork-bomb 将拒绝运行；以上防护有一种就够"},
    {DoctorSays::compiler_cure, "{0}；请安装 g++，或用环境变量 CXX 指定编译器"},

    {DoctorSays::denied_traced_already, "{1}（PID {0}）已经在观察 procdemo；请在它之外运行"},
    {DoctorSays::denied_yama_root_only,
     "kernel.yama.ptrace_scope 为 2；以 root 执行 sysctl kernel.yama.ptrace_scope=1"},
    {DoctorSays::denied_yama_nobody,
     "kernel.yama.ptrace_scope 为 3，下次启动之前无法更改：请从 /etc/sysctl.d 中去掉它，然后重启"},
    {DoctorSays::denied_selinux, "SELinux 不允许；以 root 执行 setsebool deny_ptrace off"},
    {DoctorSays::denied_seccomp,
     "外面的 seccomp 过滤器不允许，容器通常如此：docker run --cap-add=SYS_PTRACE"},
    {DoctorSays::denied_unknown, "{0}"},

    {DoctorSays::well, "各课可以在这里运行，并受到观察。"},
    {DoctorSays::unwell, "各课在这里无法受到观察：程序只能自己运行，不作检查。"},
    {DoctorSays::nothing_runs,
     "在这里，无论是否观察，都不运行任何程序。这台机器的其他条件没有检查。"},
};

}  // namespace

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::DoctorSays> chinese<cli::DoctorSays>() {
  return whole<cli::doctor_says_zh>();
}
}  // namespace procdemo::show
