// Whether this test was compiled with AddressSanitizer, which makes many instructions of one and
// forks slow: then less is tried of what is tried at every instant.
#pragma once

namespace procdemo::base {

#if defined(__SANITIZE_ADDRESS__)  // g++
inline constexpr bool is_sanitized = true;
#elif defined(__has_feature)  // clang++
inline constexpr bool is_sanitized = __has_feature(address_sanitizer);
#else
inline constexpr bool is_sanitized = false;
#endif

}  // namespace procdemo::base
