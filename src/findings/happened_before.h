// What of a run came before what: not by chance, but because who came later had waited for who came
// earlier. It had made it (fork(2)), has reaped it, has read what it wrote into a pipe, or got its
// signal.
//
// That one had a lock before another says nothing: in the next run it may be the other way round.
//
// Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System", CACM 21(7), 1978,
// has the order; Mattern, "Virtual Time and Global States of Distributed Systems", 1989, the
// clocks that tell it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "findings/room.h"
#include "trace/event.h"

namespace procdemo::findings {

class HappenedBefore {
 public:
  /// Of each process, by its number here, how far another knows of it.
  using Clock = std::vector<std::uint32_t>;

  /// Something that a process did: the how manieth part of its life it was in, and what it knew.
  struct Stamp {
    std::size_t process = 0;
    std::uint32_t part = 0;
    std::shared_ptr<const Clock> known = {};
  };

  /// Of each event of a run, in order.
  void learn(const Event& event);

  /// What this process does now.
  Stamp now(const Name& process);

  /// Whether who did the second one had waited for the first one, or did both.
  static bool in_order(const Stamp& first, const Stamp& second);

 private:
  struct Process {
    std::size_t number = 0;
    Name maker;
    Clock clock;
    std::shared_ptr<const Clock> shown = {};  // the same, for stamps
    bool ended = false;
  };
  /// A pipe, a message queue; or all sockets, whose ends nobody has told apart.
  struct Channel {
    Clock clock;
    std::set<Name> writers;
    std::int64_t unread = 0;    // below zero: of a write that is not told of yet
    std::set<Name> ahead = {};  // who has read of that one
  };

  Process& process(const Name& name);
  void write(const Name& writer, const event::Write& write);
  void read(const Name& reader, const event::Read& read);
  void read_end(const Name& reader, const Channel& channel);
  void end(Process& process);
  void reap(const Name& child, const Name& parent);
  void tell(const Name& from, const Name& to);
  void join(Process& process, const Clock& clock);
  void begin_next_part(Process& process);

  std::map<Name, Process, std::less<>> processes_;
  std::map<std::string, Channel> channels_;
  Clock ended_;                                 // of all who have
  std::map<Name, std::vector<Name>> vanished_;  // children, by their parents
};

}  // namespace procdemo::findings
