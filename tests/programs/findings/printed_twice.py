# What was printed before a fork is still in Python's buffer, and in the child's copy of it (where
# standard output is no terminal). Mended: it is written before.
import os
import sys

mended = len(sys.argv) > 1
print("once,")
print("and nöt twice")
if mended:
    sys.stdout.flush()
child = os.fork()
if child != 0:
    os.waitpid(child, 0)
