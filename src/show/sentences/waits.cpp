#include "show/sentences/waits.h"

#include <algorithm>
#include <ranges>
#include <utility>
#include <vector>

#include "base/text/lines.h"
#include "show/words/events.h"
#include "show/words/frame.h"

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

constexpr std::pair<std::string_view, Say> no_processes[] = {
    {"timer", Say::its_timer}, {"outside", Say::somebody_outside}, {"anyone", Say::anybody}};

std::string ender(const std::string& who, Language language) {
  for (const auto& [mark, words] : no_processes) {
    if (who == mark) return say(language, words);
  }
  return who;
}

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

std::string enders(const std::string& held_by, std::string_view own, Language language) {
  constexpr std::size_t most = 6;
  if (held_by == own) return say(language, Say::only_itself);
  std::string text;
  std::vector<std::string> all = split(held_by, ", ");
  std::erase(all, own);
  for (const std::string& who : all | std::views::take(most)) {
    if (!text.empty()) text += say(language, Frame::list_and);
    text += ender(who, language);
  }
  return all.size() <= most ? text : say(language, Say::and_more, text, all.size() - most);
}

}  // namespace procdemo::show
