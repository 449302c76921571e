# Every process has a PID and a parent: os.getpid() asks for the one, os.getppid() for the other.
#
# A parent gets its child's PID from os.fork(). There is no call to ask for it later.

import os
import sys

no_wait = len(sys.argv) > 1 and sys.argv[1] == "true"

ret = os.fork()

print("main")  # both are here: both print it

if ret == 0:
    print("child: pid %d, parent %d" % (os.getpid(), os.getppid()))
else:
    print("parent: pid %d, child %d" % (os.getpid(), ret))
    if not no_wait:  # else a slower child finds itself with another parent
        os.wait()
