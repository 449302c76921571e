# A child says who its parent is. Is that still true when the parent does not wait?

import os

if os.fork() == 0:
    print("my parent is", os.getppid(), flush=True)
    os._exit(0)

# Your part: what does the parent have to do?
