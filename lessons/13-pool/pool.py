# A pool: a few workers, and many tasks. Each worker takes the next task when it is done with one.
#
# apply_async() hands a task over and returns at once. Which worker takes it is not certain, and in
# which order the tasks are done is not, either.

import multiprocessing
import os
import random
import sys
import time
from multiprocessing import Pool

multiprocessing.set_start_method("fork")


# A task. It runs in a worker; its arguments are copies.
def work(number, pause):
    print("%d begins, pid %d" % (number, os.getpid()))
    start = time.monotonic()
    time.sleep(pause)
    print("%d done after %.2f s" % (number, time.monotonic() - start))


if __name__ == "__main__":
    tasks = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    no_join = len(sys.argv) > 3 and sys.argv[3] == "true"
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1

    # Up to 2 s for each task. The same seed gives the same times again.
    times = random.Random(seed)

    pool = Pool(workers)  # forks them; they wait for tasks
    for i in range(tasks):
        pool.apply_async(work, (i, times.uniform(0, 2)))

    print("---start---")
    pool.close()  # no further tasks; the workers end when all are done
    if not no_join:
        pool.join()  # returns when they have ended
    print("---end---")
    # a pool that nobody joined ends its workers here, in the middle of what they do
