// Linux as small values: descriptors, children, /proc, text.
#pragma once

namespace procdemo::base {}  // namespace procdemo::base
