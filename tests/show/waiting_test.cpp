// Who waits for what, in sentences.
#include "catch.h"
#include "show/narrated.h"
#include "show/traces.h"

using namespace procdemo::show;

namespace {

/// P and P.1 fill each other's pipes; P.1 has closed the ends that it does not need.
Trace full_pipes(std::optional<double> still = {}) {
  event::Deadlock deadlock{.waiting = {"P", "P.1"},
                           .on = {"pipe:[71]", "pipe:[72]"},
                           .held_by = {"P, P.1", "P"},
                           .circle = {"P", "P.1"},
                           .needs = {{"read", "read"}},
                           .holds = {{"read", ""}},
                           .still = still};
  Trace trace = fork_trace();
  trace.events.push_back({trace.events.back().seq + 1, 9, "P", 10'000, std::move(deadlock)});
  return trace;
}

std::string one_line(const std::string& text) {
  std::string joined;
  for (const std::string& line : lines_of(text)) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin != line.npos) joined += line.substr(begin) + " ";
  }
  return joined;
}

}  // namespace

TEST_CASE("a deadlock of two full pipes is told in every format: who would have to do what") {
  const Style wide{.width = 200}, narrow{.width = 44};
  const std::string plain = one_line(narrated(full_pipes(), Format::plain, wide));
  CHECK_THAT(plain, contains("P waits for room in pipe:[71], which is full: P.1 would have to "
                             "read from it (P itself holds its reading end, too)"));
  for (const Style& style : {wide, narrow}) {
    const std::string lanes = one_line(narrated(full_pipes(), Format::lanes, style));
    CHECK_THAT(lanes, contains("DEADLOCK: every process is blocked"));
    CHECK_THAT(lanes, contains("P.1 waits for room in pipe 2, which is full: P would have to read "
                               "from it, or close its reading end"));
    CHECK_THAT(lanes, contains("Circular wait: P → P.1 → P"));
  }
}

TEST_CASE("of an event counter it is told who could add to it") {
  Trace trace = fork_trace();
  trace.events.push_back({trace.events.back().seq + 1, 9, "P", 10'000,
                          event::Deadlock{.waiting = {"P", "P.1"},
                                          .on = {"P.1", "anon_inode:[eventfd]"},
                                          .held_by = {"P.1", "P"},
                                          .needs = {{"", "add"}}}});
  CHECK_THAT(one_line(narrated(trace, Format::plain, Style{.width = 200})),
             contains("P.1 waits for an event counter (eventfd), which only P could add to"));
}

TEST_CASE("of a semaphore it is told who could post it, and where nobody can") {
  Trace trace = fork_trace();
  trace.events.push_back({trace.events.back().seq + 1, 9, "P", 10'000,
                          event::Deadlock{.waiting = {"P", "P.1", "P.2", "P.3"},
                                          .on = {"child", "semaphore", "semaphore", "semaphore"},
                                          .held_by = {"P.1", "P.2, P.3", "", ""},
                                          .needs = {{"", "post", "post", "share"}},
                                          .still = 1.5}});
  const std::string plain = one_line(narrated(trace, Format::plain, Style{.width = 200}));
  CHECK_THAT(plain, contains("P.1 waits for a semaphore, which only P.2, P.3 could post; P.2 waits "
                             "for a semaphore, which nobody will post") &&
                        contains("P.3 waits for a semaphore, which no other process can post"));
  auto& deadlock = std::get<event::Deadlock>(trace.events.back().what);
  deadlock.held_by = {"P.1", "P.2, P.3", "P.1, P.3", "P.1, P.2"};
  CHECK_THAT(one_line(narrated(trace, Format::plain, Style{.width = 200})),
             contains("Whoever could wake one of P.1, P.2, P.3 is one of them: a deadlock"));
}

TEST_CASE("of who waits, the line of the source is told where it is known") {
  Trace trace = full_pipes();
  std::get<event::Deadlock>(trace.events.back().what).places = {{"pipes.cpp:11", ""}};
  const std::string plain = one_line(narrated(trace, Format::plain, Style{.width = 200}));
  CHECK_THAT(plain, contains("pipes.cpp:11: P waits for room in pipe:[71]"));
  CHECK_THAT(plain, contains("; P.1 waits for room in pipe:[72]"));
}

TEST_CASE("a live run in which nobody moves has not ended") {
  const std::string plain = one_line(narrated(full_pipes(1.5), Format::plain, Style{.width = 200}));
  CHECK_THAT(plain,
             contains("Nobody has moved for 1.5 s") &&
                 contains("Circular wait: P → P.1 → P: a deadlock, unless a signal ends it"));
  CHECK_THAT(plain, !contains("DEADLOCK"));
  const std::string chinese =
      narrated(full_pipes(1.5), Format::lanes, Style{.language = Language::zh, .width = 900});
  CHECK_THAT(chinese, contains("1.5 秒以来谁也没有动") && contains("循环等待：P → P.1 → P"));
}
