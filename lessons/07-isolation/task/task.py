# The child changes n. Whose n is that?

import os

n = 7
read_end, write_end = os.pipe()

if os.fork() == 0:
    n = n + 1
    # Your part: send it.
    os._exit(0)

# Your part: receive it.
os.wait()
print("n =", n, flush=True)
