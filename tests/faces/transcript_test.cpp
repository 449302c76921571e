// What was done in a session, as the keys that do it once more.
#include "faces/transcript.h"

#include "catch.h"

namespace procdemo::faces {

TEST_CASE("what was given up stands among the keys as what came of it") {
  Transcript did;
  did.did("", 0);
  did.is_at(1);
  did.did("P.1", 1);  // as if it had not begun
  did.gave_up();
  did.is_at(1);
  CHECK(did.keys() == "n q");
  did.did("c:print", 1);  // as far as it had come
  did.gave_up();
  did.is_at(40);
  did.did("b30", 40);
  did.gave_up();
  did.is_at(25);
  CHECK(did.keys() == "n c:@40 b15 q");
  did.did("P.2", 25);  // over before it could be stopped
  did.gave_up();
  did.is_at(26);
  did.did("c", 26);
  did.is_at(90);
  CHECK(did.keys() == "n c:@40 b15 P.2 c q");
}

}  // namespace procdemo::faces
