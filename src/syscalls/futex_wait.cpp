// For pthread_join(3) the word itself is the thread's id until it has ended (glibc's
// pthread_create.c); whose a lock is, see lock_owner.h.
#include "syscalls/futex_wait.h"

#include <linux/futex.h>

#include <algorithm>

#include "run/locks/lock_table.h"
#include "run/locks/object_names.h"
#include "run/probes.h"
#include "syscalls/lock_owner.h"
#include "tracee/mappings.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

constexpr std::uint64_t users_of_mutex = 12, kind_of_mutex = 16;
constexpr std::uint64_t size_of_barrier = 32, round_of_barrier = 4;

std::uint64_t size_of(LockSort sort) {
  switch (sort) {
    case LockSort::mutex:
      return 40;
    case LockSort::rwlock:
      return 56;
    case LockSort::spin:
      return 4;
    case LockSort::semaphore:
      return 32;
    case LockSort::condition:
      return 48;
  }
  return 0;
}

int number_at(const Task& task, std::uint64_t address) {
  return read_value<int>(task, address).value_or(0);
}

// Of this process, where one is given.
const Task* task_with(Family& family, pid_t id, const Process* process) {
  const auto& tasks = family.in_order();
  const auto found = std::ranges::find_if(tasks, [&](const Task* task) {
    return (!process || task->process == process) && id_of(*task) == id;
  });
  return id > 0 && found != tasks.end() ? *found : nullptr;
}

std::string name_of_object(const Task& task, std::string_view what, std::uint64_t object,
                           std::uint64_t size) {
  const auto& locks = task.process->image.locks;
  std::string text(what);
  const std::string name =
      locks && locks->names ? locks->names->at(object - locks->names_bias, size) : "";
  if (!name.empty()) text += ":" + name;
  return text;
}

class Waiting {
 public:
  Waiting(Family& family, const Task& task, std::uint64_t word)
      : family_(family), task_(task), word_(word) {}

  FutexWait find() const {
    const auto& asked = task_.asked_lock;
    const bool known = asked && asked->object <= word_ &&
                       word_ < asked->object + size_of(asked->site->function->sort);
    return known ? for_lock(asked->site->function->sort, asked->object) : for_another();
  }

 private:
  FutexWait for_lock(LockSort sort, std::uint64_t object) const {
    switch (sort) {
      case LockSort::mutex:
        return for_mutex(object);
      case LockSort::rwlock:
        return for_owned(object, sort, "rwlock", "lost-rwlock", writer_of_rwlock);
      case LockSort::semaphore:
        return {named("semaphore", object, sort), others()};
      case LockSort::condition:
        return {named("condition", object, sort), others()};
      case LockSort::spin:
        break;
    }
    return {"futex", {}};
  }

  FutexWait for_mutex(std::uint64_t object) const {
    return for_owned(object, LockSort::mutex, "mutex", "lost-mutex", owner_of_mutex);
  }

  // Whose owner is nobody's thread has lost it: it ended, or was another's when this process was
  // forked.
  FutexWait for_owned(std::uint64_t object, LockSort sort, std::string_view name,
                      std::string_view when_lost, std::uint64_t owner_at) const {
    const Task* const owner = holder(object + owner_at);
    const bool lost = !owner && is_glibc() && number_at(task_, object + owner_at) > 0;
    return {named(lost ? when_lost : name, object, sort), names_of(owner)};
  }

  // A barrier; a thread's end; a mutex that the C library takes itself, as at the end of a wait for
  // a condition; or what its program has made of such a word.
  FutexWait for_another() const {
    if (is_at_barrier()) return for_barrier();
    const Task* const joined = task_with(family_, number_at(task_, word_), task_.process);
    if (joined && joined != &task_) return {joined->name, {joined->name}};
    const Task* const owner = holder(word_ + owner_of_mutex);
    if (is_glibc() && (owner || is_taken_mutex())) return for_mutex(word_);
    const std::string object = library_object_at(task_, word_);
    if (!object.empty()) return {object, names_of(owner)};
    return {named_word(), owner || is_shared() ? names_of(owner) : others()};
  }

