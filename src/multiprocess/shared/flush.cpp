#include "multiprocess/shared/flush.h"

#include <stdio_ext.h>
#include <ext/stdio_sync_filebuf.h>

#include <cstdio>
#include <iostream>
#include <typeinfo>

// The C library's list of its streams, which it exports and declares in no header. Weak: one that
// has no such functions is linked with all the same.
extern "C" {
[[gnu::weak]] void _IO_list_lock();
[[gnu::weak]] void _IO_list_unlock();
[[gnu::weak]] void* _IO_iter_begin();
[[gnu::weak]] void* _IO_iter_end();
[[gnu::weak]] void* _IO_iter_next(void* at);
[[gnu::weak]] FILE* _IO_iter_file(void* at);
}

namespace multiprocess {

namespace {

// Unless a program has asked for buffers of its own (std::ios::sync_with_stdio), these write
// through <cstdio>. To flush them all the same would cost each child two more pages.
void flush_buffer(std::ostream& stream) {
  const std::streambuf* const buffer = stream.rdbuf();
  if (buffer && typeid(*buffer) != typeid(__gnu_cxx::stdio_sync_filebuf<char>)) stream.flush();
}

// fflush(nullptr) locks every stream. A thread that waits for input has locked the one that it
// reads, and its line may never come.
void flush_written() {
  _IO_list_lock();
  for (void* at = _IO_iter_begin(); at != _IO_iter_end(); at = _IO_iter_next(at)) {
    FILE* const stream = _IO_iter_file(at);
    if (::__fwriting(stream) != 0 && ::__fpending(stream) > 0) std::fflush(stream);
  }
  _IO_list_unlock();
}

void flush_stdio() {
  if (_IO_list_lock && _IO_iter_begin) {
    flush_written();
  } else {
    std::fflush(stdout);
    std::fflush(stderr);
  }
}

}  // namespace

// A stream that cannot be written to, because its reader is gone, is its owner's business.
void flush_output() noexcept {
  try {
    flush_buffer(std::cout);
    flush_buffer(std::clog);
  } catch (const std::ios_base::failure&) {
  }
  flush_stdio();
}

}  // namespace multiprocess
