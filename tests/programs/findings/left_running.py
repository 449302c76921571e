# P ends while its child still works. Mended: it waits.
import os
import sys
import time

child = os.fork()
if child == 0:
    time.sleep(1)
    print("late")
elif len(sys.argv) > 1:
    os.waitpid(child, 0)