  // By a function of glibc that waits for one word alone: how many had come before this round.
  bool is_at_barrier() const {
    const auto& locks = task_.process->image.locks;
    return locks && locks->table->glibc &&
           locks->table->barriers.holds(task_.call->instruction - locks->bias);
  }

  // Who waits there has come, and can do no more for the others.
  FutexWait for_barrier() const {
    std::vector<Name> missing;
    for (const Task* other : others_near()) {
      const auto* waits = waits_for<wait::Futex>(*other);
      if (!waits || waits->word != word_) missing.push_back(other->name);
    }
    return {name_of_object(task_, "barrier", word_ - round_of_barrier, size_of_barrier), missing};
  }

  // It may be a part of a variable, however large that is. A latch or a semaphore of C++ waits for
  // a word of its library.
  std::string named_word() const {
    constexpr std::uint64_t any = std::uint64_t{1} << 40;
    const std::string name = name_of_object(task_, "futex", word_, any);
    return name.starts_with("futex:std::") ? "futex" : name;
  }

  // By what glibc writes into one that it waits for, and for what it waits there: no other lock of
  // its has all of this. In a live run nothing else tells which function has been called.
  bool is_taken_mutex() const {
    constexpr int awaited = 2;  // "taken, and somebody waits" (lowlevellock.h)
    constexpr int kinds = 3, robust = 16, shared = 128, elision = 256 | 512;
    const int kind = number_at(task_, word_ + kind_of_mutex);
    const bool waits = (task_.call->arguments[1] & FUTEX_CMD_MASK) == FUTEX_WAIT &&
                       task_.call->arguments[2] == awaited && number_at(task_, word_) == awaited;
    return waits && number_at(task_, word_ + owner_of_mutex) > 0 &&
           number_at(task_, word_ + users_of_mutex) == 1 &&
           (kind & ~(kinds | robust | shared | elision)) == 0;
  }

  const Task* holder(std::uint64_t at) const {
    const pid_t id = number_at(task_, at);
    const Task* const own = task_with(family_, id, task_.process);
    return own || !is_shared() ? own : task_with(family_, id, nullptr);
  }

  // FUTEX_PRIVATE_FLAG says that no other process has this memory.
  bool is_shared() const {
    return (static_cast<int>(task_.call->arguments[1]) & FUTEX_PRIVATE_FLAG) == 0;
  }

  bool is_glibc() const {
    const Image& image = task_.process->image;
    return image.locks ? image.locks->table->glibc : image.streams.has_value();
  }

  std::string named(std::string_view what, std::uint64_t object, LockSort sort) const {
    return name_of_object(task_, what, object, size_of(sort));
  }

  static std::vector<Name> names_of(const Task* task) {
    return task ? std::vector{task->name} : std::vector<Name>();
  }

  // Of the same process, if it has any.
  std::vector<const Task*> others_near() const {
    std::vector<const Task*> tasks;
    for (const Task* other : family_.in_order()) {
      const bool near = task_.process->tasks == 1 || other->process == task_.process;
      if (other != &task_ && near && other->phase != Phase::exiting) tasks.push_back(other);
    }
    return tasks;
  }

  std::vector<Name> others() const {
    std::vector<Name> names;
    for (const Task* other : others_near()) names.push_back(other->name);
    return names;
  }

  Family& family_;
  const Task& task_;
  std::uint64_t word_;
};

}  // namespace

FutexWait futex_wait(Family& family, const Task& task) {
  return Waiting(family, task, waits_for<wait::Futex>(task)->word).find();
}

std::string library_object_at(const Task& task, std::uint64_t address) {
  if (!Probes::has_library(*task.process)) return "";
  const std::vector<Mapping> mappings = shared_mappings(task);
  const auto mapping =
      std::ranges::find_if(mappings, [&](const Mapping& one) { return one.holds(address); });
  return mapping == mappings.end() ? "" : mapping->memfd();
}

std::string name_of_lock(const Task& task, LockSort sort, std::uint64_t object) {
  return name_of_object(task, word_of(sort), object, size_of(sort));
}

}  // namespace procdemo::syscalls
