#include "faces/json.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <utility>

#include "base/output.h"
#include "base/problem.h"
#include "faces/problems.h"
#include "session/stepping/line_reader.h"

namespace procdemo::faces {
namespace {

bool asks_to_quit(const std::string& line) try {
  return std::holds_alternative<request::Quit>(reader_request_from(line));
} catch (const std::invalid_argument&) {
  return false;
}

class Passing {
 public:
  Passing(Client& client, int input, const Out& out)
      : client_(client), requests_(input, longest_request), out_(out) {}

  std::optional<End> run() {
    while (!client_.has_ended()) {
      wait();
      pass_requests();
      pass_messages();
    }
    if (!end_ && !quits_ && requests_.ended() && client_.wait() == 0) {
      throw Problem(Status::usage, FaceProblem::keys_ended, {fmt::to_string(step_)});
    }
    return end_;
  }

 private:
  // Once no request will come any more, only messages do.
  void wait() const {
    pollfd watched[] = {
        {STDOUT_FILENO, 0, 0}, {client_.fd(), POLLIN, 0}, {requests_.fd(), POLLIN, 0}};
    ::poll(watched, requests_.ended() ? 2 : 3, -1);
    if (is_reader_gone(watched[0])) throw BrokenPipe();
  }

  void pass_requests() {
    const bool had_ended = requests_.ended();
    while (const auto line = requests_.next_if_any()) {
      quits_ = quits_ || asks_to_quit(*line);
      client_.send_line(*line);
    }
    if (!had_ended && requests_.ended()) client_.send_no_more();
  }

  void pass_messages() {
    std::string text;
    while (const auto line = client_.receive_line_if_any()) {
      learn(*line);
      text += *line + "\n";
    }
    if (!text.empty()) out_(text);
  }

  void learn(const std::string& line) {
    if (line.starts_with(R"({"type":"event")")) return;
    const Message message = message_from(line);
    if (const auto* ask = std::get_if<message::Ask>(&message)) step_ = ask->step;
    if (const auto* end = std::get_if<End>(&message)) end_ = *end;
    if (std::holds_alternative<message::Back>(message)) end_.reset();
  }

  Client& client_;
  LineReader requests_;
  const Out& out_;
  int step_ = 0;
  bool quits_ = false;
  std::optional<End> end_;  // of a run that is over
};

}  // namespace

std::optional<End> pass_json(Client& client, int input, const Out& out) {
  return Passing(client, input, out).run();
}

}  // namespace procdemo::faces
