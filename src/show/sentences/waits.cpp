#include "show/sentences/waits.h"

#include <algorithm>
#include <utility>

#include "show/words/events.h"

namespace procdemo::show {

namespace {

constexpr std::pair<std::string_view, Say> marks[] = {
    {"writer:", Say::on_writer},
    {"reader:", Say::on_reader},
    {"ready:", Say::on_ready},
    {"vfork:", Say::on_vfork},
    {"call:", Say::on_call},
    {"mutex:", Say::on_mutex_named},
    {"lost-mutex:", Say::on_lost_mutex_named},
    {"rwlock:", Say::on_rwlock_named},
    {"lost-rwlock:", Say::on_lost_rwlock_named},
    {"semaphore:", Say::on_semaphore_named},
    {"condition:", Say::on_condition_named},
    {"barrier:", Say::on_barrier_named},
    {"futex:", Say::on_futex_named},
};

constexpr std::pair<std::string_view, Say> nameless[] = {
    {"child", Say::on_child},
    {"signal", Say::on_signal},
    {"futex", Say::on_futex},
    {"input", Say::on_input},
    {"anon_inode:[eventfd]", Say::on_eventfd},
    {"anon_inode:[timerfd]", Say::on_timerfd},
    {"anon_inode:[signalfd]", Say::on_signalfd},
    {"anon_inode:inotify", Say::on_inotify},
    {"connection", Say::on_connection},
    {"semaphore", Say::on_semaphore},
    {"thread", Say::on_thread},
    {"mutex", Say::on_mutex},
    {"lost-mutex", Say::on_lost_mutex},
    {"rwlock", Say::on_rwlock},
    {"condition", Say::on_condition},
    {"barrier", Say::on_barrier},
    {"lost-rwlock", Say::on_lost_rwlock},
};

}  // namespace

MarkedWait marked_wait(std::string_view on) {
  for (const auto& [mark, words] : marks) {
    if (on.starts_with(mark)) return {mark, on.substr(mark.size())};
  }
  return {"", on};
}

std::string waited_for(const std::string& on, Language language) {
  for (const auto& [name, words] : nameless) {
    if (on == name) return say(language, words);
  }
  const auto [mark, what] = marked_wait(on);
  for (const auto& [known, words] : marks) {
    if (mark == known) return say(language, words, std::string(what));
  }
  return on;
}

}  // namespace procdemo::show
