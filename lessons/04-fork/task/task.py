# Two processes, and each should print its own word: who is who?

import os

child = os.fork()

# Your part: now both of them print both.
print("parent", flush=True)
print("child", flush=True)
