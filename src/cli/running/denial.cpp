#include "cli/running/denial.h"

#include "cli/words/doctor.h"
#include "show/terminal/escape.h"

namespace procdemo::cli {
namespace {

DoctorSays remark_on(Denied why) {
  switch (why) {
    case Denied::traced_already:
      return DoctorSays::denied_traced_already;
    case Denied::yama_root_only:
      return DoctorSays::denied_yama_root_only;
    case Denied::yama_nobody:
      return DoctorSays::denied_yama_nobody;
    case Denied::selinux:
      return DoctorSays::denied_selinux;
    case Denied::seccomp:
      return DoctorSays::denied_seccomp;
    case Denied::unknown:
      break;
  }
  return DoctorSays::denied_unknown;
}

}  // namespace

std::string say(const Denial& denial, Language language) {
  const std::string detail = escaped(denial.detail);
  if (denial.why == Denied::traced_already) {
    return say(language, DoctorSays::denied_traced_already, denial.tracer, detail);
  }
  return say(language, remark_on(denial.why), detail);
}

std::string reason_of(const PtraceDenied& denied, Language language) {
  return say(why_denied(denied.code().value()), language);
}

}  // namespace procdemo::cli
