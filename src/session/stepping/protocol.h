// What a session and its reader say to each other: the protocol of `--step json`, version 1.
//
// Lines of JSON. The session begins with its trace's header, in which "protocol":1 stands; then it
// tells events as a trace does (trace/json.h), and asks:
//
//   {"type":"ask","step":7,"time":3,"next":"P.1","ready":[{"process":"P.1","call":"write"}],
//    "waiting":[{"process":"P","call":"wait4","on":"P.1"}]}
//
// Each request is answered by events, and then by an ask, an error or the trace's end. An ask in
// which nobody is ready comes before the end. After an end the session goes on: its reader may go
// back. Text that is not UTF-8 stands in base64, as in a trace.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "session/room.h"
#include "trace/evidence.h"
#include "trace/run_status.h"
#include "trace/trace.h"

namespace procdemo::session {

namespace request {

/// {"do":"go","process":"P.1"}: this one takes a step. Without a name: the one who went where the
/// reader has gone back, else the order's next.
struct Go {
  Name process;
  bool operator==(const Go&) const = default;
};

/// {"do":"back","steps":3}
struct Back {
  int steps = 1;
  bool operator==(const Back&) const = default;
};

/// {"do":"continue"}: steps, until the run is over; "until":"P.1", until that one has taken one;
/// "until":17, until somebody is at that line; "until":"fork", until the next event of that kind;
/// "step":12, until so many steps were taken in all.
struct Continue {
  Name process = {};
  int line = 0;
  std::string event = {};
  int step = 0;
  bool operator==(const Continue&) const = default;
};

/// {"do":"input","text":"a line\n"}: the program finds it in its standard input.
struct Input {
  std::string text;
  bool operator==(const Input&) const = default;
};

/// {"do":"signal","signal":"SIGINT","process":"P.1"}: it is sent to that one; without a name to P's
/// process group, as a terminal does when Ctrl-C is pressed.
struct Signal {
  std::string signal;
  Name process = {};
  bool operator==(const Signal&) const = default;
};

/// {"do":"stop"}: a step that takes long is given up, and so is what was to follow it; of a way
/// back that takes long, the rest: the run stands where it has come to on the way. Where nothing is
/// under way it means nothing, and has no answer.
struct Stop {
  bool operator==(const Stop&) const = default;
};

/// {"do":"why","seq":12}: what is behind an event; "process":"P.1": how that one stands.
struct Why {
  std::uint64_t seq = 0;
  Name process = {};
  bool operator==(const Why&) const = default;
};

/// {"do":"quit"}: the run ends, and the session.
struct Quit {
  bool operator==(const Quit&) const = default;
};

}  // namespace request

/// What a reader asks for.
using ReaderRequest = std::variant<request::Go, request::Back, request::Continue, request::Input,
                                   request::Signal, request::Stop, request::Why, request::Quit>;

namespace message {

/// How the run stands, and that it waits for its reader. Where nobody is ready, nobody can go on,
/// and its end follows.
struct Ask {
  int step = 0;  ///< how many were taken
  double time = 0;
  Name next;  ///< who goes where nobody is named
  std::vector<Ready> ready;
  std::vector<Blocked> waiting;
  std::vector<std::string> does;  ///< what each of `ready` will do, in the reader's language
  std::vector<ReaderRequest> again = {};  ///< was typed or sent here before the reader went back,
                                          ///< and is so again before a step of nobody in particular
  bool operator==(const Ask&) const = default;
};

/// A step takes long, or the way back.
struct Running {
  bool operator==(const Running&) const = default;
};

/// The run is where it was after so many steps: so many of its events still hold.
struct Back {
  int step = 0;
  std::uint64_t events = 0;
  std::string changed = {};  ///< a file that its user has changed meanwhile: it has the old one
  bool operator==(const Back&) const = default;
};

/// What was asked for with `why`. All is as it was.
struct Why {
  std::uint64_t seq = 0;  ///< as in the request
  Evidence evidence;
  bool operator==(const Why&) const = default;
};

/// What leads from the beginning to where the run is, as requests; told before an end, where a
/// token does not tell it all: something was typed, or a signal sent.
struct Again {
  std::vector<ReaderRequest> requests;
  bool operator==(const Again&) const = default;
};

/// What the run has written into copies of the user's folders, which are gone with the session;
/// told before an end. Not all of the names, where there are many.
struct Discarded {
  std::vector<std::string> files;
  std::uint64_t more = 0;
  bool operator==(const Discarded&) const = default;
};

/// A request could not be granted; all is as it was. `status` is procdemo's exit status for it.
struct Error {
  int status = 0;
  std::string problem;  ///< a sentence for the user
  bool over = false;    ///< not as it was: the run is over, and its end follows
  bool operator==(const Error&) const = default;
};

}  // namespace message

/// What a session says.
using Message = std::variant<Run, Event, End, message::Ask, message::Running, message::Back,
                             message::Why, message::Again, message::Discarded, message::Error>;

/// The longest request, in bytes.
constexpr std::size_t longest_request = 1 << 20;

/// Lines, with their newlines.
std::string to_line(const ReaderRequest& request);
std::string header_line(const Run& run);
std::string to_line(const message::Ask& ask);
std::string to_line(const message::Running& running);
std::string to_line(const message::Back& back);
std::string to_line(const message::Why& why);
std::string to_line(const message::Again& again);
std::string to_line(const message::Discarded& discarded);
std::string to_line(const message::Error& error);

/// Both throw std::invalid_argument, whose what() is the field that is wrong or missing, or "JSON".
ReaderRequest reader_request_from(std::string_view line);
Message message_from(std::string_view line);

}  // namespace procdemo::session
