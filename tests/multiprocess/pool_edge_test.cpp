// Pools at their edges: values that are hard to send, more threads than one, an early end.
#include <stdexcept>
#include <thread>

#include "base/procfs.h"
#include "catch.h"
#include "multiprocess/pool.h"
#include "multiprocess/relatives.h"

using namespace multiprocess;
using namespace multiprocess::test;

namespace pool_edge {

int doubled(int number) {
  return 2 * number;
}

std::size_t length_of(std::string_view text) {
  return text.size();
}
std::size_t length_of_string(const std::string& text) {
  return text.size();
}

// Neither plain nor anything to send.
struct Nothing {
  Nothing() {}
  Nothing(const Nothing&) {}
  Nothing& operator=(const Nothing&) { return *this; }
  template <class Archive>
  void serialize(Archive&) {}
};

}  // namespace pool_edge

using namespace pool_edge;

TEST_CASE("text in every form fits a parameter in every form") {
  Pool pool(1);
  const std::string string = "dongGe";
  const std::string_view view = string;
  CHECK(pool.apply(length_of, view) == 6);
  CHECK(pool.apply(length_of, string) == 6);
  CHECK(pool.apply(length_of, "dongGe") == 6);
  CHECK(pool.apply(length_of_string, view) == 6);
  CHECK(pool.apply([](const char* text) { return std::string(text); }, view) == string);
  CHECK(pool.apply([](auto text) { return text.size(); }, view) == 6);
  CHECK(pool.map(length_of, std::vector{view, view}) == std::vector<std::size_t>{6, 6});
}

TEST_CASE("map calls the function for items that have no bytes, and gives results that have none") {
  Pool pool(2);
  CHECK(pool.map([](Nothing) { return 7; }, std::vector<Nothing>(20)) == std::vector(20, 7));
  CHECK(pool.map([](Nothing) { return Nothing(); }, std::vector<Nothing>(20)).size() == 20);
  CHECK(pool.map([](int) { return Nothing(); }, std::vector(20, 1), 3).size() == 20);
}
