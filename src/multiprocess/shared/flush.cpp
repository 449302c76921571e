#include "multiprocess/shared/flush.h"

#include <ext/stdio_sync_filebuf.h>

#include <cstdio>
#include <iostream>
#include <typeinfo>

namespace multiprocess {

namespace {

// Unless a program has asked for buffers of its own (std::ios::sync_with_stdio), these write
// through <cstdio>. To flush them all the same would cost each child two more pages.
void flush_buffer(std::ostream& stream) {
  const std::streambuf* const buffer = stream.rdbuf();
  if (buffer && typeid(*buffer) != typeid(__gnu_cxx::stdio_sync_filebuf<char>)) stream.flush();
}

}  // namespace

// A stream that cannot be written to, because its reader is gone, is its owner's business.
void flush_output() noexcept {
  try {
    flush_buffer(std::cout);
    flush_buffer(std::clog);
  } catch (const std::ios_base::failure&) {
  }
  std::fflush(nullptr);
}

}  // namespace multiprocess
