"""Python's ways to make processes, each with the squares of 0 to 3 as its result."""
import multiprocessing
import os
import sys
import time


def square(number):
    time.sleep(number / 10)
    return number * number


def put(queue, number):
    queue.put(square(number))


def process():
    ends = os.pipe()
    for number in range(4):
        if os.fork() == 0:
            os.write(ends[1], b"%d " % square(number))
            os._exit(0)
    for _ in range(4):
        os.wait()
    os.close(ends[1])
    return sorted(int(word) for word in os.read(ends[0], 100).split())


def pool():
    with multiprocessing.Pool(2) as workers:
        return workers.map(square, range(4))


def gather(queue):
    processes = [multiprocessing.Process(target=put, args=(queue, n)) for n in range(4)]
    for each in processes:
        each.start()
    result = sorted(queue.get() for _ in processes)
    for each in processes:
        each.join()
    return result


def queue():
    return gather(multiprocessing.Queue())


def manager():
    with multiprocessing.Manager() as served:
        return gather(served.Queue())


if __name__ == "__main__":
    kind = sys.argv[1]
    print(kind, *globals()[kind]())
