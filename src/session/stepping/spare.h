// The spare run of a session (twin.h), as whoever serves its reader, or holds it, has to do with
// it.
#pragma once

#include <optional>
#include <vector>

#include "base/fd.h"
#include "session/room.h"
#include "session/session.h"
#include "session/stepping/reader_line.h"
#include "session/stepping/twin.h"

namespace procdemo::session {

class Spare {
 public:
  /// All of these live longer; `reader` is the connection to whoever is served.
  Spare(Session& session, Twin& twin, ReaderLine& line, const Fd& reader)
      : session_(session), twin_(twin), line_(line), reader_(reader) {}

  /// While the reader thinks the other worker has its run come closer.
  void keep();

  /// The reader goes back to that step, where the spare run is not beyond it: then the other worker
  /// answers, and this one's run is abandoned. `asked`: as SpareTask has it.
  bool hand_over(int step, const std::vector<int>& asked);

  /// This worker holds the spare run until it is to serve: `asked`, of the one that served before.
  /// Nothing where there is nobody to be served.
  std::optional<std::vector<int>> hold();

 private:
  bool follow(const SpareTask& task);

  Session& session_;
  Twin& twin_;
  ReaderLine& line_;
  const Fd& reader_;
};

}  // namespace procdemo::session
