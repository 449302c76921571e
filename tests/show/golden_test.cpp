// The displays as readers see them, kept as files. After a change that is wanted, run this test
// with PROCDEMO_UPDATE_GOLDEN=1 and read the difference before committing it.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "catch.h"
#include "show/narrated.h"
#include "show/traces.h"

using namespace procdemo::show;

namespace {

std::string read(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void check_golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(PROCDEMO_GOLDEN) + "/" + name + ".txt";
  if (std::getenv("PROCDEMO_UPDATE_GOLDEN")) std::ofstream(path) << text;
  INFO(path);
  CHECK(read(path) == text);
}

void check_languages(const std::string& name, const Trace& trace, Format format, int width) {
  check_golden(name + ".en", narrated(trace, format, {Language::en, false, width}));
  check_golden(name + ".zh", narrated(trace, format, {Language::zh, false, width}));
}

}  // namespace

TEST_CASE("lanes at 80 and at 200 columns, and folded at 20, in both languages") {
  check_languages("fork-lanes-80", fork_trace(), Format::lanes, 80);
  check_languages("fork-lanes-20", fork_trace(), Format::lanes, 20);
  check_languages("zombie-lanes-80", zombie_trace(), Format::lanes, 80);
  check_languages("orphan-lanes-80", orphan_trace(), Format::lanes, 80);
  check_languages("thread-lanes-80", thread_trace(), Format::lanes, 80);
  check_languages("multi-fork-lanes-80", multi_fork_trace(), Format::lanes, 80);
  check_languages("multi-fork-lanes-200", multi_fork_trace(), Format::lanes, 200);
  check_languages("pool-lanes-80", pool_trace(), Format::lanes, 80);
  check_languages("pool-lanes-40", pool_trace(), Format::lanes, 40);
  check_languages("crowd-lanes-80", crowd_trace(6), Format::lanes, 80);
}

TEST_CASE("plain in both languages") {
  check_languages("fork-plain", fork_trace(), Format::plain, 80);
  check_languages("every-kind-plain", every_kind_trace(), Format::plain, 80);
}

TEST_CASE("generations in both languages") {
  check_languages("bomb-lanes-80", bomb_trace(64), Format::lanes, 80);
  check_languages("bomb-plain", bomb_trace(8), Format::plain, 80);
}

TEST_CASE("lanes in colour") {
  check_golden("multi-fork-lanes-80-color",
               narrated(multi_fork_trace(), Format::lanes, {Language::en, true, 80}));
}
