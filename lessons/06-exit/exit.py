# A parent and its child end when each of them ends: neither takes the other along.
#
#   orphan  The parent ends after 3 s, the child after 5 s. The child is an orphan for 2 s:
#           another process has become its parent.
#   zombie  The child ends after 3 s, the parent asks how after 5 s. The child is a zombie for
#           2 s: it runs no more, but the kernel keeps its PID and its exit code for the parent.

import os
import sys
import time

zombie = len(sys.argv) > 1 and sys.argv[1] == "zombie"


# What the kernel says of a process: "S (sleeping)", "Z (zombie)", or that there is none.
def state_of(pid):
    try:
        with open("/proc/%d/status" % pid) as status:
            for line in status:
                if line.startswith("State:\t"):
                    return line[7:].rstrip()
    except FileNotFoundError:
        return "gone"


ret = os.fork()

if ret == 0:
    print("child: my parent is %d" % os.getppid())
    time.sleep(3 if zombie else 5)
    print("child: my parent is %d" % os.getppid())
else:
    time.sleep(5 if zombie else 3)
    print("parent: my child is %s" % state_of(ret))
    if zombie:
        os.wait()
        print("parent: my child is %s" % state_of(ret))

print("----over----")
