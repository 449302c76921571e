// Bytes of a file as a reader understands them.
#include "show/shown_data.h"

#include "catch.h"
#include "show/narrated.h"
#include "show/traces.h"

using namespace procdemo::show;

TEST_CASE("text is quoted, anything else is numbers, and what is left out is said") {
  CHECK(shown_data("18991095845|", 12) == "\"18991095845|\"");
  CHECK(shown_data("5\n\t", 3) == "\"5\\n\\t\"");
  CHECK(shown_data(std::string("\x05\0\0\0", 4), 4) == "05 00 00 00");
  CHECK(shown_data("四", 3) == "\"四\"");
  CHECK(shown_data(std::string(64, 'a'), 100) == "\"" + std::string(40, 'a') + "\" …");
  CHECK(shown_data(std::string(64, '\x01'), 64).ends_with("01 …"));
  CHECK(shown_data("", 0) == "\"\"");
}

TEST_CASE("reads and writes of a file are told with what they moved, each by itself") {
  Trace trace = fork_trace();
  const auto add = [&](const char* process, event::Any what) {
    trace.events.push_back({trace.events.back().seq + 1, 9, process, 10'000, std::move(what)});
  };
  add("P", event::Read{"/tmp/x/counter.txt", 2, "5\n", true});
  add("P.1", event::Read{"/tmp/x/counter.txt", 2, "5\n"});
  add("P", event::Write{"/tmp/x/counter.txt", 1, "6"});
  add("P.1", event::Write{"/tmp/x/counter.txt", 1, "6"});
  const std::string plain = narrated(trace, Format::plain, Style{.width = 200});
  CHECK_THAT(plain, contains("P        had read 2 bytes from /tmp/x/counter.txt: \"5\\n\""));
  CHECK_THAT(plain, contains("P.1      reads 2 bytes from /tmp/x/counter.txt: \"5\\n\""));
  CHECK_THAT(plain, contains("P        writes 1 byte into /tmp/x/counter.txt: \"6\""));
  const std::string chinese =
      narrated(trace, Format::lanes, Style{.language = Language::zh, .width = 200});
  CHECK_THAT(chinese, contains("counter.txt 写入 1 字节：\"6\""));
}

TEST_CASE("what goes through a queue of our library is told with its value, where that is known") {
  Trace trace = fork_trace();
  const auto add = [&](const char* name, std::vector<std::string> args) {
    trace.events.push_back({trace.events.back().seq + 1, 9, "P", 10'000,
                            event::Probe{"multiprocess", name, std::move(args)}});
  };
  add("queue_put", {"queue-1", "3", "1", "A"});
  add("queue_get", {"queue-1", "3", "4", "17"});
  add("queue_put", {"queue-1", "4", "16", ""});
  add("queue_put", {"queue-1", "5", "16"});
  const std::string plain = narrated(trace, Format::plain, Style{.width = 200});
  CHECK_THAT(plain, contains("puts \"A\" into queue-1 (item 3)"));
  CHECK_THAT(plain, contains("takes 17 out of queue-1 (item 3)"));
  CHECK_THAT(plain, contains("puts item 4 into queue-1 (16 bytes)"));
  CHECK_THAT(plain, contains("puts item 5 into queue-1 (16 bytes)"));
}
