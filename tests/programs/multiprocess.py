# Python's multiprocessing with forked processes: Process, Queue and Pool.
import multiprocessing
import os


def square(number):
    return number * number


def fill(queue, numbers):
    for number in numbers:
        queue.put((number, os.getppid()))
    queue.put(None)


def main():
    multiprocessing.set_start_method("fork")
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=fill, args=(queue, range(5)))
    process.start()
    got = list(iter(queue.get, None))
    process.join()
    print("queue:", [number for number, _ in got], "exit code", process.exitcode, flush=True)
    print("from our child:", all(parent == os.getpid() for _, parent in got), flush=True)

    with multiprocessing.Pool(3) as pool:
        print("pool:", pool.map(square, range(10)), flush=True)
        pool.close()
        pool.join()
    print("no child left:", multiprocessing.active_children() == [], flush=True)


if __name__ == "__main__":
    main()
