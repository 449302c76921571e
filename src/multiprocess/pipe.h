// A connection between two processes, as Python's multiprocessing.Pipe.
//
//     auto [parent, child] = Pipe<std::string>();
//     Process process([&] { child.send("hello"); });
//     process.start();
//     child.close();                       // the copy of this process
//     std::cout << parent.recv();          // hello
//
// Each end is a descriptor (a socket, unix(7)), and every process that is forked has a copy of both
// until it closes it. When all copies of one end are closed, by close() or by their processes'
// ends, the other end knows: recv() throws Closed when all was read that was sent, and send() at
// once. So each process should close the end that it does not use.
#pragma once

#include <utility>

#include "multiprocess/exceptions.h"
#include "multiprocess/pipes/pipe_end.h"
#include "multiprocess/shared/archive.h"

namespace multiprocess {

/// One end of a Pipe. T is any type that can travel (archive.h). Moving hands it over; the
/// destructor closes it in this process.
///
/// Any process may be killed at any moment: an item that was being sent comes whole or not at all,
/// and one that a killed process had received is lost with it. Several processes may send through
/// copies of one end, and receive: each item comes to one of them. No
/// SIGPIPE is sent.
template <class T>
class Connection {
 public:
  explicit Connection(PipeEnd end) : end_(std::move(end)) { require_travel<T>(); }

  /// Waits while the kernel's buffer is full. Throws Closed where the other end is closed, or this
  /// one is in this process; std::logic_error on the end of a one-way pipe that only receives.
  void send(const T& item) { end_.send(pack(item)); }

  /// Waits for an item; with a timeout in seconds (zero and less: at once), throws Empty at last.
  /// Throws Closed where the other end is closed and nothing is left to be read, or this one is in
  /// this process; std::logic_error on the end of a one-way pipe that only sends.
  T recv() { return unpack<T>(end_.receive(Deadline::never())); }
  T recv(Seconds timeout) { return unpack<T>(end_.receive(Deadline::after(timeout))); }

  /// Whether recv() would not wait: there is an item, or the end. Waits for that at most so long.
  bool poll(Seconds timeout = Seconds::zero()) const {
    return end_.is_readable(Deadline::after(timeout));
  }

  /// In this process; twice is as good as once.
  void close() { end_.close(); }

  /// For poll(2), with others. -1 after close().
  int fd() const { return end_.fd(); }

 private:
  PipeEnd end_;
};

/// Two connected ends: `auto [one, other] = Pipe<int>();`. With `duplex`, each sends and receives;
/// without, `first` receives and `second` sends.
template <class T>
struct Pipe {
  /// Throws std::system_error when there are no descriptors left.
  explicit Pipe(bool duplex = true) : Pipe(make_pipe(duplex)) {}

  Connection<T> first;
  Connection<T> second;

 private:
  explicit Pipe(std::pair<PipeEnd, PipeEnd> ends)
      : first(std::move(ends.first)), second(std::move(ends.second)) {}
};

}  // namespace multiprocess
