#include "findings/fact.h"

namespace procdemo::findings {

AnyFact::AnyFact(const AnyFact& other) = default;
AnyFact::AnyFact(AnyFact&& other) noexcept = default;
AnyFact& AnyFact::operator=(const AnyFact& other) = default;
AnyFact& AnyFact::operator=(AnyFact&& other) noexcept = default;
AnyFact::~AnyFact() = default;

}  // namespace procdemo::findings
