// For pthread_join(3) the word itself is the thread's id until it has ended (glibc's
// pthread_create.c); whose a lock is, see lock_owner.h.
#include "syscalls/futex/futex_wait.h"

#include <linux/futex.h>

#include <algorithm>

#include "run/locks/lock_table.h"
#include "run/locks/object_names.h"
#include "run/probes.h"
#include "syscalls/futex/lock_owner.h"
#include "syscalls/futex/seen_lock.h"
#include "syscalls/futex/sharers.h"
#include "tracee/mappings.h"
#include "tracee/memory.h"
#include "tracee/source/source_image.h"

namespace procdemo::syscalls {

namespace {

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
        return for_owned(object, sort, "mutex", "lost-mutex", owner_of_mutex);
      case LockSort::rwlock:
        return for_owned(object, sort, "rwlock", "lost-rwlock", writer_of_rwlock);
      case LockSort::semaphore:
        return for_semaphore(object);
      case LockSort::condition:
        return {named("condition", object, sort), names_of(others(place_of(object))), true};
      case LockSort::spin:
        break;
    }
    return {"futex", {}};
  }

  // Whose owner is nobody's thread has lost it: it ended, or was another's when this process was
  // forked.
  FutexWait for_owned(std::uint64_t object, LockSort sort, std::string_view name,
                      std::string_view when_lost, std::uint64_t owner_at) const {
    const Task* const owner = holder(object + owner_at);
    const bool lost = !owner && is_glibc() && number_at(task_, object + owner_at) > 0;
    return {named(lost ? when_lost : name, object, sort), names_of(owner)};
  }

  // A barrier; a thread's end; what the C library takes itself, as a mutex at the end of a wait for
  // a condition; or what its program has made of such a word.
  FutexWait for_another() const {
    if (is_at_barrier()) return for_barrier();
    const Task* const joined = task_with(family_, number_at(task_, word_), task_.process);
    if (joined && joined != &task_) return {joined->name, {joined->name}, false, true};
    const Task* const owner = holder(word_ + owner_of_mutex);
    if (is_glibc() && owner) return for_lock(LockSort::mutex, word_);
    const std::string object = library_object_at(task_, word_);
    if (!object.empty()) return {object, names_of(owner)};
    const auto seen = is_glibc() ? seen_lock(task_, word_) : std::nullopt;
    if (seen) return for_lock(seen->sort, seen->object);
    const bool is_known = owner || is_shared();
    return {named_word(), is_known ? names_of(owner) : names_of(others(place_of(word_))),
            !is_known};
  }

  // By a function of glibc that waits for one word alone: how many had come before this round.
  bool is_at_barrier() const {
    const auto& locks = task_.process->image.locks;
    return locks && locks->table->glibc &&
           locks->table->barriers.holds(task_.call->instruction - locks->bias);
  }

  // Who waits there has come, and can do no more for the others.
  FutexWait for_barrier() const {
    return {name_of_object(task_, "barrier", word_ - round_of_barrier, size_of_barrier),
            names_of(others(place_of(word_)))};
  }

  // It may be a part of a variable, however large that is. A latch or a semaphore of C++ waits for
  // a word of its library.
  std::string named_word() const {
    constexpr std::uint64_t any = std::uint64_t{1} << 40;
    const std::string name = name_of_object(task_, "futex", word_, any);
    return name.starts_with("futex:std::") ? "futex" : name;
  }

  // Python waits at one for what it calls a lock, and for the end of a thread.
  FutexWait for_semaphore(std::uint64_t object) const {
    const MemoryPlace place = place_of(object);
    const std::vector<const Task*> posters = others(place);
    if (joins_thread()) return {"thread", names_of(posters), true, true};
    const bool is_own = posters.empty() && place.own && is_forked();
    return {named("semaphore", object, LockSort::semaphore), names_of(posters), true, false,
            is_own ? "share" : "post"};
  }

  bool joins_thread() const {
    const auto& source = task_.process->image.source;
    return task_.process->tasks > 1 && source && source->joins_python_thread(task_);
  }

  bool is_forked() const { return family_.ever() > 1 && task_.process->threads == 1; }

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

  static std::vector<Name> names_of(const std::vector<const Task*>& tasks) {
    std::vector<Name> names;
    for (const Task* task : tasks) names.push_back(task->name);
    return names;
  }

  MemoryPlace place_of(std::uint64_t address) const { return place_of_sleep(task_, address); }

  // Who has that memory, and does not wait for the same.
  std::vector<const Task*> others(const MemoryPlace& place) const {
    std::vector<const Task*> all = sharers_of(family_, task_, place);
    const MemoryPlace awaited = place_of(word_);
    std::erase_if(all, [&](const Task* other) {
      const auto* futex = waits_for<wait::Futex>(*other);
      return futex && place_of_sleep(*other, futex->word) == awaited;
    });
    return all;
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
