#include "multiprocess/queues/arena.h"

#include "catch.h"

using multiprocess::Arena;

namespace {

constexpr std::size_t chunk = Arena::chunk_bytes;

struct ArenaFixture {
  multiprocess::SharedMemory memory{"test-arena", Arena::memory_for(4 * chunk)};
  Arena arena{memory, 0, 4 * chunk};

  // Where item `number` was laid out, in bytes; -1 for no room.
  long lay_out(std::size_t bytes, std::uint64_t number, std::uint64_t gone) {
    const auto place = arena.lay_out(bytes, number, gone);
    return place ? static_cast<long>(*place) : -1;
  }
};

}  // namespace

TEST_CASE_METHOD(ArenaFixture, "items are laid one behind the other, on sixteen bytes") {
  CHECK(arena.size() == 4 * chunk);
  CHECK(lay_out(10, 1, 0) == 0);
  CHECK(lay_out(17, 2, 0) == 16);
  CHECK(lay_out(0, 3, 0) == 48);
  CHECK(lay_out(1, 4, 0) == 64);
  CHECK(arena.at(64, 1) == arena.at(0, 10) + 64);
}

TEST_CASE_METHOD(ArenaFixture,
                 "a chunk is used again when its last item is gone, the first ones first") {
  CHECK(lay_out(chunk, 1, 0) == 0);
  CHECK(lay_out(chunk, 2, 0) == chunk);
  CHECK(lay_out(chunk, 3, 1) == 0);
  CHECK(lay_out(chunk, 4, 2) == chunk);
  CHECK(lay_out(chunk, 5, 2) == 2 * chunk);
}

TEST_CASE_METHOD(ArenaFixture,
                 "an item stays as long as it is in the ring, whatever else has gone") {
  CHECK(lay_out(16, 1, 0) == 0);
  CHECK(lay_out(chunk - 16, 2, 0) == 16);
  CHECK(lay_out(16, 3, 1) == chunk);
  CHECK(lay_out(chunk, 4, 2) == 0);
}

TEST_CASE_METHOD(ArenaFixture, "a large item takes chunks in a row, and small ones follow it") {
  CHECK(lay_out(16, 1, 0) == 0);
  CHECK(lay_out(2 * chunk + 16, 2, 0) == chunk);
  CHECK(lay_out(16, 3, 0) == 3 * chunk + 16);
  CHECK(lay_out(chunk, 4, 1) == 0);
  CHECK(lay_out(2 * chunk, 5, 2) == chunk);
}

TEST_CASE_METHOD(ArenaFixture, "a full arena has no room until items are gone") {
  CHECK(lay_out(4 * chunk, 1, 0) == 0);
  CHECK(lay_out(1, 2, 0) == -1);
  CHECK(lay_out(4 * chunk, 2, 1) == 0);
  CHECK(lay_out(1, 3, 2) == 0);
}

TEST_CASE_METHOD(ArenaFixture, "what is to stay longer keeps its chunk, whatever follows it") {
  CHECK(lay_out(16, 10, 0) == 0);
  CHECK(lay_out(chunk - 16, 1, 0) == 16);
  CHECK(lay_out(16, 2, 1) == chunk);
  CHECK(lay_out(chunk, 11, 9) == chunk);
  CHECK(lay_out(chunk, 12, 10) == 0);
}

TEST_CASE_METHOD(ArenaFixture, "what was laid out but never came leaves no hole behind") {
  CHECK(lay_out(chunk, 1, 0) == 0);  // its process was killed: number 1 comes again
  CHECK(lay_out(16, 1, 0) == chunk);
  CHECK(lay_out(4 * chunk, 2, 1) == 0);
}
