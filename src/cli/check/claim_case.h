// A claim and what became of it, as a case of a report.
#pragma once

#include "base/language.h"
#include "claims/claim.h"
#include "cli/room.h"
#include "replays/report.h"
#include "show/sentences/quotes.h"

namespace procdemo::cli {

/// `file` is where the claim stands: the case's place is that and the claim's line.
ReportCase claim_case(const Claim& claim, const Verdict& verdict, const std::string& suite,
                      const std::string& file, Language language, const Quotes& quotes);

/// Whether it was skipped for want of evidence on this machine: what needs to be live is not.
bool was_not_checkable(const Verdict& verdict);

}  // namespace procdemo::cli
