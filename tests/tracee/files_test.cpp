// Files that are read when a run has ended.
#include "tracee/files.h"

#include <sys/stat.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "catch.h"
#include "own_folder.h"
#include "tracee/memory.h"

using namespace procdemo::tracee;

namespace {

std::optional<event::File> read_records(const FileToRead& file) {
  MemoryReader with;
  return procdemo::tracee::read_records(file, with);
}

using Texts = std::vector<std::string>;

Texts records(const procdemo::OwnFolder& folder, const std::string& text,
              const std::string& separator = "|") {
  const auto file = read_records({folder.write("file", text), separator});
  REQUIRE(file);
  CHECK(file->size == static_cast<std::int64_t>(text.size()));
  return file->records;
}

}  // namespace

TEST_CASE("records stand between separators, and one at the end begins no other") {
  const procdemo::OwnFolder folder;
  CHECK(records(folder, "1|22|333|") == Texts{"1", "22", "333"});
  CHECK(records(folder, "1|22") == Texts{"1", "22"});
  CHECK(records(folder, "1||2|") == Texts{"1", "", "2"});
  CHECK(records(folder, "|") == Texts{""});
  CHECK(records(folder, "").empty());
  CHECK(records(folder, "a, b, c", ", ") == Texts{"a", "b", "c"});
  CHECK(records(folder, std::string("\xff\0x\n", 4), "\n") == Texts{std::string("\xff\0x", 3)});
}

TEST_CASE("what is no file is not read, and nobody waits for it") {
  const procdemo::OwnFolder folder;
  CHECK_FALSE(read_records({folder.at("nothing"), "|"}));
  CHECK_FALSE(read_records({folder.at("."), "|"}));
  CHECK_FALSE(read_records({"/dev/zero", "|"}));
  REQUIRE(::mkfifo(folder.at("pipe").c_str(), 0600) == 0);
  CHECK_FALSE(read_records({folder.at("pipe"), "|"}));
  std::filesystem::resize_file(folder.write("large", ""), 64'000'001);
  CHECK_FALSE(read_records({folder.at("large"), "|"}));
}
