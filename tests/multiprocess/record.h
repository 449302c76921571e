// Items that show whether they are whole.
#pragma once

#include <array>

namespace multiprocess_test {

/// A plain struct that says the same eight times.
struct Record {
  long ticket = -1;
  std::array<long, 7> copies{};

  explicit Record(long number = -1) : ticket(number) { copies.fill(~number); }
  bool operator==(const Record&) const = default;
  bool is_whole() const { return *this == Record(ticket); }
};

}  // namespace multiprocess_test
