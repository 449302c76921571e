# A Process is told what to do, and with what; start() makes it.

from multiprocessing import get_context

Process = get_context("fork").Process


def greet(guest):
    print("hello", guest, flush=True)


processes = [Process(target=greet, args=(guest,)) for guest in ["ana", "ben", "eva"]]
for process in processes:
    process.start()
for process in processes:
    process.join()
