// What goes in comes out, and what was spoilt on the way is noticed.
#include "multiprocess/shared/archive.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <variant>
#include <vector>

#include "catch.h"

using namespace multiprocess;

namespace {

struct Point {
  int x = 0;
  double y = 0;
  bool operator==(const Point&) const = default;
};

struct Person {
  std::string name;
  std::vector<Point> points;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(name, points);
  }
  bool operator==(const Person&) const = default;
};

struct NoFields {
  bool operator==(const NoFields&) const = default;
};

class Even {  // trivially copyable, and has no value of its own accord
 public:
  explicit Even(int half) : value_(2 * half) {}
  int value() const { return value_; }

 private:
  int value_;
};

template <class T>
T there_and_back(const T& value) {
  return unpack<T>(pack(value));
}

template <class T>
bool comes_back(const T& value) {
  return there_and_back(value) == value;
}

}  // namespace

TEST_CASE("values come out as they went in") {
  CHECK(comes_back(42));
  CHECK(comes_back(true));
  CHECK(comes_back(2.5));
  CHECK(comes_back(Point{1, 2}));
  CHECK(comes_back(std::string("a\0b\xff", 4)));
  CHECK(comes_back(std::vector<std::string>{"", "one", std::string(100'000, 'x')}));
  CHECK(comes_back(std::vector<Point>{{1, 2}, {3, 4}}));
  CHECK(comes_back(std::vector<bool>{true, false}));
  CHECK(comes_back(std::vector<NoFields>(3)));
  CHECK(comes_back(std::map<std::string, std::vector<int>>{{"a", {1, 2}}, {"b", {}}}));
  CHECK(comes_back(std::optional<std::string>("x")));
  CHECK(comes_back(std::optional<std::string>()));
  CHECK(comes_back(std::variant<int, std::string>("x")));
  CHECK(comes_back(std::tuple<int, std::string>(1, "x")));
  CHECK(comes_back(Person{"Ana", {{1, 2}}}));
  CHECK(comes_back(std::vector<Person>{{"Ana", {{1, 2}}}, {"Bo", {}}}));
  CHECK(there_and_back(Even(3)).value() == 6);
}

TEST_CASE("several values make a tuple, in their order") {
  const auto [number, text, point] =
      unpack<int, std::string, Point>(pack(7, std::string("seven"), Point{7, 7}));
  CHECK(number == 7);
  CHECK(text == "seven");
  CHECK(point == Point{7, 7});
}

TEST_CASE("a plain value takes its own bytes and no more") {
  CHECK(pack(std::uint16_t{1}, 'x').size() == 3);
  CHECK(pack().empty());
}

TEST_CASE("bytes that are cut short, or too many, are refused") {
  const std::string bytes = pack(Person{"Ana", {{1, 2}, {3, 4}}});
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK_THROWS_AS(unpack<Person>(std::string_view(bytes).substr(0, size)), MalformedBytes);
  CHECK_THROWS_AS(unpack<Person>(bytes + "x"), MalformedBytes);
  CHECK_THROWS_AS(unpack<int>("abc"), MalformedBytes);
  CHECK_THROWS_AS(unpack<bool>("\x02"), MalformedBytes);
}

TEST_CASE("a count that the bytes do not bear out takes no memory") {
  const std::string bytes = pack(std::uint64_t{1} << 62);
  CHECK_THROWS_AS(unpack<std::string>(bytes), MalformedBytes);
  CHECK_THROWS_AS(unpack<std::vector<int>>(bytes), MalformedBytes);
  CHECK_THROWS_AS(unpack<std::vector<std::string>>(bytes), MalformedBytes);
}

TEST_CASE("what cannot travel is known when the program is compiled") {
  STATIC_REQUIRE_FALSE(can_travel<std::mutex>());
  STATIC_REQUIRE_FALSE(can_travel<std::vector<std::mutex>>());
  STATIC_REQUIRE_FALSE(can_travel<std::map<int, std::vector<std::unique_lock<std::mutex>>>>());
  STATIC_REQUIRE_FALSE(can_travel<std::tuple<int, std::mutex*>>());
  STATIC_REQUIRE_FALSE(can_travel<const char*>());
  STATIC_REQUIRE_FALSE(can_travel<std::string_view>());
  STATIC_REQUIRE_FALSE(can_travel<std::vector<std::string_view>>());
  STATIC_REQUIRE_FALSE(can_travel<std::unique_ptr<std::mutex>>());
  STATIC_REQUIRE(can_travel<int (*)(int)>());
  STATIC_REQUIRE(can_travel<std::map<std::string, std::vector<Person>>>());
}
