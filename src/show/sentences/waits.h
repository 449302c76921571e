// What a process waits for, as event::Block and event::Deadlock have it.
#pragma once

#include <string>
#include <string_view>

#include "show/room.h"
#include "show/words/words.h"

namespace procdemo::show {

/// "writer:/tmp/f" is {"writer:", "/tmp/f"}; what has no such mark has an empty one.
struct MarkedWait {
  std::string_view mark, what;
};
MarkedWait marked_wait(std::string_view on);

/// In words: the observer's own for what has no name, else the name.
std::string waited_for(const std::string& on, Language language);

/// Who could end the waiting of `own`, as event::Block has it, in words: others, if there are any;
/// some, where they are many.
std::string enders(const std::string& held_by, std::string_view own, Language language);

}  // namespace procdemo::show
