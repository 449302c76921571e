// What a program may mount, and where.
//
// Nothing that a process would serve: whoever reads there waits for it. And nothing where procdemo
// would find it: root could put something over /proc, and procdemo would be blind. In a mount
// namespace of its own (mount_namespaces(7)) that passes nothing on, a program mounts as it likes.
//
// What is left: names are read before the kernel reads them. A process that has another's
// /proc/PID/mem open may change them in between; what such a file system serves is read under a
// deadline all the same (memory.h). And root may have a mount of procdemo's own taken away by
// removing the folder under it (rmdir(2)), once it is no mount point in a namespace of its own:
// a procdemo without its /proc holds everybody for one of its own, and soon ends the run.
#pragma once

#include "syscalls/room.h"
#include "syscalls/syscall.h"

namespace procdemo::syscalls {

// For Refusal::applies.

/// mount(2), fsopen(2): of a file system that a process may serve.
bool mounts_served(RunState& run, const Task& task);
bool opens_served(RunState& run, const Task& task);

/// mount(2): in procdemo's own mount namespace, or in one that passes it on; or it changes a file
/// system for everybody who has it mounted.
bool mounts_for_procdemo(RunState& run, const Task& task);

/// Any other call that changes what is mounted where its caller is: there procdemo may find it.
bool changes_for_procdemo(RunState& run, const Task& task);

/// fspick(2), for fsconfig(2) to change a file system for everybody who has it mounted.
bool changes_for_all(RunState& run, const Task& task);

}  // namespace procdemo::syscalls
