// A student with a home of their own, who learns.
#pragma once

#include <string>

#include "cli/desk.h"
#include "cli/room.h"
#include "own_folder.h"

namespace procdemo::cli::test {

struct Learner {
  OwnFolder home;
  Desk desk{.environment = {{"XDG_STATE_HOME", home.path()}}};

  /// What `procdemo learn` shows to whoever types these keys.
  Result operator()(const std::string& lesson, const std::string& keys,
                    const std::string& language = "en") const {
    return procdemo({"learn", lesson, "--lang", language, "--keys", keys}, desk);
  }
  std::string progress() const { return procdemo({"progress"}, desk).out; }
};

}  // namespace procdemo::cli::test
