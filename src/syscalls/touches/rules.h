// What a row may say of what its call touches (touches.h): the rules, by their names.
#pragma once

#include "syscalls/room.h"
#include "syscalls/syscall.h"

namespace procdemo::syscalls::touch {

extern const TouchRule nothing;
extern const TouchRule everything;  ///< what is known too little of

// descriptor.cpp: what is behind the first argument, a descriptor
extern const TouchRule changed, looked_at;
extern const TouchRule read;      ///< a file's bytes stay where they are, others are taken
extern const TouchRule position;  ///< where the next read begins
extern const TouchRule lock, by_fcntl, by_ioctl;
extern const TouchRule descriptors_attributes;
extern const TouchRule closed, second_closed, range_closed;
extern const TouchRule ready, ready_in_epoll;  ///< several descriptors, and what they wait for
extern const TouchRule mapped;

// name.cpp: a file's name in the first argument; `..._at`: in the second, from the folder that the
// first argument is
extern const TouchRule name, name_at;
extern const TouchRule times, times_at;  ///< likewise, and when that was changed
extern const TouchRule opened, opened_at, created, truncated;
extern const TouchRule removed, removed_at, renamed, renamed_at;
extern const TouchRule folder, folder_at;  ///< made or removed
extern const TouchRule attributes, attributes_at;
extern const TouchRule entries;  ///< of the folder behind the first argument
extern const TouchRule tree;
extern const TouchRule program;

// family.cpp
extern const TouchRule own_end, parent, children;
extern const TouchRule child, child_by_kind;  ///< as wait4(2) and waitid(2) name it
extern const TouchRule made;                  ///< a process that may share memory or descriptors
extern const TouchRule signalled, signalled_by_pidfd;
extern const TouchRule parents_end;  ///< to be told of it
extern const TouchRule signal_action;
extern const TouchRule process_asked_of;  ///< nothing where it is the caller itself
extern const TouchRule limits_asked_of;   ///< likewise, where it sets none

}  // namespace procdemo::syscalls::touch
