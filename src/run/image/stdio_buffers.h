// What a process has printed and not yet written: it stands in the buffers of stdio(3), in that of
// std::cout, where it has one of its own (sync_with_stdio(false)), in those of std::ofstream
// (file_streams.h), of wide characters (wide_streams.h), or of Python
// (tracee/source/python_output.h).
//
// fork(2) copies them, like all memory. What stands in one at that moment is written twice, if
// parent and child both come to write it. Equal texts alone prove nothing; that they were in the
// buffer does.
//
// glibc chains its open streams, and how one is made is a part of its binary interface. A program
// that has it linked in is found by its symbols; where it has none, or another C library, nothing
// is known.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "run/family.h"
#include "run/room.h"
#include "tracee/elf_file.h"

namespace procdemo::tracee {
struct Mapping;
struct MemoryReader;
}  // namespace procdemo::tracee

namespace procdemo::run {

class StdioBuffers {
 public:
  /// `with` has to live as long.
  explicit StdioBuffers(MemoryReader& with) : with_(with) {}

  /// What stands in those of a stopped task now.
  std::vector<Unwritten> unwritten(Task& task);

  /// Sees to it that a process's streams are known, if they can be; of one that sleeps, too.
  void look(Task& task);

  /// A fork has copied it from `maker` to `child`.
  static void copied(Process& maker, Process& child, const std::vector<Unwritten>& unwritten);

  /// A process writes this text from that address. What of it stood there when it forked, or was
  /// made; no more than once.
  static std::optional<std::string> written(Process& process, std::uint64_t address,
                                            std::string_view text);

 private:
  using FileId =
      std::tuple<dev_t, ino_t, std::int64_t, std::int64_t>;  // with the time of its change
  struct Streams {
    std::uint64_t first = 0;     ///< where the address of the first one stands, in the file
    std::uint64_t standard = 0;  ///< the first one of a program that has opened none itself
    std::uint64_t output = 0;    ///< standard output
    std::uint64_t cout = 0;
    std::uint64_t filebuf_table = 0;  ///< of virtual functions
    std::vector<CodePart> code;
  };

  std::vector<Unwritten> of_libraries(Task& task);
  using Code = std::vector<Mapping>;
  std::optional<PlacedStreams> find(const Task& task);
  std::optional<PlacedStreams> find_of_c(const Task& task, const Code& code,
                                         const std::string& program);
  void find_of_cpp(const Task& task, const Code& code, const std::string& program,
                   PlacedStreams& streams);
  std::optional<PlacedStreams> find_in(const Task& task, const Mapping& code);

  static Streams streams_of(const ElfFile& file);

  MemoryReader& with_;
};

}  // namespace procdemo::run
