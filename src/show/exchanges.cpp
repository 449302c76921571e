#include "show/exchanges.h"

#include <algorithm>
#include <utility>

namespace procdemo::show {

namespace {

bool is_socket(std::string_view object) {
  return object.starts_with("socket:");
}

// event::Block, of bytes that may come, or of room for them.
bool is_wait_for_bytes(const event::Block& block) {
  return block.on.starts_with("pipe:") || is_socket(block.on) || block.on == "input" ||
         block.on.starts_with("ready:");
}

bool is_item(const Event& event) {
  const auto* probe = event.as<event::Probe>();
  return probe && probe->provider == "multiprocess" &&
         (probe->name == "queue_put" || probe->name == "queue_get");
}

void note(Exchange& exchange, const std::string& object, const std::string& short_name) {
  if (std::ranges::count(exchange.objects, object) != 0) return;
  exchange.objects.push_back(object);
  exchange.short_names.push_back(short_name);
}

// The first two, and who began.
void keep(Exchange& exchange, const Event& event) {
  exchange.first.push_back(event);
  std::ranges::sort(exchange.first, {}, &Event::seq);
  if (exchange.first.size() > 2) exchange.first.pop_back();
  if (process_of(exchange.first.front().process) == exchange.other) {
    std::swap(exchange.process, exchange.other);
  }
}

}  // namespace

bool Exchanges::takes(const Event& event) {
  const auto* read = event.as<event::Read>();
  const auto* write = event.as<event::Write>();
  return (write && !write->data) || (read && !read->data && read->bytes > 0);
}

bool Exchanges::carries(const Event& event) const {
  const auto* block = event.as<event::Block>();
  return !now_.empty() && (block ? is_wait_for_bytes(*block) : is_item(event));
}

void Exchanges::waited(const Event& event) {
  if (const auto* block = event.as<event::Block>()) waits_[event.process] = block->on;
}

bool Exchanges::is_counted(const Event& event, const std::vector<Exchange>& exchanges) const {
  const auto* block = event.as<event::Block>();
  const Name process(process_of(event.process));
  const bool folded = std::ranges::any_of(exchanges, [&](const Exchange& one) {
    return one.is_folded() && (one.process == process || one.other == process);
  });
  if (!block || !folded) return false;
  const auto acted = acted_.find(process);
  const auto waits = waits_.find(event.process);
  return (acted != acted_.end() && acted->second > event.seq) ||
         (waits != waits_.end() && waits->second == block->on);
}

std::vector<Event> Exchanges::take_carried(const std::vector<Exchange>& exchanges) {
  std::vector<Event> told;
  for (Event& event : std::exchange(carried_, {})) {
    const bool counted = is_counted(event, exchanges);
    waited(event);
    if (!counted) told.push_back(std::move(event));
  }
  return told;
}

void Exchanges::add(const Event& event, const std::string& short_name) {
  const Name process(process_of(event.process));
  const auto* write = event.as<event::Write>();
  const auto* read = event.as<event::Read>();
  const std::string& object = write ? write->object : read->object;
  const Name other = write ? wrote(process, *write, event.seq) : this->read(process, *read);
  Exchange& exchange = between(process, other, object);
  (write ? exchange.writes : exchange.reads).add({1, write ? write->bytes : read->bytes});
  note(exchange, object, short_name);
  keep(exchange, event);
  acted_[process] = event.seq;
  last_ = event.time;
}

std::vector<Exchange> Exchanges::take() {
  return std::exchange(now_, {});
}

Name Exchanges::wrote(const Name& process, const event::Write& write, std::uint64_t seq) {
  const auto reader = reader_.find(write.object);
  const Name other = reader == reader_.end() ? "" : reader->second;
  if (write.bytes == 0) return other;
  std::deque<Unread>& unread = unread_[write.object];
  if (!unread.empty() && unread.back().writer == process) {
    unread.back().bytes += write.bytes;
  } else {
    unread.push_back({process, write.bytes, seq});
  }
  return other;
}

Name Exchanges::read(const Name& process, const event::Read& read) {
  const std::string source = source_of(process, read);
  if (source.empty()) return "";
  const Name writer = take_unread(source, read.bytes);
  reader_[source] = process;
  if (!writer.empty()) found_out(writer, process, source);
  return writer;
}

// What was written to that comes out here: a pipe itself; of sockets the other one, which is the
// first that holds as much of somebody else's, and has no peer yet.
std::string Exchanges::source_of(const Name& process, const event::Read& read) {
  if (!is_socket(read.object)) return read.object;
  if (const auto known = peer_.find(read.object); known != peer_.end()) return known->second;
  const auto suits = [&](const auto& entry) {
    const Unread& oldest = entry.second.front();
    return is_socket(entry.first) && entry.first != read.object && !peer_.contains(entry.first) &&
           oldest.writer != process && oldest.bytes >= read.bytes;
  };
  std::string source;
  std::uint64_t since = 0;
  for (const auto& entry : unread_) {
    if (!suits(entry) || (!source.empty() && entry.second.front().since > since)) continue;
    source = entry.first;
    since = entry.second.front().since;
  }
  if (source.empty()) return source;
  peer_[source] = read.object;
  return peer_[read.object] = source;
}

// Who wrote the first of these bytes.
Name Exchanges::take_unread(const std::string& source, std::int64_t bytes) {
  const auto found = unread_.find(source);
  if (found == unread_.end()) return "";
  std::deque<Unread>& unread = found->second;
  const Name writer = unread.front().writer;
  while (bytes > 0 && !unread.empty()) {
    const std::int64_t taken = std::min(bytes, unread.front().bytes);
    bytes -= taken;
    unread.front().bytes -= taken;
    if (unread.front().bytes == 0) unread.pop_front();
  }
  if (unread.empty()) unread_.erase(found);
  return writer;
}

// Of somebody alone, what goes through one object; of two, all of it.
Exchange& Exchanges::between(const Name& process, const Name& other, const std::string& object) {
  const auto found = std::ranges::find_if(now_, [&](const Exchange& one) {
    if (other.empty()) {
      return one.other.empty() && one.process == process && one.objects.front() == object;
    }
    return (one.process == process && one.other == other) ||
           (one.process == other && one.other == process);
  });
  if (found != now_.end()) return *found;
  return now_.emplace_back(Exchange{.process = process, .other = other, .objects = {}});
}

// What the writer did alone until now, it did with this reader.
void Exchanges::found_out(const Name& writer, const Name& reader, const std::string& object) {
  const auto alone = std::ranges::find_if(now_, [&](const Exchange& one) {
    return one.other.empty() && one.process == writer && one.objects.front() == object;
  });
  if (alone == now_.end()) return;
  const auto together = std::ranges::find_if(now_, [&](const Exchange& one) {
    return (one.process == writer && one.other == reader) ||
           (one.process == reader && one.other == writer);
  });
  if (together == now_.end()) {
    alone->other = reader;
    return;
  }
  together->writes.add(alone->writes);
  together->reads.add(alone->reads);
  for (std::size_t i = 0; i < alone->objects.size(); ++i) {
    note(*together, alone->objects[i], alone->short_names[i]);
  }
  for (const Event& event : alone->first) keep(*together, event);
  now_.erase(alone);
}

}  // namespace procdemo::show
