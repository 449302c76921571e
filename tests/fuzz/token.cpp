// A token, as somebody may have typed it.
#include "schedule/token.h"

#include "base/problem.h"
#include "fuzz/fuzz.h"

using namespace procdemo::schedule;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const Token token = read_token(bytes_of(data, size));
    must(read_token(text_of(token)) == token);
  } catch (const Problem&) {
    // It is none, and that was said.
  }
  return 0;
}
