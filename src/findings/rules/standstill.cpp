#include "findings/rules/standstill.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "trace/knot.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

// "P.1, P.2"
std::vector<Name> names_in(std::string_view list) {
  std::vector<Name> names;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(", "), list.size());
    names.emplace_back(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 2, list.size()));
  }
  return names;
}

// "fork.cpp:11"
std::optional<SourcePlace> place_named(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos) return std::nullopt;
  SourcePlace place{.file = text.substr(0, colon)};
  std::from_chars(text.data() + colon + 1, text.data() + text.size(), place.line);
  return place;
}

// What merely happens to a process, or to others who tell of it.
bool is_suffered(const Event& event) {
  return event.as<event::Signal>() || event.as<event::Exit>() || event.as<event::Zombie>() ||
         event.as<event::Orphan>() || event.as<event::Vanish>() || event.as<event::Unlock>() ||
         event.as<event::Note>() || event.as<event::Limit>() || event.as<event::Line>() ||
         event.as<event::Finding>() || event.as<event::Summary>() || event.as<event::File>();
}

}  // namespace

void Standstill::event(const Event& event) {
  const Name process(process_of(event.process));
  if (const auto* write = event.as<event::Write>()) use(process, write->object);
  if (const auto* lock = event.as<event::Lock>()) use(process, lock->path);
  if (const auto* exec = event.as<event::Exec>()) execute(process, *exec);
  if (const auto* locked = event.as<event::Locked>()) takers_[locked->path] = process;
  if (event.as<event::Block>() && event.place) blocked_[event.process] = *event.place;
  if (const auto* deadlock = event.as<event::Deadlock>()) return stand(event, *deadlock);
  if (!waiting_.empty()) go_on(event);
}

void Standstill::execute(const Name& process, const event::Exec& exec) {
  programs_[process] = exec.path.substr(exec.path.rfind('/') + 1);
  executed_with_.erase(process);
}

// What is used is known.
void Standstill::use(const Name& process, const std::string& object) {
  const auto with = executed_with_.find(process);
  if (with == executed_with_.end()) return;
  std::erase_if(with->second, [&](const fact::PipeEnd& one) { return one.pipe == object; });
}

void Standstill::fact(const Fact& fact) {
  if (const auto* with = fact.as<fact::ExecutedWith>()) {
    executed_with_[Name(process_of(fact.task))] = with->ends;
  }
  if (fact.as<fact::MayStillEnd>()) may_end_.insert(fact.task);
  if (const auto* access = fact.as<fact::FileAccess>()) {
    use(Name(process_of(fact.task)), access->path);
  }
}

void Standstill::stand(const Event& event, const event::Deadlock& deadlock) {
  waiting_.clear();
  circle_ = deadlock.circle;
  knot_ = knot_in(deadlock);
  seen_ = event.seq;
  for (std::size_t i = 0; i < deadlock.waiting.size(); ++i) {
    const Name& task = deadlock.waiting[i];
    Waiting one{.task = task,
                .on = i < deadlock.on.size() ? deadlock.on[i] : "",
                .held_by = names_in(i < deadlock.held_by.size() ? deadlock.held_by[i] : "")};
    one.reads_pipe =
        deadlock.needs && i < deadlock.needs->size() && (*deadlock.needs)[i] == "write";
    if (const auto place = blocked_.find(task); place != blocked_.end()) one.place = place->second;
    if (!one.place && deadlock.places && i < deadlock.places->size()) {
      one.place = place_named((*deadlock.places)[i]);
    }
    one.may_end = may_end_.contains(task);
    waiting_.push_back(std::move(one));
  }
  may_end_.clear();
}

// It was none that stays.
void Standstill::go_on(const Event& event) {
  const bool acts =
      !is_suffered(event) && std::ranges::count(waiting_, event.process, &Waiting::task) != 0;
  if (!acts) return;
  waiting_.clear();
  circle_.clear();
  knot_.clear();
}

const Waiting* Standstill::find(const Name& process) const {
  const auto found = std::ranges::find(waiting_, process, &Waiting::task);
  return found == waiting_.end() ? nullptr : &*found;
}

std::string Standstill::program_of(const Name& process) const {
  const auto program = programs_.find(process);
  return program == programs_.end() ? "" : program->second;
}

std::optional<int> Standstill::unused(const Name& process, const std::string& object,
                                      bool writes) const {
  constexpr int last_standard = 2;
  const auto with = executed_with_.find(process);
  if (with == executed_with_.end()) return std::nullopt;
  const auto end = std::ranges::find_if(with->second, [&](const fact::PipeEnd& one) {
    return one.writes == writes && one.fd > last_standard && one.pipe == object;
  });
  return end == with->second.end() ? std::nullopt : std::optional(end->fd);
}

std::optional<int> Standstill::unused_end(const Name& process, const std::string& pipe) const {
  return unused(process, pipe, true);
}

// Who took it by itself, and then became another program, did so on purpose: flock(1) can.
std::optional<int> Standstill::unused_lock(const Name& process, const std::string& path) const {
  const Name taker = taker_of(path);
  return taker.empty() || taker == process ? std::nullopt : unused(process, path, false);
}

Name Standstill::taker_of(const std::string& path) const {
  const auto taker = takers_.find(path);
  return taker == takers_.end() ? Name() : taker->second;
}

}  // namespace procdemo::findings
