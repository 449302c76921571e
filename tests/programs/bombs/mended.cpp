// Has a tracer that mends its SIGTRAP make a call, by an instruction that is another one by then:
// one that makes children who are not traced.
#include <sys/sdt.h>

#include "../only_observed.h"
#include "../rewritten_code.h"

int main() {
  only_observed();
  RewrittenCode code(SYS_pause);
  while (true) {
    code.put_call();
    code.make_call();
    ::signal(SIGTRAP, SIG_IGN);
    code.put_jump();
    DTRACE_PROBE(multiprocess, passing);
  }
}
