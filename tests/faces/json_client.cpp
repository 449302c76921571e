#include "faces/json_client.h"

#include <unistd.h>

#include <stdexcept>

#include "base/exec.h"
#include "trace/json.h"
#include "trace/trace_reader.h"

namespace procdemo::faces::test {

using namespace session;
using namespace base;

std::string timeless(trace::Event event) {
  if (auto* summary = std::get_if<trace::event::Summary>(&event.what)) summary->wall.reset();
  return trace::to_line(event);
}

JsonClient::JsonClient(const std::vector<std::string>& argv) {
  Pipe in = Pipe::make(), out = Pipe::make();
  procdemo_ = Child::run(kill_at_once, [&] {
    ::dup2(in.read_end.get(), STDIN_FILENO);
    ::dup2(out.write_end.get(), STDOUT_FILENO);
    ::execv(argv.front().c_str(), pointers(argv).data());
    return 127;
  });
  requests_ = std::move(in.write_end);
  answers_ = std::move(out.read_end);
  lines_.emplace(answers_.get(), trace::TraceReader::longest_line);
}

void JsonClient::send(const ReaderRequest& request) {
  write_all(requests_.get(), to_line(request));
}

void JsonClient::send_line(const std::string& line) {
  write_all(requests_.get(), line + "\n");
}

void JsonClient::hear() {
  end.reset();
  error.reset();
  while (const auto line = lines_->next()) {
    const Message message = message_from(*line);
    if (const auto* event = std::get_if<Event>(&message)) events.push_back(timeless(*event));
    if (const auto* back = std::get_if<message::Back>(&message)) {
      events.resize(back->events);
      changed = back->changed;
    }
    if (const auto* told = std::get_if<message::Error>(&message)) error = *told;
    if (const auto* told = std::get_if<End>(&message)) end = *told;
    const auto* ask = std::get_if<message::Ask>(&message);
    if (ask) asked = *ask;
    if (end || (error && !error->over) || (ask && !ask->ready.empty())) return;
  }
  throw std::runtime_error("procdemo has ended");
}

int JsonClient::quit() {
  send(request::Quit{});
  return hear_end();
}

int JsonClient::hear_end() {
  while (const auto line = lines_->next()) {
    const Message message = message_from(*line);
    if (const auto* told = std::get_if<message::Error>(&message)) error = *told;
  }
  return procdemo_->wait().value().shell_status();
}

}  // namespace procdemo::faces::test
