#include "cli/running/carry_out.h"

#include "cli/dispatch.h"
#include "cli/failure.h"

namespace procdemo::cli {
namespace {

int prepare(const std::string& command, User user) {
  user.watching = false;  // whatever would have run, that is the user's mistake
  return status_of([&] { return run_before(command), 0; }, user);
}

}  // namespace

int carry_out(const WorkerRequest& request, Assignment& assignment) {
  return carry_out(request, assignment,
                   [&](const User& user) { return dispatch(request.words, user); });
}

int carry_out(const WorkerRequest& request, Assignment& assignment,
              const std::function<int(const User& user)>& run) {
  User user = find_user(request.words);
  user.assignment = &assignment;
  if (!request.before.empty()) {
    if (const int status = prepare(request.before, user)) return status;
  }
  return status_of([&] { return run(user); }, user);
}

}  // namespace procdemo::cli
