# A child ends, and its parent sleeps instead of asking for it. Mended: it waits.
import os
import sys
import time

child = os.fork()
if child == 0:
    os._exit(3)
if len(sys.argv) > 1:
    os.waitpid(child, 0)
time.sleep(1)
print("over")
