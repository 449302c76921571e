# Says where it is, in many ways: what it prints is "FILE:LINE" of the call itself.
import functools
import inspect
import os
import sys
import threading


def here():
    return "places.py:%d" % inspect.currentframe().f_back.f_lineno


def say():
    print(here(), flush=True)


class Speaker:
    def say(self):
        os.write(1, (here() + "\n").encode())


def numbers():
    print(here(), flush=True)
    yield 1
    print(here(), flush=True)


def in_many_ways():
    print(here(), flush=True)
    say()
    Speaker().say()
    list(numbers())
    [print(here(), flush=True) for _ in range(2)]
    functools.reduce(lambda a, b: print(here(), flush=True), [1, 2])
    print(
        "places.py:%d" % (inspect.currentframe().f_lineno - 1),
        flush=True)
    sys.stderr.write(here() + "\n")


def in_a_thread():
    def run():
        print(here(), flush=True)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def in_children():
    child = os.fork()
    if child == 0:
        print(here(), flush=True)
        if os.fork() == 0:
            print(here(), flush=True)
            os._exit(0)
        os.wait()
        os._exit(0)
    os.waitpid(child, 0)


in_many_ways()
in_children()
in_a_thread()
