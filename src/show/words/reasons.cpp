// Words for the findings on claims: Why's key and arguments, listed in claims/claim.h.
#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

#include "show/words/words.h"

namespace procdemo {

namespace {

// The n-th argument, or nothing where a trace has fewer.
std::string arg(const Why& why, std::size_t n) {
  return n < why.args.size() ? why.args[n] : "";
}

std::string bounds(Language language, const std::string& low, const std::string& high) {
  if (low.empty() && high.empty()) return say(language, Say::bound_none);
  if (low == high) return say(language, Say::bound_exactly, low);
  if (high.empty()) return say(language, Say::bound_at_least, low);
  if (low.empty()) return say(language, Say::bound_at_most, high);
  return say(language, Say::bound_between, low, high);
}

// Which sentence the sequences' first difference needs; a side that has nothing more is empty.
Say how_same(const Why& why) {
  const bool a = !arg(why, 4).empty(), b = !arg(why, 6).empty();
  if (a && b) return Say::why_same_differs;
  if (a) return Say::why_same_only_a;
  return b ? Say::why_same_only_b : Say::why_same;
}

std::string sentence(const Why& why, Language language) {
  const auto with = [&](Say what) { return say_with(language, what, why.args); };
  if (why.key == "count" || why.key == "distinct") {
    const std::string expected = bounds(language, arg(why, 2), arg(why, 3));
    const Say what = why.key == "count" ? Say::why_count : Say::why_distinct;
    return say(language, what, arg(why, 0), arg(why, 1), expected, "", arg(why, 4), arg(why, 5));
  }
  if (why.key == "compare") {
    const std::string expected = bounds(language, arg(why, 4), arg(why, 5));
    return say(language, Say::why_compare, "", arg(why, 1), arg(why, 2), arg(why, 3), expected);
  }
  if (why.key == "before") return with(Say::why_before);
  if (why.key == "overlap") return with(Say::why_overlap);
  if (why.key == "same") return with(how_same(why));
  if (why.key == "missing") return with(Say::why_missing);
  if (why.key == "unbroken") return with(Say::why_unbroken);
  if (why.key == "each") return with(Say::why_each_holds);
  if (why.key == "skipped-unobserved") {
    return with(arg(why, 1).empty() ? Say::why_unobserved : Say::why_field_unseen);
  }
  if (why.key == "skipped-interrupted") return with(Say::why_interrupted);
  if (why.key == "skipped-refused") return with(Say::why_refused);
  if (why.key == "skipped-live") return with(Say::why_live);
  if (why.key == "skipped-overslept") return with(Say::why_overslept);
  if (why.key == "skipped-unless") return with(Say::why_unless);
  return say(language, Say::why_other, why.key);
}

}  // namespace

std::string say(const Why& why, Language language) {
  const std::string& evidence = why.evidence.in(language);
  if (!evidence.empty()) return evidence;
  const std::string said = sentence(why, language);
  const std::string each = arg(why, 0);
  return each.empty() || why.key == "each" ? said : say(language, Say::why_each, each, said);
}

}  // namespace procdemo
