# os.fork() is called once and returns twice: 0 in the child, the child's PID in the parent.
#
# From there two processes go on, each in its own copy of this program, at the same line.

import os
import sys
import time

rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3

ret = os.fork()  # where there is no process to be had, OSError is raised

if ret == 0:
    for i in range(rounds):
        print("--1--")
        time.sleep(3)
else:
    for i in range(rounds):
        print("--2--")
        time.sleep(3)
