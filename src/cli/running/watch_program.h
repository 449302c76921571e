// What `procdemo watch` does, for those who have its words read once and run them often.
#pragma once

#include "cli/describe/given.h"
#include "cli/user.h"

namespace procdemo {

/// The words behind `procdemo watch`, read. Throws Problem.
Given watch_words(const Words& words);

/// Runs what they say. Returns procdemo's exit status; throws as `watch` does.
int watch_program(const Given& given, const User& user);

}  // namespace procdemo
