// What a run tells of files.
#include <filesystem>

#include "observed.h"

using namespace procdemo::engine;

namespace {

// A folder of the test's own, removed at its end.
class Folder {
 public:
  Folder() { REQUIRE(::mkdtemp(name_) != nullptr); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(name_); }

  std::string path(const std::string& name) const { return std::string(name_) + "/" + name; }

 private:
  char name_[32] = "/tmp/procdemo-files-XXXXXX";
};

}  // namespace

TEST_CASE("a run tells of its files after its last process, before its summary") {
  const Folder folder;
  How how;
  how.settings.files = {{folder.path("out"), "|"}, {folder.path("not there"), "|"}};
  const Seen seen = observed(
      {"sh", "-c", "(printf '3|' >>$0) & printf '1|2|' >>$0; wait", folder.path("out")}, how);
  const Event file = one<event::File>(seen);
  CHECK(file.as<event::File>()->path == folder.path("out"));
  CHECK(file.as<event::File>()->records.size() == 3);
  CHECK(file.process == "P");
  REQUIRE(seen.events.size() > 2);
  CHECK(seen.events[seen.events.size() - 2].as<event::File>() != nullptr);
}
