// procdemo in English: the evidence behind a sentence.
#include "show/words/evidence.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Proof> evidence_en[] = {
    {Proof::call, "The call of {0}: {1}"},
    {Proof::no_call, "{0} was in no system call then."},
    {Proof::at_in, "Made at {0}:{1}, in {2}"},
    {Proof::at, "Made at {0}:{1}"},
    {Proof::from_in, "called from {0}:{1}, in {2}"},
    {Proof::from, "called from {0}:{1}"},
    {Proof::kernel, "The kernel: {0}"},
};

}  // namespace

template <>
Entries<Proof> english<Proof>() {
  return whole<evidence_en>();
}

}  // namespace procdemo::show
