# A queue for processes: what one of them puts in, another one gets, in the same order.
#
#   joined    The reader starts when the writer has ended. It may ask "is it empty?".
#   at-once   Both start at once, and the reader asks the same: it takes "not yet" for "no more".
#   end-mark  Both start at once, and the writer says when there is no more.

import sys

del sys.path[0]  # this folder: else `import queue`, in Python's own modules, would find this file

import multiprocessing
import random
import time
from multiprocessing import Process, Queue
from queue import Empty, Full

multiprocessing.set_start_method("fork")


# What a queue can do. put and get wait for ever, or so long, or not at all.
def show_interface(capacity):
    q = Queue(capacity)  # with Queue() alone there is always room

    for i in range(1, capacity + 1):
        q.put("message %d" % i)
        print("put message %d, full: %s" % (i, "true" if q.full() else "false"))

    start = time.monotonic()
    try:
        q.put("one more", timeout=2)
    except Full:
        waited = time.monotonic() - start
        print("put: full after %.2f s, %d messages" % (waited, q.qsize()))
    try:
        q.put_nowait("one more")
    except Full:
        print("put_nowait: full, %d messages" % q.qsize())
    if not q.full():
        q.put_nowait("one more")

    # Not empty(), nor get_nowait(): a thread takes what was put to the pipe, and may not be there.
    while q.qsize() > 0:
        print("got %s" % q.get())
    try:
        q.get(timeout=1)
    except Empty:
        print("get: empty, %d messages" % q.qsize())


# Up to a second, the same in every run.
def rest(times):
    time.sleep(times.random())


END_MARK = ""


def put_letters(q, mark_end):
    times = random.Random(2)
    for letter in ["A", "B", "C"]:
        print("put %s" % letter)
        q.put(letter)
        rest(times)
    if mark_end:
        q.put(END_MARK)


def get_until_empty(q):
    times = random.Random(1)
    while not q.empty():
        print("got %s" % q.get())
        rest(times)
    print("empty: the reader stops")


def get_until_end(q):
    while True:
        letter = q.get()  # waits for the next one
        if letter == END_MARK:
            break
        print("got %s" % letter)
    print("end: the reader stops")


if __name__ == "__main__":
    capacity = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    variant = sys.argv[2] if len(sys.argv) > 2 else "joined"

    show_interface(capacity)

    q = Queue(10)
    writer = Process(target=put_letters, args=(q, variant == "end-mark"))
    get_letters = get_until_end if variant == "end-mark" else get_until_empty
    reader = Process(target=get_letters, args=(q,))
    writer.start()
    if variant == "joined":
        writer.join()
    reader.start()

    writer.join()
    reader.join()
    print("left in the queue: %d" % q.qsize())
