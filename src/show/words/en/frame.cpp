// procdemo in English: what is told around a run: before it, and after it.
#include "show/words/frame.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Frame> frame_en[] = {
    {Frame::watching, "Watching {0}"},
    {Frame::look_heading, "Look at"},
    {Frame::source_heading, "{0}, lines {1} to {2}"},
    {Frame::guards_are, "Guards of the kernel: {0}"},
    {Frame::guard_pid_namespace, "a PID namespace"},
    {Frame::guard_cgroup, "a cgroup (pids.max)"},
    {Frame::guard_rlimit, "RLIMIT_NPROC"},
    {Frame::guard_uid, "a user of its own with RLIMIT_NPROC"},
    {Frame::list_and, ", "},
    {Frame::speed_is, "Speed: {0} times"},
    {Frame::order_is, "One process at a time, in virtual time: {0}"},
    {Frame::no_terminal, "The program writes into pipes (--no-tty)"},
    {Frame::broken_heading, "What breaks a claim"},
    {Frame::claims_heading, "What this run showed"},
    {Frame::more, " (how it was seen: --evidence)"},
    {Frame::next_heading, "Try next"},
    {Frame::next_on_page, ": what stands at the end of the page ({0})"},
    {Frame::findings_heading, "What to look at"},
    {Frame::findings_lines, " (where in the source: --lines)"},
    {Frame::finding_at, "{0} ({1}:{2})"},
    {Frame::finding_seen, "seen at {0} s"},
    {Frame::findings_more, "and {0} more of this kind"},
    {Frame::survivors, "Still alive after the run: {0}. This is a bug in procdemo."},
    {Frame::end_line, "{0}, {1} s, status {2}"},
    {Frame::end_line_virtual, "{0}, {1} s of virtual time, status {2}"},
    {Frame::end_line_timeless, "{0}, status {1}"},
    {Frame::token_is, "This run once more: --schedule {0}"},
    {Frame::skipped, "not checked: {0}"},
    {Frame::other_order,
     "{0} printed before {1}, and nothing that was seen makes it so. To see it the other way "
     "round: "
     "procdemo watch --schedule {2} -- {3}"},
    {Frame::other_orders,
     "Does every order come to a standstill? procdemo explore --bound 1 -- {0}"},
    {Frame::no_lines,
     "No line of the source is known: for that a C or C++ program is to be compiled with -g."},
    {Frame::runs_unobserved,
     "This machine does not allow ptrace ({0}): the program runs unobserved, and nothing is "
     "checked. 'procdemo doctor' says what to do."},
};

}  // namespace

template <>
Entries<Frame> english<Frame>() {
  return whole<frame_en>();
}

}  // namespace procdemo::show
