#include "faces/screen/told.h"

#include <algorithm>
#include <cstdlib>

#include "base/text/lines.h"

namespace procdemo::faces {
namespace {

constexpr double as_long_as_it_takes = 1e9;  // seconds: longer than anything is kept back

// "1;36": what a sequence of SGR sets.
Ink ink_from(std::string_view codes) {
  Ink ink;
  for (const std::string& code : split(codes, ";")) {
    const int number = std::atoi(code.c_str());
    if (number == 1) ink.bold = true;
    if (number == 2) ink.dim = true;
    if (number >= 30) ink.color = number;
  }
  return ink;
}

bool is_same(const SeenVariable& seen, const Name& process, const event::Value& value) {
  return seen.process == process && seen.value.name == value.name;
}

}  // namespace

Rich unpainted(std::string_view line) {
  constexpr std::string_view begin = "\x1b[";
  Rich text;
  Ink ink;
  while (!line.empty()) {
    const std::size_t at = std::min(line.find(begin), line.size());
    if (at > 0) text.push_back({std::string(line.substr(0, at)), ink});
    line.remove_prefix(at);
    if (line.empty()) break;
    const std::size_t end = std::min(line.find('m'), line.size() - 1);
    ink = ink_from(line.substr(begin.size(), end - begin.size()));
    line.remove_prefix(end + 1);
  }
  return text;
}

void ToldRun::begin(const Run& run) {
  run_ = run;
  narrator_.reset();
}

void ToldRun::learn(const Event& event) {
  lineage_.learn(event);
  short_names_.of(event);
  const auto* value = event.as<event::Value>();
  if (!value) return;
  const auto known = std::ranges::find_if(
      variables_, [&](const SeenVariable& seen) { return is_same(seen, event.process, *value); });
  if (known == variables_.end()) {
    variables_.push_back({event.process, *value});
  } else {
    known->value = *value;
  }
}

void ToldRun::event(const Event& event) {
  events_.push_back(event);
  learn(event);
  if (narrator_) narrator_->event(event);
}

void ToldRun::end(const End& end) {
  end_ = end;
  if (narrator_) narrator_->end(end);
}

void ToldRun::back(std::uint64_t events) {
  events_.resize(std::min<std::size_t>(events, events_.size()));
  end_.reset();
  narrator_.reset();
  lineage_ = Lineage();
  short_names_ = ShortNames();
  variables_.clear();
  for (const Event& event : events_) learn(event);
}

// What is said before the run, and the lesson's page, stands elsewhere.
void ToldRun::narrate_from_start() {
  rows_.clear();
  const Style style{.language = language_, .color = true, .width = width_};
  narrator_ = make_narrator(Format::lanes, style, [this](std::string_view text) {
    for (std::string_view line; !silent_ && next_line(text, line);)
      rows_.push_back(unpainted(line));
  });
  silent_ = true;
  narrator_->begin(run_);
  silent_ = false;
  for (const Event& event : events_) narrator_->event(event);
  if (end_) narrator_->end(*end_);
}

const std::vector<Rich>& ToldRun::lanes(int width) {
  if (!narrator_ || width != width_) {
    width_ = width;
    narrate_from_start();
  }
  if (!end_) narrator_->pause(as_long_as_it_takes);
  return rows_;
}

Ink ToldRun::ink_of(const Name& name) const {
  const auto& lives = lineage_.lives();
  const auto found = std::ranges::find(lives, process_of(name), &show::Life::name);
  return found == lives.end() ? Ink{} : ink_of_process(static_cast<int>(found - lives.begin()));
}

std::string ToldRun::short_name(const std::string& object) {
  return object.empty() ? object : short_names_.of_object(object);
}

std::vector<SeenVariable> ToldRun::variables() const {
  return variables_;
}

}  // namespace procdemo::faces
