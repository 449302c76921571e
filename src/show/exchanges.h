// Two processes that write and read, again and again: a run of such events becomes one row that
// counts.
//
// A run lasts as long as nothing else is to be told, and no longer than a moment passes between two
// of its events: what happens is shown when it happens. Its events are parted by who takes part.
// Who is at the other end of a pipe is known as soon as somebody reads what another has written;
// of sockets a trace does not say which two belong together, and it is taken from the order in
// which bytes go in and come out. So a row names two processes and counts their calls; it does not
// say that each byte went from one to the other. One or two events are told as they are.
//
// What comes of such a run does not part it: that one of the two has to wait for the other, and
// that bytes were an item of a queue. A wait that was over within the run is counted with it, and
// so is one to which somebody comes back; what else there was is told after it.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "show/room.h"
#include "trace/event.h"

namespace procdemo::show {

/// How often something was done, with how many bytes in all.
struct Transfers {
  std::int64_t times = 0;
  std::int64_t bytes = 0;
  void add(const Transfers& more) {
    times += more.times;
    bytes += more.bytes;
  }
};

struct Exchange {
  Name process;  ///< who began
  Name other;    ///< empty: nobody knows; may be the same one
  Transfers writes, reads;
  std::vector<std::string> objects;      ///< in the order in which they were used
  std::vector<std::string> short_names;  ///< theirs, for columns; the same order
  std::vector<Event> first;              ///< its events, the first two of them

  bool is_folded() const { return writes.times + reads.times > 2; }
};

class Exchanges {
 public:
  /// Whether the event is a part of an exchange: bytes went in or came out. The end of a file is
  /// none.
  static bool takes(const Event& event);

  /// One that it takes, and its object's short name.
  void add(const Event& event, const std::string& short_name);

  bool empty() const { return now_.empty(); }

  /// Whether the event comes of the run at hand, if there is one.
  bool carries(const Event& event) const;
  void carry(const Event& event) { carried_.push_back(event); }

  /// A wait was told, or left out.
  void waited(const Event& event);

  /// The time of the last event added.
  double last() const { return last_; }

  /// What was added since, in the order in which each began.
  std::vector<Exchange> take();

  /// What it carried, but for waits that `exchanges`, which were taken just now, count.
  std::vector<Event> take_carried(const std::vector<Exchange>& exchanges);

 private:
  struct Unread {
    Name writer;
    std::int64_t bytes;
    std::uint64_t since;  ///< seq of the event
  };

  Name wrote(const Name& process, const event::Write& write, std::uint64_t seq);
  Name read(const Name& process, const event::Read& read);
  std::string source_of(const Name& process, const event::Read& read);
  Name take_unread(const std::string& source, std::int64_t bytes);
  Exchange& between(const Name& process, const Name& other, const std::string& object);
  void found_out(const Name& writer, const Name& reader, const std::string& object);

  bool is_counted(const Event& event, const std::vector<Exchange>& exchanges) const;

  std::vector<Exchange> now_;
  std::vector<Event> carried_;
  std::map<Name, std::uint64_t> acted_;  ///< when each wrote or read last: seq of the event
  std::map<Name, std::string> waits_;    ///< what each, a thread too, waited for last
  double last_ = 0;
  std::map<std::string, std::deque<Unread>> unread_;  ///< by the object, none empty
  std::map<std::string, Name> reader_;                ///< who read last what was written there
  std::map<std::string, std::string> peer_;           ///< of sockets: the one at the other end
};

}  // namespace procdemo::show
