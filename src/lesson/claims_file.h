// A teacher's claims on a student's program: a TOML file with [[claim]]s as lesson.toml has them,
// for `procdemo watch --claims FILE -- ./homework`.
//
//     watch = ["g_num"]
//
//     [[claim]]
//     id = "two-children"
//     words = "It makes two children, and no more"
//     count = { event = "fork", process = "P" }
//     equals = 2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "claims/claim.h"
#include "lesson/reading/named_file.h"
#include "lesson/room.h"

namespace procdemo::lesson {

struct ClaimsFile {
  std::vector<Claim> claims;
  std::vector<std::string> watch;   ///< variables that claims speak of
  std::vector<std::string> probes;  ///< providers of USDT probes
  std::vector<NamedFile> files;     ///< read by procdemo at the end
  Limits limits;                    ///< the defaults, with what the file changes
};

/// Throws Problem naming file, line and what is wrong; page_unreadable where there is none.
ClaimsFile load_claims(const std::filesystem::path& file);

}  // namespace procdemo::lesson
