# Three children? Count them.

import os

for i in range(1, 4):
    if os.fork() == 0:
        print("child", i, flush=True)
        # Your part: where does the child go on?

# Your part: are they all done?
print("all done", flush=True)
