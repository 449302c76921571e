#include "show/prelude.h"

#include <algorithm>
#include <utility>

namespace procdemo::show {

namespace {

std::string_view last_component(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

bool is_shell(std::string_view program) {
  constexpr std::string_view shells[] = {"sh", "bash", "dash", "ksh", "zsh"};
  return std::ranges::count(shells, program) != 0;
}

// "python3.11" is a python3.
bool is_called(std::string_view program, std::string_view name) {
  if (!program.starts_with(name)) return false;
  return program.find_first_not_of("0123456789.", name.size()) == program.npos;
}

bool is_same(const std::vector<std::string>& argv, const std::vector<std::string>& arguments) {
  return std::equal(argv.begin() + 1, argv.end(), arguments.begin(), arguments.end());
}

// Of the script itself or of somebody that it made, and nothing that a reader has to know.
bool is_quiet(const Event& event) {
  return !event.as<event::Line>() && !event.as<event::Print>() && !event.as<event::Note>() &&
         !event.as<event::Limit>() && !event.as<event::Deadlock>() && !event.as<event::Summary>();
}

}  // namespace

// A script without a suffix, by its whole path: as PATH finds it, not as somebody's own is called.
std::optional<Prelude::Script> Prelude::script_of(const event::Exec& exec) {
  if (exec.argv.size() < 2 || !exec.argv[1].starts_with('/')) return std::nullopt;
  if (!is_shell(last_component(exec.argv[0]))) return std::nullopt;
  const std::string name(last_component(exec.argv[1]));
  if (name.find('.') != name.npos) return std::nullopt;
  return Script{name, {exec.argv.begin() + 2, exec.argv.end()}};
}

bool Prelude::becomes_program(const Event& event) const {
  const auto* exec = event.as<event::Exec>();
  if (!exec || event.process != "P" || exec->argv.empty()) return false;
  return std::ranges::any_of(scripts_, [&](const Script& script) {
    return is_called(last_component(exec->path), script.name) &&
           is_same(exec->argv, script.arguments);
  });
}

bool Prelude::goes_on(const Event& event) const {
  const auto* exit = event.as<event::Exit>();
  if ((exit && event.process == "P") || !is_quiet(event)) return false;
  return event.time <= kept_.back().time + patience * speed_ &&
         event.time <= kept_.front().time + longest * speed_;
}

bool Prelude::keeps(const Event& event) {
  over_ = false;
  if (done_) return false;
  if (!kept_.empty() && (becomes_program(event) || !goes_on(event))) {
    over_ = becomes_program(event);
    done_ = true;
    return false;
  }
  const auto* exec = event.as<event::Exec>();
  const auto script = exec && event.process == "P" ? script_of(*exec) : std::nullopt;
  if (script) scripts_.push_back(*script);
  if (kept_.empty() && !script) {
    done_ = !event.as<event::Start>();  // the program itself has begun
    return false;
  }
  kept_.push_back(event);
  return true;
}

std::deque<Event> Prelude::take() {
  if (!kept_.empty()) done_ = true;
  return std::exchange(kept_, {});
}

LeftOut left_out_of(const std::deque<Event>& kept, double until) {
  std::set<Name> made;
  for (const Event& event : kept) {
    const Name process(process_of(event.process));
    if (process != "P") made.insert(process);
  }
  return {made.size(), kept.size(), until - kept.front().time};
}

}  // namespace procdemo::show
