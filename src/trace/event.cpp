#include "trace/event.h"

namespace procdemo::trace::event {

Any::Any(const Any& other) = default;
Any::Any(Any&& other) noexcept = default;
Any& Any::operator=(const Any& other) = default;
Any& Any::operator=(Any&& other) noexcept = default;
Any::~Any() = default;

}  // namespace procdemo::trace::event
