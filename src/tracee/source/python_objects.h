// The objects of a CPython interpreter, as they stand in the memory of a stopped task.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>

#include "tracee/room.h"
#include "tracee/source/python_layout.h"
#include "tracee/tracee.h"

namespace procdemo::tracee {

/// The first bytes of an object or structure; what could not be read is 0.
class PythonPiece {
 public:
  static constexpr std::size_t enough = 512;  ///< for what is asked of a structure

  PythonPiece(const Tracee& task, std::uint64_t address, std::size_t size = enough);

  std::uint64_t at(std::uint64_t offset) const { return value<std::uint64_t>(offset); }

  template <class Value>
  Value value(std::uint64_t offset) const {
    Value found{};
    if (offset <= bytes_.size() && bytes_.size() - offset >= sizeof found) {
      std::memcpy(&found, bytes_.data() + offset, sizeof found);
    }
    return found;
  }

 private:
  std::string bytes_;
};

/// Reads objects of these types.
class PythonObjects {
 public:
  PythonObjects(const Tracee& task, const PythonSymbols& symbols, const PythonLayout& layout)
      : task_(task), symbols_(symbols), layout_(layout) {}

  std::uint64_t word(std::uint64_t address) const;

  /// Empty for an object of another type, and a very long one. Text is as UTF-8.
  std::string bytes_at(std::uint64_t address) const;
  std::string text_at(std::uint64_t address) const;

  /// "str", "_io.BufferedWriter"
  std::string type_of(std::uint64_t address) const;

 private:
  const Tracee& task_;
  const PythonSymbols& symbols_;
  const PythonLayout& layout_;
};

}  // namespace procdemo::tracee
