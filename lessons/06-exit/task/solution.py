# waitpid() waits for the child's end, takes its status, and the zombie is gone.

import os

child = os.fork()
if child == 0:
    os._exit(7)

_, status = os.waitpid(child, 0)
print("child ended with", os.waitstatus_to_exitcode(status), flush=True)
