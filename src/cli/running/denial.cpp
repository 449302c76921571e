#include "cli/running/denial.h"

#include "cli/words/remarks.h"
#include "show/terminal/escape.h"

namespace procdemo {
namespace {

Remark remark_on(Denied why) {
  switch (why) {
    case Denied::traced_already:
      return Remark::denied_traced_already;
    case Denied::yama_root_only:
      return Remark::denied_yama_root_only;
    case Denied::yama_nobody:
      return Remark::denied_yama_nobody;
    case Denied::selinux:
      return Remark::denied_selinux;
    case Denied::seccomp:
      return Remark::denied_seccomp;
    case Denied::unknown:
      break;
  }
  return Remark::denied_unknown;
}

}  // namespace

std::string say(const Denial& denial, Language language) {
  const std::string detail = escaped(denial.detail);
  if (denial.why == Denied::traced_already) {
    return say(language, Remark::denied_traced_already, denial.tracer, detail);
  }
  return say(language, remark_on(denial.why), detail);
}

std::string reason_of(const PtraceDenied& denied, Language language) {
  return say(why_denied(denied.code().value()), language);
}

}  // namespace procdemo
