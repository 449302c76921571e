// The keys of a session, as somebody may have typed them.
#include "faces/keys.h"

#include "base/problem.h"
#include "faces/command.h"
#include "fuzz/fuzz.h"

using namespace procdemo::faces;

namespace {

void read_key(const std::string& key) {
  const auto command = read_command(key);
  const auto* request = command ? std::get_if<ReaderRequest>(&*command) : nullptr;
  if (!request) return;
  const auto typed = key_of(*request);
  if (typed) must(read_command(*typed) == command);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const auto keys = keys_in(bytes_of(data, size));
    must(keys_in(text_of_keys(keys)) == keys);
    for (const std::string& key : keys) read_key(key);
  } catch (const Problem&) {
    // A quote is open.
  }
  return 0;
}
