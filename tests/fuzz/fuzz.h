// What a fuzz target has (llvm.org/docs/LibFuzzer.html): it takes any bytes, and neither crashes
// nor hangs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

inline std::string_view bytes_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// What has to be so, whatever came.
inline void must(bool fact) {
  if (!fact) std::abort();
}
