// What the library tells whoever looks: statically defined tracepoints (USDT, <sys/sdt.h>).
//
// Each function below is one `nop` in the program, and a note in the ELF section .note.stapsdt that
// says where it is and where its arguments are. When nobody looks, the nop is all it costs. An
// observer writes a breakpoint over it: procdemo does, and bpftrace, perf and gdb can:
//
//     bpftrace -e 'usdt:./program:multiprocess:queue_put { printf("%s %d\n", str(arg0), arg1); }'
//
// The first argument of every probe names the object, in a string of the process's own memory. All
// processes that share an object call it the same.
//
// The library's promise: it touches a shared object only in a step that begins with a probe naming
// that object (a pool is two: "pool-1", its queue of tasks, and "pool-1-results"), or with a call
// on its memory, which is mapped under that name: futex, or sched_yield (spin.h). (A step is a
// probe or a system call, and all the code up to the next one.) So an observer that holds processes
// at their steps knows which ones can disturb each other. `touch`, `look`, `lock_wait` and
// `lock_try` begin such steps. The others report, from within the step, and *before* what they
// report can be seen by another process: what was put is told before what was got.
//
// Who has found nothing, and waits, is where it was before it looked: it will look again, and the
// look that found nothing makes no difference to anybody. So a step that begins with
// `await`, or ends at such a call, touches nothing, as far as others can tell; one that begins with
// `look`, or ends at `await`, changes nothing. (A lock of a file is the kernel's.)
#pragma once

#include <sys/sdt.h>

#include <cstdint>

namespace multiprocess::probe {

/// Somebody is about to look whether it has to wait for the object, and to say that it does, or no
/// longer does.
inline void await(const char* object) {
  DTRACE_PROBE1(multiprocess, await, object);
}

/// The object is about to be looked at, and not changed.
inline void look(const char* object) {
  DTRACE_PROBE1(multiprocess, look, object);
}

/// The object is about to be looked at or changed.
inline void touch(const char* object) {
  DTRACE_PROBE1(multiprocess, touch, object);
}

/// The item is in its place, and will be the queue's with the next store. Items count from 1.
/// `value` is what it is, as text; empty where that is not known here.
inline void queue_put(const char* queue, std::uint64_t item, std::uint64_t bytes,
                      const char* value) {
  DTRACE_PROBE4(multiprocess, queue_put, queue, item, bytes, value);
}

/// The item has been copied, and will be gone from the queue with the next store.
inline void queue_get(const char* queue, std::uint64_t item, std::uint64_t bytes,
                      const char* value) {
  DTRACE_PROBE4(multiprocess, queue_get, queue, item, bytes, value);
}

/// A worker begins, or has ended, a task of a pool.
inline void task_begin(const char* pool, std::uint64_t task, const char* name) {
  DTRACE_PROBE3(multiprocess, task_begin, pool, task, name);
}
inline void task_end(const char* pool, std::uint64_t task) {
  DTRACE_PROBE2(multiprocess, task_end, pool, task);
}

/// A lock is wanted: for as long as it takes, or only at once or within a time.
inline void lock_wait(const char* lock) {
  DTRACE_PROBE1(multiprocess, lock_wait, lock);
}
inline void lock_try(const char* lock) {
  DTRACE_PROBE1(multiprocess, lock_try, lock);
}

/// It was got, is about to be given back.
inline void lock_locked(const char* lock) {
  DTRACE_PROBE1(multiprocess, lock_locked, lock);
}
inline void lock_unlock(const char* lock) {
  DTRACE_PROBE1(multiprocess, lock_unlock, lock);
}

}  // namespace multiprocess::probe
