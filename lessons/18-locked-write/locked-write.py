# Three workers append phone numbers to one file, each number in two pieces. A lock on the file
# keeps the pieces together: whoever wants to write waits until the other one is done.
#
# With no-lock each of them waits, between its two pieces, until its neighbour has written a first
# piece as well: so numbers are torn in every run.

import fcntl  # of Unix alone
import multiprocessing
import random
import sys
from multiprocessing import Pool, Semaphore

multiprocessing.set_start_method("fork")

MOST_WORKERS = 3


# An operator's three digits and eight more: eleven, as such numbers have.
def phone_number(numbers):
    operator = numbers.choice([133, 135, 138, 139, 150, 158, 177, 186, 188, 189])
    return "%d%08d" % (operator, numbers.randrange(100000000))


# First pieces that the neighbour has written. Older than the pool: each worker has them.
first_pieces = [Semaphore(0) for i in range(MOST_WORKERS)]


def wait_for_neighbour(worker, workers):
    first_pieces[(worker + 1) % workers].release()
    first_pieces[worker].acquire(timeout=30)


# A task: every third number, where there are three workers.
def append(worker, workers, count, path, no_lock):
    numbers = random.Random(worker)
    for i in range(worker, count, workers):
        number = phone_number(numbers)
        print(number)

        with open(path, "a") as file:
            if not no_lock:
                fcntl.flock(file, fcntl.LOCK_EX)  # waits while another has it
            file.write(number[:3])
            file.flush()
            if no_lock and i // workers < count // workers:
                wait_for_neighbour(worker, workers)
            file.write(number[3:] + "|")
        # the file is closed: the lock is given back


# Whether another one would get the lock now, who opens the file for himself.
def tell_lock(when, path):
    with open(path, "a") as another:
        try:
            fcntl.flock(another, fcntl.LOCK_EX | fcntl.LOCK_NB)
            print("%s: another gets it" % when)
        except BlockingIOError:
            print("%s: nobody else gets it" % when)


# The lock belongs to the open file, and goes when that is closed.
def show_close(path):
    with open(path, "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        tell_lock("locked", path)
    tell_lock("closed", path)


def is_fit(path):
    try:
        with open(path, "a") as file:
            return file.tell() == 0
    except OSError:
        return False


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    count, path = int(given.get(1, 300)), given.get(2, "numbers.txt")
    no_lock, workers = given.get(3) == "true", int(given.get(4, MOST_WORKERS))

    if not is_fit(path):
        print("%s: no file, or something is in it" % path)
        sys.exit(1)
    show_close(path)

    pool = Pool(workers)
    tasks = [pool.apply_async(append, (i, workers, count, path, no_lock)) for i in range(workers)]
    for task in tasks:
        task.get()
    print("written: %d numbers" % count)
