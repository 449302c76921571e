# fork() has told each of them who it is.

import os

child = os.fork()
print("child" if child == 0 else "parent", flush=True)
