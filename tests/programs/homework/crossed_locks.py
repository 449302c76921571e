# Homework: two transfers lock two accounts, in two orders.
import fcntl
import os


def transfer(source, target):
    with open(source, "a") as first, open(target, "a") as second:
        fcntl.flock(first, fcntl.LOCK_EX)
        fcntl.flock(second, fcntl.LOCK_EX)
        print("from", source, "to", target, flush=True)


if os.fork() == 0:
    transfer("b", "a")
    os._exit(0)
transfer("a", "b")
os.wait()
