# Two take two locks, each another one first, and each has its first one when it wants the second:
# two processes, or "threads". Mended: both in one order.
#
# deadlock.py [wrong|mended] [threads]
import multiprocessing
import sys
import threading


def take(first, second, met):
    with first:
        if met:
            met.wait()
        with second:
            pass


if __name__ == "__main__":
    mended = sys.argv[1:2] == ["mended"]
    of = threading if "threads" in sys.argv else multiprocessing
    one = threading.Thread if "threads" in sys.argv else multiprocessing.Process
    left, right = of.Lock(), of.Lock()
    met = None if mended else of.Barrier(2)
    other = (left, right) if mended else (right, left)
    both = [one(target=take, args=(left, right, met)), one(target=take, args=(*other, met))]
    for each in both:
        each.start()
    for each in both:
        each.join()
