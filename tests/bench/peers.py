# Python's multiprocessing at the same work as library.cpp.
#
# peers.py WORK N: does N operations of one kind and prints "OPERATIONS SECONDS".
import fcntl
import multiprocessing
import os
import sys
import tempfile
import time


def nothing():
    pass


def timed(operations, work):
    begin = time.perf_counter()
    work()
    print(operations, time.perf_counter() - begin)


def processes(n):
    def work():
        for _ in range(n):
            process = multiprocessing.Process(target=nothing)
            process.start()
            process.join()
    timed(n, work)


def tasks(n):
    with multiprocessing.Pool(2) as pool:
        pool.apply(nothing)

        def work():
            for result in [pool.apply_async(nothing) for _ in range(n)]:
                result.get()
        timed(n, work)


def apply(n):
    with multiprocessing.Pool(2) as pool:
        pool.apply(nothing)

        def work():
            for _ in range(n):
                pool.apply(nothing)
        timed(n, work)


def put(items, n):
    for _ in range(n):
        items.put(b"0123456789abcdef")


def get(items, n):
    for _ in range(n):
        items.get()


def queue(n, pairs):
    items = multiprocessing.Queue(1024)
    workers = [multiprocessing.Process(target=target, args=(items, n // pairs))
               for _ in range(pairs) for target in (put, get)]

    def work():
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    timed(n, work)


def managed(n):
    with multiprocessing.Manager() as manager:
        items = manager.Queue()

        def work():
            for _ in range(n):
                items.put("item")
                items.get()
        timed(n, work)


def append(path, n):
    for _ in range(n):
        with open(path, "a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write("13912345678|")


def appends(n):
    file, path = tempfile.mkstemp()
    os.close(file)
    with multiprocessing.Pool(3) as pool:
        pool.apply(nothing)

        def work():
            for result in [pool.apply_async(append, (path, n // 3)) for _ in range(3)]:
                result.get()
        timed(n, work)
    os.unlink(path)


works = {
    "process": processes,
    "async": tasks,
    "apply": apply,
    "queue": lambda n: queue(n, 1),
    "queue-2": lambda n: queue(n, 2),
    "manager": managed,
    "append": appends,
}

if __name__ == "__main__":
    works[sys.argv[1]](int(sys.argv[2]))
