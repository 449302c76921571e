// Words for the findings on claims: Why's key and arguments, listed in claims/claim.h.
#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

#include "show/words/reasons.h"

namespace procdemo::show {

namespace {

constexpr std::string_view by_sleep = "by-sleep";

// The n-th argument, or nothing where a trace has fewer.
std::string arg(const Why& why, std::size_t n) {
  return n < why.args.size() ? why.args[n] : "";
}

std::string bounds(Language language, const std::string& low, const std::string& high) {
  if (low.empty() && high.empty()) return say(language, Reason::bound_none);
  if (low == high) return say(language, Reason::bound_exactly, low);
  if (high.empty()) return say(language, Reason::bound_at_least, low);
  if (low.empty()) return say(language, Reason::bound_at_most, high);
  return say(language, Reason::bound_between, low, high);
}

// Which sentence the sequences' first difference needs; a side that has nothing more is empty.
Reason how_same(const Why& why) {
  const bool a = !arg(why, 4).empty(), b = !arg(why, 6).empty();
  if (a && b) return Reason::same_differs;
  if (a) return Reason::same_only_a;
  return b ? Reason::same_only_b : Reason::same;
}

std::string sentence(const Why& why, Language language) {
  const auto with = [&](Reason what) { return say_with(language, what, why.args); };
  if (why.key == "count" || why.key == "distinct") {
    const std::string expected = bounds(language, arg(why, 2), arg(why, 3));
    if (arg(why, 4).empty()) return say(language, Reason::count_none, "", "", expected);
    const Reason what = why.key == "count" ? Reason::count : Reason::distinct;
    return say(language, what, arg(why, 0), arg(why, 1), expected, "", arg(why, 4), arg(why, 5));
  }
  if (why.key == "compare") {
    const std::string expected = bounds(language, arg(why, 4), arg(why, 5));
    return say(language, Reason::compare, "", arg(why, 1), arg(why, 2), arg(why, 3), expected);
  }
  if (why.key == "before") return with(Reason::before);
  if (why.key == "overlap") return with(Reason::overlap);
  if (why.key == "same") return with(how_same(why));
  if (why.key == "missing") return with(Reason::missing);
  if (why.key == "unbroken") return with(Reason::unbroken);
  if (why.key == "each") return with(Reason::each_holds);
  if (why.key == "skipped-unobserved") {
    return with(arg(why, 1).empty() ? Reason::unobserved : Reason::field_unseen);
  }
  if (why.key == "skipped-interrupted") return with(Reason::interrupted);
  if (why.key == "skipped-refused") return with(Reason::refused);
  if (why.key == "skipped-live") return with(Reason::live);
  if (why.key == "skipped-any-sleep") return with(Reason::any_sleep);
  if (why.key == "skipped-overslept") return with(Reason::overslept);
  if (why.key == "skipped-unless") return with(Reason::unless);
  return say(language, Reason::other, why.key);
}

}  // namespace

Why what_was_found(const Why& why) {
  if (why.key != by_sleep || why.args.size() < 2) return why;
  Why found{why.args[1], why.args, why.evidence};
  found.args.erase(found.args.begin() + 1);
  return found;
}

std::string with_sleep(const Why& why, const std::string& said, Language language) {
  return why.key == by_sleep ? say(language, Reason::by_sleep, said) : said;
}

std::string say(const Why& why, Language language) {
  const std::string& evidence = why.evidence.in(language);
  if (!evidence.empty()) return evidence;
  std::string said = sentence(what_was_found(why), language);
  const std::string each = arg(why, 0);
  if (!each.empty() && why.key != "each") said = say(language, Reason::each, each, said);
  return with_sleep(why, said, language);
}

}  // namespace procdemo::show
