#include "cli/check/claim_case.h"

#include <fmt/format.h>

namespace procdemo::cli {

ReportCase claim_case(const Claim& claim, const Verdict& verdict, const std::string& suite,
                      const std::string& file, Language language, const Quotes& quotes) {
  using Result = ReportCase::Result;
  return {.suite = suite,
          .name = claim.words.in(language),
          .result = !verdict.holds   ? Result::skipped
                    : *verdict.holds ? Result::passed
                                     : Result::failed,
          .why = quotes.say(verdict.why, language),
          .details = "",
          .place = fmt::format("{}:{}", file, claim.line)};
}

bool was_not_checkable(const Verdict& verdict) {
  return !verdict.holds && !is_skipped(verdict, Skip::live);
}

}  // namespace procdemo::cli
