# The same pool and the same tasks as in 13-pool, with apply() in place of apply_async().
#
# apply() hands a task over and waits for its result. Meanwhile nobody hands the next one over: the
# tasks are done one after the other, however many workers there are.

import multiprocessing
import os
import random
import sys
import time
from multiprocessing import Pool

multiprocessing.set_start_method("fork")


# A task. It runs in a worker; what it returns goes back to the main process.
def work(number, pause):
    print("%d begins, pid %d" % (number, os.getpid()))
    start = time.monotonic()
    time.sleep(pause)
    took = time.monotonic() - start
    print("%d done after %.2f s" % (number, took))
    return took


if __name__ == "__main__":
    tasks = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1

    # Up to 2 s for each task. The same seed gives the same times again.
    times = random.Random(seed)

    pool = Pool(workers)
    all = 0.0
    for i in range(tasks):
        all += pool.apply(work, (i, times.uniform(0, 2)))  # waits for what work() returns

    print("---start---")
    pool.close()
    pool.join()
    print("---end---")
    print("work: %.2f s" % all)
