# A child ends with 7. Who tells its parent?

import os

child = os.fork()
if child == 0:
    os._exit(7)

# Your part: ask the kernel how the child has ended.
code = 0
print("child ended with", code, flush=True)
