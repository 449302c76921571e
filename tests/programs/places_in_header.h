// A header of the program's own, inlined into it (places.cpp).
#pragma once

#include <cstdio>

inline void print_in_header() {
  std::printf("places_in_header.h:%d\n", __LINE__), std::fflush(stdout);
}
