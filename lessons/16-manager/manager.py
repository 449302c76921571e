# A queue for processes that share nothing: a manager holds it, a process of its own.
#
# The pool is older than the queue here, so its workers have no memory that the queue could lie in.
# What a task gets is a proxy: the manager's address, and the name of a queue there. Each put and
# each get is a message to the manager and its answer.

import multiprocessing
import os
from multiprocessing import Manager, Pool

multiprocessing.set_start_method("fork")


def writer(q):
    print("writer: pid %d, parent %d" % (os.getpid(), os.getppid()))
    for letter in "dongGe":
        print("put %s" % letter)
        q.put(letter)


def reader(q):
    print("reader: pid %d, parent %d" % (os.getpid(), os.getppid()))
    size = q.qsize()  # nobody else puts or gets: so it stays true
    word = ""
    for i in range(size):
        word += q.get()
        print("got %s" % word[-1])
    return word


def pid_of_manager():
    names = {child.name: child.pid for child in multiprocessing.active_children()}
    return next(pid for name, pid in names.items() if "Manager" in name)


if __name__ == "__main__":
    print("main: pid %d" % os.getpid())
    pool = Pool(2)

    manager = Manager()  # forks the process that will hold the queues
    print("manager: pid %d" % pid_of_manager())
    q = manager.Queue()

    pool.apply(writer, (q,))  # waits until all is written; so the reader finds all
    word = pool.apply(reader, (q,))
    print("the reader's word: %s" % word)

    pool.close()
    pool.join()
    print("---end---")
    # the manager's process ends here
