// A reader who is the client of a session, and sees all that it says.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "session/session.h"
#include "session/stepping/client.h"
#include "session/stepping/stepping.h"
#include "trace/json.h"

namespace procdemo::session::test {

// A reader of a script's run.
class Reader {
 public:
  explicit Reader(const std::string& script)
      : client_([script](const Fd& connection) { return serve(connection, script); }) {}

  // What is heard until the session waits for its reader, or is over.
  void hear() {
    while (auto message = client_.receive()) {
      last = std::move(*message);
      if (const auto* event = std::get_if<Event>(&last)) events.push_back(timeless(*event));
      if (const auto* back = std::get_if<message::Back>(&last)) events.resize(back->events);
      if (std::holds_alternative<message::Running>(last)) ++running;
      if (std::holds_alternative<End>(last)) return;
      const auto* error = std::get_if<message::Error>(&last);
      if (error && error->over) at_end = error->problem;
      if (error && !error->over) return;
      const auto* ask = std::get_if<message::Ask>(&last);
      if (ask) asked = *ask;
      if (ask && !ask->ready.empty()) return;
    }
    gone = true;
  }
  void request(const ReaderRequest& request) {
    client_.send(request);
    hear();
  }
  void request(const std::string& line) {
    client_.send_line(line);
    hear();
  }
  bool is_refused() const { return std::holds_alternative<message::Error>(last); }
  // Which of its workers has answered.
  std::string worker() const { return asked.does.at(0); }
  bool is_over() const { return std::holds_alternative<End>(last); }
  std::string token() const { return std::get<End>(last).token; }
  Client& client() { return client_; }

  Message last;
  message::Ask asked;
  std::vector<std::string> events;
  std::string at_end;  // the problem that was told before the end
  int running = 0;
  bool gone = false;

 private:
  // No two runs take the same time.
  static std::string timeless(Event event) {
    if (auto* summary = std::get_if<event::Summary>(&event.what)) summary->wall.reset();
    return to_line(event);
  }

  static int serve(const Fd& connection, const std::string& script) {
    Request request{.schedule = "round-robin", .order = Order{}, .input = "", .limits = {}};
    Subject subject = subject_of(CommandCall{.command = {"sh", "-c", script}}, request);
    Twin twin(may_have_spare(subject, request));
    const std::string worker = twin.serves() ? "first" : "second";
    const Voice voice = {
        .say =
            [](const Problem& problem) { return problem.args().empty() ? "" : problem.args()[0]; },
        .does = [&](const Intention&) { return worker; },
        .end =
            [](const Finished& run) {
              return End{.survivors = run.outcome.survivors, .status = 0, .token = run.token};
            }};
    if (!twin.serves() && !twin.waits_for_task()) return 0;
    Session session(subject, request);
    serve_reader(connection, session, subject.header, voice, twin);
    return 0;
  }

  Client client_;
};

}  // namespace procdemo::session::test
