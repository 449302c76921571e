// What a Connection is made of: a socket that keeps messages whole.
//
// SOCK_SEQPACKET (unix(7)) gives each message out as it was sent, in one call: a process that is
// killed has sent all of it or nothing, and no reader can find half of one. But a message must fit
// into the socket's buffer. So a long item is written into a file without a name (memfd_create(2)),
// and the message is that file's descriptor (SCM_RIGHTS): still one call.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/fd.h"
#include "multiprocess/shared/deadline.h"

namespace multiprocess {

class PipeEnd {
 public:
  PipeEnd(procdemo::base::Fd socket, bool sends, bool receives)
      : socket_(std::move(socket)), sends_(sends), receives_(receives) {}

  /// See Connection.
  void send(std::string_view item);
  std::string receive(Deadline until);
  bool is_readable(Deadline until) const;
  void close() { socket_.reset(); }
  int fd() const { return socket_.get(); }

 private:
  void expect(bool allowed, const char* what) const;

  procdemo::base::Fd socket_;
  bool sends_;
  bool receives_;
};

/// Two that are connected. The first one of a pipe that is not `duplex` receives. Throws
/// std::system_error.
std::pair<PipeEnd, PipeEnd> make_pipe(bool duplex);

}  // namespace multiprocess
