#include "lesson/claims_file.h"

#include <system_error>

#include "base/problem.h"
#include "lesson/problems.h"
#include "lesson/reading/claim_reader.h"
#include "lesson/reading/limits_reader.h"

namespace procdemo::lesson {

ClaimsFile load_claims(const std::filesystem::path& file) try {
  const Node root = parse_toml(file.string());
  root.only({"claim", "watch", "probes", "file", "limits"});
  ClaimsFile claims;
  claims.claims = read_claims(root.at("claim"), {});
  if (const Node* node = root.find("watch")) claims.watch = node->texts();
  if (const Node* node = root.find("probes")) claims.probes = node->texts();
  if (const Node* node = root.find("file")) claims.files = read_files(*node, {});
  if (const Node* node = root.find("limits")) claims.limits = read_limits(*node);
  return claims;
} catch (const std::system_error& error) {
  throw Problem(blame(error.code().value()), LessonProblem::page_unreadable,
                {file.string(), error.code().message()});
}

}  // namespace procdemo::lesson
