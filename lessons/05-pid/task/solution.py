# The parent stays until its child has ended: so the child's getppid() is the parent's PID.

import os

if os.fork() == 0:
    print("my parent is", os.getppid(), flush=True)
    os._exit(0)

os.wait()
