// A program that does whatever might get it out of an observed run, or hurt who observes it: deeds
// drawn at random, many of which fail, and should. Each file beside this one has the deeds of one
// subject. A deed may not come back.
#pragma once

#include <climits>
#include <cstdint>
#include <random>
#include <vector>

namespace at_random {

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  /// From 0 to `below` - 1. Not by a distribution: those differ from library to library.
  int up_to(int below) { return static_cast<int>(engine_() % static_cast<std::uint32_t>(below)); }
  std::uint32_t seed() { return static_cast<std::uint32_t>(engine_()); }
  template <class Value, std::size_t size>
  const Value& one_of(const Value (&values)[size]) {
    return values[up_to(static_cast<int>(size))];
  }
  /// Now and then with bits set that the kernel does not look at in an int.
  long wide(long value) {
    const long further[] = {0, 0, 0, 1L << 32, 1L << 62, LONG_MIN};
    return value | one_of(further);
  }

 private:
  std::mt19937 engine_;
};

struct Deed {
  const char* name;
  void (*perform)(Random&);
};

std::vector<Deed> making();      ///< processes and threads, past the observer if they can
std::vector<Deed> filtering();   ///< seccomp filters, calls of other ABIs, calls that nobody sees
std::vector<Deed> signalling();  ///< signals and ptrace, at whoever is there
std::vector<Deed> mapping();     ///< memory and files that procdemo might choke on
std::vector<Deed> settling();    ///< namespaces, mounts, terminals, limits

/// Does deeds drawn from all of them, so many; in every process that is made on the way, too.
void misbehave(Random& random, int deeds);

/// A process of the run or one of procdemo's own.
int somebody(Random& random);

}  // namespace at_random
