// What a session and its reader say to each other, as any client may have written it.
#include <stdexcept>

#include "fuzz/fuzz.h"
#include "session/stepping/protocol.h"

using namespace procdemo::session;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = bytes_of(data, size);
  try {
    const ReaderRequest request = reader_request_from(text);
    must(reader_request_from(to_line(request)) == request);
  } catch (const std::invalid_argument&) {
    // It is none, and that was said.
  }
  try {
    message_from(text);
  } catch (const std::invalid_argument&) {
    // Nor a message.
  }
  return 0;
}
