#include "show/sentences/deadlock_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>

#include "base/text/lines.h"
#include "show/sentences/sentence.h"
#include "show/sentences/waits.h"
#include "show/words/events.h"
#include "show/words/intentions.h"
#include "trace/knot.h"

namespace procdemo::show {

namespace {

// The element of a list that may be shorter, or not there.
std::string at(const std::optional<std::vector<std::string>>& texts, std::size_t number) {
  return texts && number < texts->size() ? (*texts)[number] : "";
}

// "P, P.2" for "P, P.1, P.2" and P.1.
std::string others_in(const std::string& names, const std::string& own) {
  std::string others;
  for (const std::string& name : split(names, ", ")) {
    if (!name.empty() && name != own) others += (others.empty() ? "" : ", ") + name;
  }
  return others;
}

Blocked blocked_in(const event::Deadlock& deadlock, std::size_t i) {
  return {.name = deadlock.waiting[i],
          .on = at(deadlock.on, i),
          .held_by = at(deadlock.held_by, i),
          .needs = at(deadlock.needs, i),
          .holds = !at(deadlock.holds, i).empty()};
}

// Who would have to do what to a pipe, so that one who waits can go on.
std::string pipe_sentence(const Blocked& blocked, const std::string& pipe, Language language) {
  const bool full = blocked.needs == "read";
  const bool own = blocked.holds;
  const std::string& who = blocked.name;
  const std::string others = others_in(blocked.held_by, who);
  const auto with = [&](Say of_full, Say of_empty) {
    return say(language, full ? of_full : of_empty, who, pipe, others);
  };
  if (others.empty()) return with(Say::pipe_full_only, Say::pipe_empty_only);
  return own ? with(Say::pipe_full_own, Say::pipe_empty_own)
             : with(Say::pipe_full, Say::pipe_empty);
}

std::string semaphore_sentence(const Blocked& blocked, const std::string& on, Language language) {
  if (blocked.needs == "share") return say(language, Say::semaphore_own, blocked.name, on);
  if (blocked.held_by.empty()) return say(language, Say::semaphore_nobody, blocked.name, on);
  return say(language, Say::semaphore_by, blocked.name, on, blocked.held_by);
}

std::string untimed_sentence(const Blocked& blocked, const std::string& on, Language language) {
  const std::string& holder = blocked.held_by;
  const bool is_semaphore = blocked.needs == "post" || blocked.needs == "share";
  if (is_semaphore) return semaphore_sentence(blocked, on, language);
  if (blocked.needs == "add" && !holder.empty()) {
    return say(language, Say::counter_by, blocked.name, on, holder);
  }
  if (!blocked.needs.empty() && !holder.empty()) return pipe_sentence(blocked, on, language);
  const bool another = !holder.empty() && holder != on;
  return another ? say(language, Say::deadlock_by, blocked.name, on, enders(holder, "", language))
                 : say(language, Say::deadlock_on, blocked.name, on);
}

// The place first: what comes behind speaks of others, too.
std::string beginning_with(const std::string& place, const std::string& sentence,
                           Language language) {
  return place.empty() ? sentence : say(language, Say::at_line, place, sentence);
}

}  // namespace

std::string waiting_sentence(const Blocked& blocked, const std::string& object, Language language) {
  const std::string until = blocked.until ? seconds_text(*blocked.until) : "";
  if (blocked.on.empty()) return say(language, Does::sleeps_until, blocked.name, until);
  const std::string words = untimed_sentence(blocked, waited_for(object, language), language);
  return blocked.until ? say(language, Does::waits_until, words, until) : words;
}

std::string deadlock_sentence(const event::Deadlock& deadlock,
                              const std::vector<std::string>& objects, Language language) {
  std::string all;
  for (std::size_t i = 0; i < deadlock.waiting.size() && i < objects.size(); ++i) {
    if (!all.empty()) all += say(language, Say::deadlock_and);
    all +=
        beginning_with(at(deadlock.places, i),
                       waiting_sentence(blocked_in(deadlock, i), objects[i], language), language);
  }
  std::string circle;
  for (const std::string& name : deadlock.circle) circle += name + " → ";
  if (!circle.empty()) circle += deadlock.circle.front();
  if (deadlock.still) {
    const std::string still = seconds_text(*deadlock.still);
    const std::string knot = fmt::format("{}", fmt::join(knot_in(deadlock), ", "));
    if (!knot.empty()) return say(language, Say::standstill_knot, all, still, knot);
    const Say what = circle.empty() ? Say::standstill : Say::standstill_circle;
    return say(language, what, all, still, circle);
  }
  if (circle.empty()) return say(language, Say::deadlock, all);
  return say(language, Say::deadlock_circle, all, circle);
}

}  // namespace procdemo::show
