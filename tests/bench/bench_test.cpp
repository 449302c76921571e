// The tool that measures, measured.
#include <filesystem>
#include <stdexcept>

#include "base/fd.h"
#include "bench/pairs.h"
#include "bench/table.h"
#include "catch.h"

using namespace procdemo::base;
using namespace procdemo::bench;

namespace {

Command shell(const std::string& script, Output output = Output::pipe) {
  return {{"sh", "-c", script}, output};
}

// A file's name that nobody else has; the file goes with the object.
struct Scratch {
  std::string path =
      std::filesystem::temp_directory_path() / ("procdemo-bench-" + std::to_string(::getpid()));
  Scratch() { std::filesystem::remove(path); }
  ~Scratch() { std::filesystem::remove(path); }
};

}  // namespace

TEST_CASE("the median is the middle") {
  CHECK(median({3, 1, 2}) == 2);
  CHECK(median({4, 1, 2, 3}) == 2.5);
  CHECK(median({7}) == 7);
}

TEST_CASE("a pair runs in turn, after one run of each to warm up") {
  const Scratch file;
  compare(shell("printf A >>" + file.path), shell("printf B >>" + file.path), 3);
  CHECK(read_file(file.path) == "ABABABAB");
}

TEST_CASE("a rate is what the command says that it did") {
  CHECK(rate_of(run(shell("echo 100 0.5"))) == 200);
  CHECK_THROWS_AS(rate_of(run(shell("echo nothing"))), std::runtime_error);
  CHECK(compare(shell("echo 100 0.5"), shell("echo 100 1"), 3, rate_of).ratio == 2);
}

TEST_CASE("a command's cost holds its children's") {
  const Cost cost = run(shell("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done & wait"));
  CHECK(cost.processor > 0);
  CHECK(cost.processor <= cost.wall * 2 + 0.1);
  CHECK(cost.peak > 100'000);
}

TEST_CASE("a command's cost holds that of children whom nobody waits for") {
  const std::string loop = "i=0; while [ $i -lt 50000 ]; do i=$((i+1)); done";
  const double known = run(shell(loop + " & wait")).processor;
  CHECK(run(shell(loop + " &", Output::nowhere)).processor > known / 2);
}

TEST_CASE("a command on a terminal has one, and its output is read to the end") {
  CHECK(run(shell("test -t 1 && test -t 2 && stty size <&1", Output::terminal)).last_output ==
        "24 100\r\n");
  const Cost cost = run(shell("test -t 1 || printf '%70000s' end"));
  CHECK(cost.last_output.size() == 64 * 1024);
  CHECK(cost.last_output.ends_with("  end"));
}

TEST_CASE("a command that fails or is not there is no measurement") {
  CHECK_THROWS_AS(run(shell("echo so it is; exit 3")), std::runtime_error);
  CHECK_THROWS_AS(run({{"no-such-command-of-procdemo"}}), std::system_error);
}

TEST_CASE("a verdict needs a ratio and a goal") {
  CHECK(verdict({"", "", "", 0.9, 1.0, ""}) == "reached");
  CHECK(verdict({"", "", "", 1.0, 1.0, ""}) == "reached");
  CHECK(verdict({"", "", "", 1.1, 1.0, ""}) == "missed");
  CHECK(verdict({"", "", "", 1.1, {}, ""}) == "stated");
  CHECK(verdict({"", "", "", {}, 1.0, "missing: strace"}) == "missing: strace");
  CHECK(verdict({"", "", "", 4.1, 4.0, "", true}) == "reached");
  CHECK(verdict({"", "", "", 3.9, 4.0, "", true}) == "missed");
  CHECK(all_reached({{"", "", "", 0.9, 1.0, ""}, {"", "", "", 7, {}, ""}}));
  CHECK_FALSE(all_reached({{"", "", "", {}, 1.0, "missing: strace"}}));
  CHECK_FALSE(all_reached({{"", "", "", 1.1, 1.0, ""}}));
}
