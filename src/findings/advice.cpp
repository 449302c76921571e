#include "findings/advice.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text/lines.h"

namespace procdemo::findings {

namespace {

constexpr Phrase own_lock = {
    "A thread that has a lock can't get it once more: give it back first, or make it a recursive "
    "one (PTHREAD_MUTEX_RECURSIVE, in Python RLock).",
    "线程不能再次获得自己已持有的锁：先解锁，或者使用递归锁（PTHREAD_MUTEX_RECURSIVE，Python "
    "里是 RLock）。"};
constexpr Phrase own_file_lock = {
    "A lock of flock() belongs to an open file: who opens the file once more, and locks it there, "
    "waits for itself. Lock it by the descriptor that has the lock, or once.",
    "flock() 的锁属于一次打开的文件：再次打开同一文件并加锁，就是在等待自己。"
    "使用已持有锁的那个描述符，或者只加一次锁。"};
constexpr Phrase with_lock = {
    "Do not wait for another one, its end or its bytes, while you have a lock that it needs: give "
    "that back first.",
    "不要持有对方需要的锁去等待对方（等它结束，或等它的数据）：先释放这把锁。"};
constexpr Phrase bytes = {
    "One of them has to write before it reads. And a full pipe takes no more (64 KiB): who writes "
    "much has to read meanwhile what the other one writes.",
    "其中一个必须先写后读。管道写满（64 KiB）后写入会阻塞：要写大量数据的一方，"
    "应当在写的同时读取对方写来的数据。"};
constexpr Phrase before_end = {
    "Before waiting for the end of a process, read all that it writes, and write or close what it "
    "reads; in Python, get everything from a Queue before join().",
    "等待一个进程结束之前，先读完它写出的全部数据，并写完或关闭它要读的管道；在 Python 里，先取空 "
    "Queue 再调用 join()。"};
constexpr Phrase fifos = {
    "Open the FIFOs in the same order in both processes: open() waits until the other end is "
    "opened, too.",
    "两个进程按相同的顺序打开各个 FIFO：open() 要等到另一端也被打开才返回。"};
constexpr Phrase act_first = {"One of them has to act before it waits.",
                              "其中一个必须先行动再等待。"};
constexpr Phrase copies = {
    "Hold one lock from the read to the rename(): flock(fd, LOCK_EX) on a file that is there for "
    "nothing else, for the one that is replaced is soon another.",
    "从读到 rename() 一直持有同一把锁：对一个专用的锁文件调用 flock(fd, "
    "LOCK_EX)，因为被替换之后，原来的文件就不再是同一个文件。"};

/// What one of a circle waits for (event::Block).
enum class Awaited { lock, bytes, end, fifo, other };

bool begins_with_any(std::string_view text, const auto& beginnings) {
  return std::ranges::any_of(beginnings,
                             [&](std::string_view one) { return text.starts_with(one); });
}

Awaited awaited(std::string_view on) {
  using Beginnings = std::vector<std::string_view>;
  if (begins_with_any(on, Beginnings{"mutex", "rwlock", "semaphore", "/", "[dir]"})) {
    return Awaited::lock;
  }
  if (begins_with_any(on, Beginnings{"pipe:", "socket:", "mqueue:", "msgq:", "ready:"})) {
    return Awaited::bytes;
  }
  if (begins_with_any(on, Beginnings{"writer:", "reader:"})) return Awaited::fifo;
  const bool is_end = begins_with_any(on, Beginnings{"P", "child", "thread"});
  return is_end ? Awaited::end : Awaited::other;
}

// "P: writer:f, P.1: pipe:[1]"
std::vector<std::string> all_awaited(const std::string& waits) {
  std::vector<std::string> all;
  for (const std::string& one : split(waits, ", P")) {
    const std::size_t colon = one.find(": ");
    all.push_back(colon == one.npos ? "" : one.substr(colon + 2));
  }
  return all;
}

// Nothing where the row says it.
Phrase on_deadlock(const std::string& waits) {
  const std::vector<std::string> all = all_awaited(waits);
  std::vector<Awaited> kinds;
  for (const std::string& on : all) kinds.push_back(awaited(on));
  const auto has = [&](Awaited kind) { return std::ranges::count(kinds, kind) != 0; };
  const auto is_all = [&](Awaited kind) {
    return std::ranges::count(kinds, kind) == std::ssize(kinds);
  };
  if (is_all(Awaited::lock)) {
    if (all.size() > 1) return {};
    return all[0].starts_with('/') || all[0].starts_with('[') ? own_file_lock : own_lock;
  }
  if (has(Awaited::lock)) return with_lock;
  if (is_all(Awaited::fifo)) return fifos;
  if (is_all(Awaited::bytes)) return bytes;
  return has(Awaited::bytes) && has(Awaited::end) ? before_end : act_first;
}

Phrase fitting(const event::Finding& finding) {
  if (finding.id == "deadlock" && finding.args.size() > 1) return on_deadlock(finding.args[1]);
  const bool renamed = finding.id == "lost-update" && finding.args.size() > 3;
  return renamed ? copies : Phrase();
}

}  // namespace

Phrase advice_on(const event::Finding& finding) {
  const FindingRow* const row = find_row(finding.id);
  if (!row) return {};
  const Phrase special = fitting(finding);
  return special.en.empty() ? row->advice : special;
}

}  // namespace procdemo::findings
