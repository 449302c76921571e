#include "findings/happened_before.h"

#include <algorithm>

#include "trace/name.h"

namespace procdemo::findings {

namespace {

void raise(HappenedBefore::Clock& clock, const HappenedBefore::Clock& other) {
  if (clock.size() < other.size()) clock.resize(other.size());
  for (std::size_t i = 0; i < other.size(); ++i) clock[i] = std::max(clock[i], other[i]);
}

// Nothing for a file: who reads it waits for nobody.
std::string channel_of(const std::string& object) {
  if (object.starts_with('/')) return "";
  return object.starts_with("socket:") ? "socket:" : object;
}

}  // namespace

bool HappenedBefore::in_order(const Stamp& first, const Stamp& second) {
  return second.known && first.process < second.known->size() &&
         (*second.known)[first.process] >= first.part;
}

HappenedBefore::Stamp HappenedBefore::now(const Name& name) {
  Process& process = this->process(name);
  if (process.clock.empty()) return {};  // it is gone
  if (!process.shown) process.shown = std::make_shared<const Clock>(process.clock);
  return {process.number, process.clock[process.number], process.shown};
}

HappenedBefore::Process& HappenedBefore::process(const Name& name) {
  const auto [at, is_new] = processes_.try_emplace(name);
  Process& process = at->second;
  if (is_new) {
    process.number = processes_.size() - 1;
    process.clock.resize(process.number + 1);
    process.clock.back() = 1;
  }
  return process;
}

void HappenedBefore::learn(const Event& event) {
  const Name name(process_of(event.process));
  if (const auto* fork = event.as<event::Fork>()) {
    process(fork->child).maker = name;
    tell(name, fork->child);
  }
  if (const auto* reaped = event.as<event::Reap>()) reap(reaped->child, name);
  if (event.as<event::Exit>()) end(process(name));
  if (const auto* vanish = event.as<event::Vanish>()) vanished_[vanish->parent].push_back(name);
  if (event.as<event::NoChild>()) {
    for (const Name& child : vanished_[name]) reap(child, name);
    vanished_.erase(name);
  }
  const auto* signal = event.as<event::Signal>();
  if (signal && processes_.contains(process_of(signal->from))) {
    tell(Name(process_of(signal->from)), name);
  }
  if (const auto* written = event.as<event::Write>()) write(name, *written);
  if (const auto* got = event.as<event::Read>()) read(name, *got);
}

void HappenedBefore::write(const Name& writer, const event::Write& write) {
  const std::string name = channel_of(write.object);
  if (name.empty()) return;
  Channel& channel = channels_[name];
  channel.writers.insert(writer);
  channel.unread += write.bytes;
  for (const Name& reader : channel.ahead) tell(writer, reader);
  if (channel.unread >= 0) channel.ahead.clear();
  Process& its = process(writer);
  raise(channel.clock, its.clock);
  begin_next_part(its);
}

// Of processes that run in parallel, who reads may be told of before who has written.
void HappenedBefore::read(const Name& reader, const event::Read& read) {
  const std::string name = channel_of(read.object);
  if (name.empty()) return;
  Channel& channel = channels_[name];
  if (read.bytes == 0) return read_end(reader, channel);
  channel.unread -= read.bytes;
  if (channel.unread < 0) channel.ahead.insert(reader);
  join(process(reader), channel.clock);
}

// It has waited for all who could have written to close it. Who they were is not told: those who
// have ended, surely, and most likely who has written, and who made the reader.
void HappenedBefore::read_end(const Name& reader, const Channel& channel) {
  std::set<Name> closers = channel.writers;
  if (const Name& maker = process(reader).maker; !maker.empty()) closers.insert(maker);
  join(process(reader), ended_);
  for (const Name& name : closers) {
    if (name != reader && !process(name).ended) tell(name, reader);
  }
}

void HappenedBefore::end(Process& process) {
  process.ended = true;
  raise(ended_, process.clock);
}

// There may be many thousands in a run, and nobody asks for what this one knew any more.
void HappenedBefore::reap(const Name& child, const Name& parent) {
  tell(child, parent);
  Process& gone = process(child);
  gone.clock = {};
}

void HappenedBefore::tell(const Name& from, const Name& to) {
  Process& teller = process(from);
  join(process(to), teller.clock);
  begin_next_part(teller);
}

void HappenedBefore::join(Process& process, const Clock& clock) {
  raise(process.clock, clock);
  process.shown.reset();
}

// What it does from now on nobody knows yet.
void HappenedBefore::begin_next_part(Process& process) {
  process.clock.resize(std::max(process.clock.size(), process.number + 1));
  ++process.clock[process.number];
  process.shown.reset();
}

}  // namespace procdemo::findings
