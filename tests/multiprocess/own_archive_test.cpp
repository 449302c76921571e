// Types that say themselves how they are sent.
#include <optional>

#include "catch.h"
#include "multiprocess/managers/wire.h"
#include "multiprocess/pool.h"
#include "multiprocess/queue.h"

namespace own_archive {

// Each is a copy of its bytes for the compiler, and doubles its number on the way.
struct Member {
  int number = 0;
  template <class Archive>
  void save(Archive& archive) const {
    archive(number);
  }
  template <class Archive>
  void load(Archive& archive) {
    archive(number);
    number *= 2;
  }
};

struct Both {
  int number = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(number);
    if (Archive::is_loading::value) number *= 2;
  }
};

struct Outside {
  int number = 0;
};
template <class Archive>
void save(Archive& archive, const Outside& outside) {
  archive(outside.number);
}
template <class Archive>
void load(Archive& archive, Outside& outside) {
  archive(outside.number);
  outside.number *= 2;
}

struct ForLibrary {
  int number = 0;
  void save(multiprocess::ArchiveWriter& archive) const { archive(number); }
  void load(multiprocess::ArchiveReader& archive) {
    archive(number);
    number *= 2;
  }
};

template <class T>
T sent(const T& value) {
  return multiprocess::unpack<T>(multiprocess::pack(value));
}

}  // namespace own_archive

using namespace own_archive;

TEMPLATE_TEST_CASE("a type's own functions send it, though its bytes could be copied", "", Member,
                   Both, Outside, ForLibrary) {
  STATIC_REQUIRE(std::is_trivially_copyable_v<TestType>);
  const TestType three{3};
  CHECK(sent(three).number == 6);
  CHECK(sent(std::optional(three))->number == 6);
  CHECK(sent(std::array{three, three})[1].number == 6);
  CHECK(sent(std::pair(1, three)).second.number == 6);
  CHECK(std::get<1>(sent(std::variant<int, TestType>(three))).number == 6);
  CHECK(sent(std::vector{three})[0].number == 6);

  multiprocess::Queue<TestType> queue(1);
  queue.put(three);
  CHECK(queue.get().number == 6);
  multiprocess::Queue<std::vector<TestType>> queue_of_many(1);
  queue_of_many.put({three});
  CHECK(queue_of_many.get()[0].number == 6);
}

TEST_CASE("a pool's arguments and results are sent by their own functions") {
  multiprocess::Pool pool(1);
  CHECK(pool.apply([](Member member) { return member.number; }, Member{3}) == 6);
  CHECK(pool.apply([](int number) { return Both{number}; }, 3).number == 6);
}

TEST_CASE("what has no functions of its own is copied") {
  using multiprocess::is_plain;
  STATIC_REQUIRE(is_plain<std::array<int, 3>>);
  STATIC_REQUIRE(is_plain<std::optional<double>>);
  STATIC_REQUIRE(is_plain<std::chrono::seconds>);
  STATIC_REQUIRE(is_plain<multiprocess::wire::Address>);
}
