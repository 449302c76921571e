# Three guests. Who greets them?

from multiprocessing import get_context

Process = get_context("fork").Process


def greet(guest):
    print("hello", guest, flush=True)


for guest in ["ana", "ben", "eva"]:
    # Your part: a process for each.
    greet(guest)
