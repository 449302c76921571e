# A class of its own for what a child does: derive from Process, and override run().
#
# What the child needs is a member, set before start(). run() is called in the child.

import multiprocessing
import os
import sys
import time
from multiprocessing import Process

multiprocessing.set_start_method("fork")


class Timer(Process):
    def __init__(self, interval):
        super().__init__()  # else start() says that it was not called
        self.interval = interval

    def run(self):
        print("child %d: begins, its parent is %d" % (os.getpid(), os.getppid()))
        start = time.monotonic()
        time.sleep(self.interval)
        print("child %d: done after %.2f s" % (os.getpid(), time.monotonic() - start))


if __name__ == "__main__":
    interval = int(sys.argv[1]) if len(sys.argv) > 1 else 2

    print("parent %d: begins" % os.getpid())
    start = time.monotonic()

    timer = Timer(interval)
    timer.start()  # fork(); run() in the child
    timer.join()

    print("parent %d: done after %.2f s" % (os.getpid(), time.monotonic() - start))
