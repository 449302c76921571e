// What each test of the library includes, compiled once (meson.build): a precompiled header. Every
// file includes what it uses all the same.
#include <map>
#include <string>
#include <vector>

#include "catch.h"
#include "multiprocess/process.h"
#include "multiprocess/queue.h"
