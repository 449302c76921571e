// What stands in the buffers of libstdc++'s streams: of std::cout, where it has one of its own, and
// of std::ofstream.
//
// A std::filebuf opens its file by fopen(3), so the C library has a stream for it, which stays
// without a buffer: the filebuf writes by itself. Nothing leads from that stream to the filebuf,
// but the filebuf has its address. So who has such a stream open is searched for it, in what it
// can write; what is found there, and begins as a filebuf does, is one.
//
// How they lie in memory is a part of libstdc++'s binary interface. Of other C++ libraries nothing
// is known.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "run/family.h"
#include "run/room.h"

namespace procdemo::run {

std::optional<Unwritten> unwritten_of_cout(const Task& task, const PlacedStreams& streams);

/// `files`: the addresses of the C library's streams that have no buffer.
void add_unwritten_of_files(const Task& task, const PlacedStreams& streams,
                            const std::vector<std::uint64_t>& files, std::vector<Unwritten>& all);

}  // namespace procdemo::run
