// Recorded traces, whole ones and all that may have become of them.
#include "trace/trace_reader.h"

#include "base/problem.h"
#include "catch.h"
#include "trace/problems.h"

using namespace procdemo::trace;

namespace {

using Lines = std::vector<std::string>;

// A small trace, line by line.
Lines trace(int events = 2) {
  Run run;
  run.lesson = "demo";
  Lines lines = {to_line(run)};
  for (int i = 1; i <= events; ++i) {
    lines.push_back(to_line(Event{static_cast<std::uint64_t>(i), 0, "P", 7, event::Sleep{1}}));
  }
  lines.push_back(to_line(End{}));
  return lines;
}

std::string text_of(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// A file without a name that holds this.
Fd file_with(const std::string& text) {
  Fd file = open_file("/tmp", O_TMPFILE | O_RDWR, 0600);
  write_all(file.get(), text);
  ::lseek(file.get(), 0, SEEK_SET);
  return file;
}

std::size_t read_all(const std::string& text) {
  TraceReader reader(file_with(text), "t.jsonl");
  std::size_t events = 0;
  while (reader.next()) ++events;
  return events;
}

// What is said of this file: what is wrong, and where.
using Found = std::pair<std::optional<TraceProblem>, std::string>;

Found problem_of(const std::string& text) {
  try {
    read_all(text);
  } catch (const Problem& problem) {
    CHECK(problem.status() == Status::usage);
    CHECK(problem.args().at(0) == "t.jsonl");
    return {problem.as<TraceProblem>(), problem.args().size() > 1 ? problem.args()[1] : ""};
  }
  return {};
}

}  // namespace

TEST_CASE("a trace is read as it was written") {
  CHECK(read_all(text_of(trace(0))) == 0);
  CHECK(read_all(text_of(trace(5000))) == 5000);  // more than one read(2) brings
  TraceReader reader(file_with(text_of(trace())), "t.jsonl");
  CHECK(reader.run().lesson == "demo");
  CHECK(reader.next()->as<event::Sleep>()->seconds == 1);
}

TEST_CASE("the last newline may be missing, and blanks may follow") {
  const std::string text = text_of(trace());
  CHECK(read_all(text.substr(0, text.size() - 1)) == 2);
  CHECK(read_all(text + "\n  \r\n") == 2);
}

TEST_CASE("a trace that ends too early is told so, wherever it was cut") {
  const std::string text = text_of(trace());
  const std::size_t header = text.find('\n') + 1;
  for (std::size_t length = header; length + 1 < text.size(); ++length) {
    CAPTURE(length);
    CHECK(problem_of(text.substr(0, length)).first == TraceProblem::truncated);
  }
  CHECK(problem_of(text_of({trace()[0], trace()[1]})) == Found{TraceProblem::truncated, "1"});
  CHECK(problem_of("").first == TraceProblem::empty);
}

TEST_CASE("a file that never was a trace is told so") {
  for (const char* text : {"\n", "root:x:0:0\n", "{}\n", "[1,2]\n",
                           "\x7f"
                           "ELF",
                           "{\"type\":\"event\"}\n"}) {
    CAPTURE(text);
    CHECK(problem_of(text).first == TraceProblem::foreign);
  }
}

TEST_CASE("damage is told with its line") {
  Lines lines = trace(3);
  lines[2] = lines[2].substr(0, 20);
  CHECK(problem_of(text_of(lines)) == Found{TraceProblem::damaged, "3"});
  lines.erase(lines.begin() + 2);
  CHECK(problem_of(text_of(lines)) == Found{TraceProblem::gap, "3"});
  lines = trace();
  lines.insert(lines.begin() + 1, lines[0]);
  CHECK(problem_of(text_of(lines)) == Found{TraceProblem::goes_on, "2"});
  lines = trace();
  lines.push_back(lines[1]);
  CHECK(problem_of(text_of(lines)) == Found{TraceProblem::goes_on, "5"});
}

TEST_CASE("a later version is told, and which") {
  CHECK(problem_of("{\"type\":\"run\",\"version\":7}\n") == Found{TraceProblem::newer, "7"});
  Lines lines = trace();
  const std::size_t kind = lines[1].find("sleep");
  lines[1].replace(kind, 5, "dream");
  CHECK(problem_of(text_of(lines)) == Found{TraceProblem::newer, "dream"});
}

TEST_CASE("a line without end takes no more memory than the longest that a trace has") {
  CHECK_THROWS_AS(TraceReader(open_file("/dev/zero", O_RDONLY), "t.jsonl"), Problem);
  CHECK_THROWS_AS(TraceReader(open_file("/", O_RDONLY), "t.jsonl"), Problem);  // EISDIR
}
