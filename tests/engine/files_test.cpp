// What a run tells of files.
#include "observed.h"
#include "own_folder.h"

using namespace procdemo::engine;

TEST_CASE("a run tells of its files after its last process, before its summary") {
  const procdemo::OwnFolder folder;
  How how;
  how.settings.files = {{folder.at("out"), "|"}, {folder.at("not there"), "|"}};
  const Seen seen = observed(
      {"sh", "-c", "(printf '3|' >>$0) & printf '1|2|' >>$0; wait", folder.at("out")}, how);
  const Event file = one<event::File>(seen);
  CHECK(file.as<event::File>()->path == folder.at("out"));
  CHECK(file.as<event::File>()->records.size() == 3);
  CHECK(file.process == "P");
  REQUIRE(seen.events.size() > 2);
  CHECK(seen.events[seen.events.size() - 2].as<event::File>() != nullptr);
}
