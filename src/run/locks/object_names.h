// The names of a program's objects: of its static and global variables.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "run/room.h"

namespace procdemo::run {

class ObjectNames {
 public:
  void add(std::string_view symbol, std::uint64_t address, std::uint64_t size);

  /// "forks[1]" for the second of several objects of this size; empty for what has no name.
  std::string at(std::uint64_t address, std::uint64_t size) const;

 private:
  struct Object {
    std::string name;
    std::uint64_t size = 0;
  };
  std::map<std::uint64_t, Object> objects_;  // by the address in the file
};

}  // namespace procdemo::run
